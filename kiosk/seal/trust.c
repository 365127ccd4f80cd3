#include "seal/trust.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/paths.h"
#include "base/save.h"
#include "base/str.h"
#include "seal/lines.h"

static const char *const ROLE_NAMES[TRUST_ROLES] = {
    [TRUST_PROVINCE] = "province", [TRUST_COMMUNE] = "commune"};

const char *trust_role_name(enum trust_role role) {
    assert(role < TRUST_ROLES);
    return ROLE_NAMES[role];
}

/* ---- keys ------------------------------------------------------------------------ */

static bool ends_with(const char *text, const char *end) {
    size_t text_bytes = strlen(text), end_bytes = strlen(end);
    return text_bytes > end_bytes && strcmp(text + text_bytes - end_bytes, end) == 0;
}

/* "province-2026.pub" is a province's. */
static bool role_of(const char *name, enum trust_role *role_out) {
    for (int role = 0; role < TRUST_ROLES; role++) {
        size_t bytes = strlen(ROLE_NAMES[role]);
        if (strncmp(name, ROLE_NAMES[role], bytes) == 0 && name[bytes] == '-') {
            *role_out = (enum trust_role)role;
            return true;
        }
    }
    return false;
}

static void load_key(struct trust *trust, const char *name) {
    char path[PATH_BYTES];
    struct trust_key key = {0};
    struct str stem;
    str_init(&stem, key.name, sizeof key.name);
    str_put_n(&stem, name, strlen(name) - strlen(".pub"));
    if (!role_of(name, &key.role)) {
        diag_log("%s/%s: khóa này không được dùng; tên tệp phải bắt đầu bằng province- hoặc "
                 "commune-",
                 "%s/%s: this key is not used; its name has to begin with province- or commune-",
                 trust->dir, name);
        return;
    }
    if (stem.cut || trust->key_count == TRUST_KEYS_MAX ||
        !paths_join(trust->dir, name, path, sizeof path)) {
        diag_log("%s/%s: khóa này không được dùng; có quá nhiều khóa hoặc tên quá dài",
                 "%s/%s: this key is not used; there are too many keys or its name is too long",
                 trust->dir, name);
        return;
    }
    if (minisign_public_load(path, &key.public) == ERR_OK) { /* else it is logged */
        trust->keys[trust->key_count++] = key;
    }
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct trust_key *)a)->name, ((const struct trust_key *)b)->name);
}

static enum err load_keys(struct trust *trust) {
    DIR *dir = opendir(trust->dir);
    if (!dir && errno == ENOENT) {
        return ERR_OK;
    }
    errno = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir)); errno = 0) {
        if (ends_with(entry->d_name, ".pub")) {
            load_key(trust, entry->d_name);
        }
    }
    int why = errno;
    if (dir) {
        closedir(dir);
    }
    if (why) {
        diag_log("%s: không đọc được thư mục khóa: %s; hãy xem quyền đọc",
                 "%s: the folder of keys cannot be read: %s; see whether it may be read",
                 trust->dir, strerror(why));
        return ERR_STOP;
    }
    qsort(trust->keys, trust->key_count, sizeof *trust->keys, by_name);
    return ERR_OK;
}

/* ---- revoked keys ---------------------------------------------------------------- */

static bool has_id(const struct trust_ids *ids, const uint8_t id[MINISIGN_ID_BYTES]) {
    for (size_t i = 0; i < ids->count; i++) {
        if (memcmp(ids->ids[i], id, MINISIGN_ID_BYTES) == 0) {
            return true;
        }
    }
    return false;
}

/* False if there is no room. */
static bool add_id(struct trust_ids *ids, const uint8_t id[MINISIGN_ID_BYTES]) {
    if (has_id(ids, id)) {
        return true;
    }
    if (ids->count == TRUST_REVOKED_MAX) {
        return false;
    }
    memcpy(ids->ids[ids->count++], id, MINISIGN_ID_BYTES);
    return true;
}

static bool is_gap(char c) { return c == ' ' || c == '\t'; }

/* What a line says, without its comment and the gaps around it. */
static struct lines_part bare(struct lines_part line) {
    const char *comment = line.bytes ? memchr(line.at, '#', line.bytes) : NULL;
    if (comment) {
        line.bytes = (size_t)(comment - line.at);
    }
    while (line.bytes > 0 && is_gap(line.at[line.bytes - 1])) {
        line.bytes--;
    }
    while (line.bytes > 0 && is_gap(*line.at)) {
        line = (struct lines_part){line.at + 1, line.bytes - 1};
    }
    return line;
}

