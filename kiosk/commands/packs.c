/* content keygen … scrub: what is signed, and what lies on this machine's shelf. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/diag.h"
#include "base/str.h"
#include "commands/commands.h"
#include "commands/secret.h"
#include "content/diff.h"
#include "seal/minisign.h"
#include "staff/station.h"

enum { COMMENT_BYTES = 512 };

/* ---- keys and signatures ------------------------------------------------------------ */

/* A passphrase, asked for twice. False (logged): there is none. */
static bool ask_passphrase(char passphrase[SECRET_BYTES]) {
    char again[SECRET_BYTES] = "";
    bool alike =
        secret_ask(diag_text("Mật khẩu của khóa:", "Passphrase of the key:"), passphrase) &&
        secret_ask(diag_text("Gõ lại:", "Again:"), again) && str_same(passphrase, again) &&
        *passphrase;
    seal_forget(again, sizeof again);
    if (!alike) {
        diag_log("Hai lần gõ không giống nhau hoặc để trống; khóa chưa được tạo.",
                 "The two were not alike, or empty; no key was made.");
    }
    return alike;
}

static int keygen_command(const struct options *options) {
    char passphrase[SECRET_BYTES] = "";
    if (options->rest_count != 1) {
        return STATUS_USAGE;
    }
    bool ready = options->value[OPTION_PLAIN] || ask_passphrase(passphrase);
    int status =
        ready && !minisign_keygen(options->rest[0], passphrase, &MINISIGN_LIMITS, NULL) ? 0 : 1;
    seal_forget(passphrase, sizeof passphrase);
    return status;
}

static enum err open_secret(const char *path, struct minisign_secret **secret_out) {
    char passphrase[SECRET_BYTES] = "";
    bool asks;
    enum err err = minisign_secret_asks(path, &asks);
    if (err) {
        return err;
    }
    if (asks &&
        !secret_ask(diag_text("Mật khẩu của khóa:", "Passphrase of the key:"), passphrase)) {
        err = ERR_RETRY;
    }
    err = err ? err : minisign_secret_open(path, passphrase, secret_out);
    seal_forget(passphrase, sizeof passphrase);
    return err;
}

static int sign_command(const struct options *options) {
    char comment[COMMENT_BYTES];
    struct minisign_secret *secret;
    struct str s;
    if (options->rest_count != 1 || !options->value[OPTION_KEY]) {
        return STATUS_USAGE;
    }
    if (open_secret(options->value[OPTION_KEY], &secret)) {
        return 1;
    }
    str_init(&s, comment, sizeof comment);
    str_printf(&s, "timestamp:%lld", (long long)time(NULL));
    if (options->value[OPTION_COMMENT]) {
        str_printf(&s, "\t%s", options->value[OPTION_COMMENT]);
    }
    enum err err = minisign_sign(secret, options->rest[0], comment);
    minisign_secret_close(secret);
    return err ? 1 : 0;
}

/* By one key, or by those that this machine trusts. */
static enum seal_verdict verdict_of(const struct options *options, const char *path) {
    char space[PATH_BYTES];
    const char *dir = options->value[OPTION_TRUST];
    struct minisign_public key;
    struct minisign_signature signature;
    struct trust_answer answer = {.verdict = SEAL_UNREADABLE};
    struct trust trust;
    size_t ix;
    if (options->value[OPTION_KEY]) {
        return minisign_public_load(options->value[OPTION_KEY], &key)
                   ? SEAL_UNREADABLE
                   : minisign_verify_file(path, &key, 1, &ix, &signature);
    }
    if ((!dir && paths_state("trust", space, sizeof space)) ||
        trust_load(dir ? dir : space, &trust)) {
        return SEAL_UNREADABLE;
    }
    enum err err =
        trust_verify(&trust, TRUST_BIT(TRUST_PROVINCE) | TRUST_BIT(TRUST_COMMUNE), path, &answer);
    return err ? answer.verdict : SEAL_GENUINE;
}

static int verify_command(const struct options *options) {
    if (options->rest_count != 1) {
        return STATUS_USAGE;
    }
    enum seal_verdict verdict = verdict_of(options, options->rest[0]);
    puts(seal_sentence(verdict, diag_in_vietnamese()));
    return verdict == SEAL_GENUINE ? 0 : 1;
}

/* ---- the shelf ------------------------------------------------------------------------ */