static bool parse_id(struct lines_part said, uint8_t id_out[MINISIGN_ID_BYTES]) {
    char text[MINISIGN_ID_TEXT_BYTES] = "";
    if (said.bytes != sizeof text - 1) {
        return false;
    }
    memcpy(text, said.at, said.bytes);
    return minisign_id_parse(text, id_out);
}

int trust_revoked_parse(const char *text, size_t bytes, struct trust_ids *ids) {
    struct lines_part rest = {text, bytes}, line;
    struct trust_ids all = *ids;
    for (int number = 1; lines_take(&rest, &line); number++) {
        uint8_t id[MINISIGN_ID_BYTES];
        line = bare(line);
        if (line.bytes > 0 && (!parse_id(line, id) || !add_id(&all, id))) {
            return number;
        }
    }
    *ids = all;
    return 0;
}

static void log_line(const char *path, int line) {
    diag_log("%s:%d: không phải là mã khóa gồm 16 chữ số hex, hoặc danh sách đã đầy",
             "%s:%d: is no key id of 16 hexadecimal digits, or the list is full", path, line);
}

/* Reads DIR/revoked; a missing one is empty. The text is there for who adds to it. */
static enum err load_revoked(const char *dir, char *text, size_t size, size_t *bytes_out,
                             struct trust_ids *ids) {
    char path[PATH_BYTES];
    *bytes_out = 0;
    if (!paths_join(dir, "revoked", path, sizeof path)) {
        return ERR_REJECT;
    }
    if (access(path, F_OK) != 0 && errno == ENOENT) {
        return ERR_OK;
    }
    if (seal_read_small(path, text, size, bytes_out)) {
        return ERR_REJECT;
    }
    int wrong = trust_revoked_parse(text, *bytes_out, ids);
    if (wrong) {
        log_line(path, wrong);
    }
    return wrong ? ERR_REJECT : ERR_OK;
}

enum err trust_load(const char *dir, struct trust *trust_out) {
    char *text = malloc(TRUST_LIST_BYTES);
    size_t bytes;
    *trust_out = (struct trust){0};
    enum err err = text && str_copy(trust_out->dir, sizeof trust_out->dir, dir) ? ERR_OK : ERR_STOP;
    if (!err) {
        err = load_keys(trust_out);
    }
    if (!err) {
        err = load_revoked(dir, text, TRUST_LIST_BYTES, &bytes, &trust_out->revoked);
    }
    free(text);
    if (err) {
        diag_log("%s: không khóa nào được tin cho đến khi sửa xong",
                 "%s: no key is trusted until this is mended", dir);
        trust_out->key_count = 0;
    }
    return err;
}

bool trust_is_revoked(const struct trust *trust, const uint8_t id[MINISIGN_ID_BYTES]) {
    return has_id(&trust->revoked, id);
}

/* ---- verifying ------------------------------------------------------------------- */

static enum seal_verdict find_key(const struct trust *trust, unsigned roles,
                                  const uint8_t id[MINISIGN_ID_BYTES],
                                  const struct trust_key **key_out) {
    enum seal_verdict verdict = SEAL_UNKNOWN_KEY;
    *key_out = NULL;
    for (size_t i = 0; i < trust->key_count && verdict != SEAL_GENUINE; i++) {
        const struct trust_key *key = &trust->keys[i];
        if (memcmp(key->public.id, id, MINISIGN_ID_BYTES) == 0) {
            *key_out = key;
            verdict = roles & TRUST_BIT(key->role) ? SEAL_GENUINE : SEAL_WRONG_ROLE;
        }
    }
    return trust_is_revoked(trust, id) ? SEAL_REVOKED_KEY : verdict;
}

enum err trust_verify_source(const struct trust *trust, unsigned roles,
                             const struct minisign_signature *signature,
                             const struct seal_source *source, struct trust_answer *answer_out) {
    *answer_out = (struct trust_answer){0};
    memcpy(answer_out->id, signature->id, sizeof answer_out->id);
    answer_out->verdict = find_key(trust, roles, signature->id, &answer_out->key);
    if (answer_out->verdict == SEAL_GENUINE) {
        answer_out->verdict = minisign_verify(&answer_out->key->public, signature, source);
    }
    if (answer_out->verdict == SEAL_GENUINE) {
        memcpy(answer_out->comment, signature->comment, sizeof answer_out->comment);
    }
    return seal_decision(answer_out->verdict);
}