/* What a command does with the open station. */
typedef int on_station(struct station *station, const struct options *options);

static int with_station(const struct options *options, on_station *run) {
    struct station station;
    int status =
        station_open(options->value[OPTION_LIBRARY], &station) ? 1 : run(&station, options);
    station_close(&station);
    return status;
}

static int told(const struct shelf_answer *answer) {
    puts(shelf_sentence(answer, diag_in_vietnamese()));
    return shelf_decision(answer) ? 1 : 0;
}

static const char *who(const struct options *options) {
    const char *by = options->value[OPTION_BY];
    return by ? by : "";
}

/* A pack's path → the folder it lies right in, and its name there. */
struct pack_place {
    char dir[PATH_BYTES];
    const char *name;
};

static bool place_of(const char *path, struct pack_place *place_out) {
    const char *slash = strrchr(path, '/');
    struct str dir;
    str_init(&dir, place_out->dir, PATH_BYTES);
    if (slash) {
        str_put_n(&dir, path, slash == path ? 1 : (size_t)(slash - path));
    } else {
        str_put(&dir, ".");
    }
    place_out->name = slash ? slash + 1 : path;
    return !dir.cut;
}

static struct shelf_request request_of(const struct pack_place *place) {
    return (struct shelf_request){.dir = place->dir,
                                  .name = place->name,
                                  .roles = TRUST_BIT(TRUST_PROVINCE) | TRUST_BIT(TRUST_COMMUNE)};
}

static int install(struct station *station, const struct options *options) {
    struct pack_place place;
    struct shelf_answer answer = {.word = SHELF_NO_FILE};
    if (options->rest_count != 1 || !place_of(options->rest[0], &place)) {
        return STATUS_USAGE;
    }
    struct shelf_request request = request_of(&place);
    enum err err = shelf_install(station->shelf, &request, who(options), &answer);
    (void)err; /* the answer says it */
    return told(&answer);
}

static int show_diff(struct station *station, const struct options *options) {
    struct pack_place place;
    struct shelf_answer answer = {.word = SHELF_NO_FILE};
    struct shelf_candidate candidate;
    struct library now = {0};
    struct diff diff;
    unsigned news;
    if (options->rest_count != 1 || !place_of(options->rest[0], &place)) {
        return STATUS_USAGE;
    }
    struct shelf_request request = request_of(&place);
    if (shelf_prepare(station->shelf, &request, &candidate, &answer)) {
        return told(&answer);
    }
    if (shelf_read(station->shelf, &now, &news)) {
        now = (struct library){0};
    }
    diff_libraries(&now, &candidate.library, &diff);
    diff_print(&diff, stdout);
    diff_fini(&diff);
    library_fini(&now);
    shelf_drop(station->shelf, &candidate);
    return 0;
}

static int publish(struct station *station, const struct options *options) {
    struct pack_place place;
    struct shelf_answer answer = {.word = SHELF_NO_FILE};
    if (options->rest_count != 1 || !place_of(options->rest[0], &place)) {
        return STATUS_USAGE;
    }
    enum err err = shelf_publish(station->shelf, place.dir, place.name, who(options), &answer);
    (void)err; /* the answer says it */
    return told(&answer);
}

static bool role_named(const char *name, enum trust_role *role_out) {
    for (int role = 0; role < TRUST_ROLES; role++) {
        if (str_same(trust_role_name((enum trust_role)role), name)) {
            *role_out = (enum trust_role)role;
            return true;
        }
    }
    return false;
}

/* To the pack before, to the one with this hash, or with "none" to none of the role. */
static int roll_back(struct station *station, const struct options *options) {
    struct shelf_answer answer = {.word = SHELF_NOT_KEPT};
    enum trust_role role;
    enum err err;
    if (options->rest_count < 1 || !role_named(options->rest[0], &role)) {
        return STATUS_USAGE;
    }
    if (options->rest_count == 1) {
        err = shelf_rollback(station->shelf, role, who(options), &answer);
    } else {
        const char *hash = str_same(options->rest[1], "none") ? NULL : options->rest[1];
        err = shelf_use(station->shelf, role, hash, who(options), &answer);
    }
    (void)err; /* the answer says it */
    return told(&answer);
}

static int list(struct station *station, const struct options *options) {
    (void)options;
    shelf_print_list(station->shelf, stdout);
    return 0;
}

static int history(struct station *station, const struct options *options) {
    struct library now = {0};
    unsigned news;
    long day;
    if (shelf_read(station->shelf, &now, &news)) { /* the history is made to agree */
        now = (struct library){0};
    }
    library_fini(&now);
    if (options->rest_count == 0) {
        return shelf_print_releases(station->shelf, stdout) ? 1 : 0;
    }
    if (!command_day(options->rest[0], &day)) {
        return command_wrong("day", options->rest[0], "20260503");
    }
    return shelf_print_day(station->shelf, (int32_t)day, stdout) ? 1 : 0;
}

static int scrub(struct station *station, const struct options *options) {
    unsigned news = 0;
    (void)options;
    enum err err = shelf_scrub(station->shelf, &news);
    for (int i = 0; i < SHELF_NEWS_COUNT; i++) {
        if (news & SHELF_NEWS_BIT(i)) {
            puts(shelf_news_sentence((enum shelf_news)i, diag_in_vietnamese()));
        }
    }
    return err || news ? 1 : 0;
}

static int install_command(const struct options *o) { return with_station(o, install); }
static int diff_command(const struct options *o) { return with_station(o, show_diff); }
static int publish_command(const struct options *o) { return with_station(o, publish); }
static int rollback_command(const struct options *o) { return with_station(o, roll_back); }
static int list_command(const struct options *o) { return with_station(o, list); }
static int history_command(const struct options *o) { return with_station(o, history); }
static int scrub_command(const struct options *o) { return with_station(o, scrub); }

static const struct command rows[] = {
    {"content", "keygen", keygen_command, OPTION_BIT(OPTION_PLAIN), 1, "NAME [--no-passphrase]",
     "tạo cặp khóa NAME.pub và NAME.key; hỏi mật khẩu",
     "make a pair of keys, NAME.pub and NAME.key; asks for a passphrase"},
    {"content", "sign", sign_command, OPTION_BIT(OPTION_KEY) | OPTION_BIT(OPTION_COMMENT), 1,
     "FILE --key FILE.key [--comment TEXT]", "ký tệp: viết FILE.minisig",
     "sign a file: writes FILE.minisig"},
    {"content", "verify", verify_command, OPTION_BIT(OPTION_KEY) | OPTION_BIT(OPTION_TRUST), 1,
     "FILE [--key FILE.pub | --trust DIR]", "kiểm tra chữ ký của tệp",
     "verify the signature of a file"},
    {"content", "install", install_command, OPTION_BIT(OPTION_LIBRARY) | OPTION_BIT(OPTION_BY), 1,
     "PACK [--by WHO] [--library DIR]", "nạp một gói đã ký vào máy này",
     "install a signed pack on this machine"},
    {"content", "publish", publish_command, OPTION_BIT(OPTION_LIBRARY) | OPTION_BIT(OPTION_BY), 1,
     "PACK [--by WHO] [--library DIR]", "phát gói riêng của xã, do khóa của xã ký",
     "show this commune's own layer, signed by its key"},
    {"content", "list", list_command, OPTION_BIT(OPTION_LIBRARY), 0, "[--library DIR]",
     "liệt kê các gói trên máy này", "list the packs on this machine"},
    {"content", "diff", diff_command, OPTION_BIT(OPTION_LIBRARY), 1, "PACK [--library DIR]",
     "gói này khác với nội dung đang phát ở đâu", "what a pack would change"},
    {"content", "rollback", rollback_command, OPTION_BIT(OPTION_LIBRARY) | OPTION_BIT(OPTION_BY), 2,
     "province|commune [HASH|none] [--by WHO] [--library DIR]", "dùng lại gói trước",
     "go back to the pack before, to another, or to none"},
    {"content", "history", history_command, OPTION_BIT(OPTION_LIBRARY), 1,
     "[YYYYMMDD] [--library DIR]", "ngày ấy máy đã nói gì; không có ngày: các lần thay gói",
     "what was said on a day; without a day, every change of packs"},
    {"content", "scrub", scrub_command, OPTION_BIT(OPTION_LIBRARY), 0, "[--library DIR]",
     "đọc lại mọi gói đến byte cuối; gói hỏng nhường cho gói trước",
     "read every pack to its last byte; a damaged one gives way to the one before"},
};

const struct command_group command_packs = {rows, sizeof rows / sizeof *rows};