enum err trust_verify(const struct trust *trust, unsigned roles, const char *path,
                      struct trust_answer *answer_out) {
    struct seal_file file;
    struct minisign_signature signature;
    *answer_out = (struct trust_answer){.verdict = SEAL_UNREADABLE};
    if (seal_source_open(path, &file)) {
        return seal_decision(SEAL_UNREADABLE);
    }
    answer_out->verdict = minisign_signature_load(path, &signature);
    enum err err = seal_decision(answer_out->verdict);
    if (!err) {
        err = trust_verify_source(trust, roles, &signature, &file.source, answer_out);
    }
    seal_source_close(&file);
    return err;
}

/* ---- revoking -------------------------------------------------------------------- */

/* Reads the list into memory once, so that what is verified is what is used. */
static enum err read_list(const struct trust *trust, const char *path, char *text, size_t size,
                          size_t *bytes_out, struct trust_answer *answer_out) {
    struct minisign_signature signature;
    enum err err = seal_read_small(path, text, size, bytes_out);
    *answer_out = (struct trust_answer){.verdict = SEAL_UNREADABLE};
    if (err || !ends_with(path, ".revoked")) {
        answer_out->verdict = err == ERR_RETRY ? SEAL_UNREADABLE : SEAL_MALFORMED;
        return seal_decision(answer_out->verdict);
    }
    answer_out->verdict = minisign_signature_load(path, &signature);
    if (answer_out->verdict != SEAL_GENUINE) {
        return seal_decision(answer_out->verdict);
    }
    struct seal_memory memory = {(const uint8_t *)text, *bytes_out};
    struct seal_source source = seal_source_memory(&memory);
    return trust_verify_source(trust, TRUST_BIT(TRUST_PROVINCE), &signature, &source, answer_out);
}

/* What is in DIR/revoked stays, comments too; below it come the ids that are new. */
static enum err save_revoked(const struct trust *trust, const struct trust_ids *ids,
                             size_t *added_out) {
    char path[PATH_BYTES], id[MINISIGN_ID_TEXT_BYTES];
    size_t size = 2 * TRUST_LIST_BYTES, bytes;
    char *text = malloc(size);
    struct trust_ids kept = {0};
    *added_out = 0;
    if (!text || load_revoked(trust->dir, text, TRUST_LIST_BYTES, &bytes, &kept) ||
        !paths_join(trust->dir, "revoked", path, sizeof path)) {
        free(text);
        return ERR_STOP;
    }
    struct str s = {.data = text, .size = size, .used = bytes};
    if (bytes > 0 && text[bytes - 1] != '\n') {
        str_put(&s, "\n");
    }
    for (size_t i = 0; i < ids->count; i++) {
        if (!has_id(&kept, ids->ids[i])) {
            minisign_id_text(ids->ids[i], id);
            str_printf(&s, "%s\n", id);
            (*added_out)++;
        }
    }
    assert(!s.cut); /* TRUST_REVOKED_MAX lines fit */
    enum err err = *added_out ? save_file(path, 0644, text, s.used) : ERR_OK;
    free(text);
    return err;
}

static enum err take_list(struct trust *trust, const char *path, const char *text, size_t bytes,
                          struct trust_answer *answer, size_t *added_out) {
    struct trust_ids ids = trust->revoked;
    int wrong = trust_revoked_parse(text, bytes, &ids);
    if (wrong) {
        log_line(path, wrong);
        *answer = (struct trust_answer){.verdict = SEAL_MALFORMED, .key = answer->key};
        return seal_decision(SEAL_MALFORMED);
    }
    trust->revoked = ids; /* believed from now on, whether or not the disk will have it */
    return save_revoked(trust, &ids, added_out);
}

enum err trust_revoke(struct trust *trust, const char *path, struct trust_answer *answer_out,
                      size_t *added_out) {
    size_t bytes = 0, added = 0;
    char *text = malloc(TRUST_LIST_BYTES);
    *answer_out = (struct trust_answer){.verdict = SEAL_UNREADABLE};
    enum err err = text ? ERR_OK : ERR_STOP;
    if (!err) {
        err = read_list(trust, path, text, TRUST_LIST_BYTES, &bytes, answer_out);
    }
    if (!err) {
        err = take_list(trust, path, text, bytes, answer_out, &added);
    }
    if (added_out) {
        *added_out = added;
    }
    free(text);
    return err;
}
