/* Taking a pack in from a stick, which may lie, be pulled out or be no stick at all. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"
#include "content/pack_read.h"
#include "content/pack_schema.h"
#include "content/shelf_parts.h"

enum { PACK_BYTES_MIN = 512, ENDING_BYTES = sizeof ".pack" - 1 };

static const char COPY[] = "new.pack"; /* under the lock there is one at a time */

/* One shelf_prepare. */
struct taking {
    struct shelf *shelf;
    const struct shelf_request *request;
    struct shelf_candidate *candidate;
    struct shelf_answer *answer;
    struct minisign_signature signature;
    char copy[PATH_BYTES];
    int64_t done_bytes; /* of copying and verifying together */
};

static bool refuse(struct taking *t, enum shelf_word word) {
    t->answer->word = word;
    return false;
}

static bool refuse_seal(struct taking *t, enum seal_verdict verdict) {
    t->answer->verdict = verdict;
    return refuse(t, SHELF_SEAL);
}

static void add_progress(struct taking *t, size_t bytes) {
    t->done_bytes += (int64_t)bytes;
    if (t->request->progress) {
        t->request->progress(t->request->context, t->done_bytes, 2 * t->candidate->bytes);
    }
}

/* ---- finding ------------------------------------------------------------------------ */

static bool is_pack_name(const char *name) {
    size_t length = strlen(name);
    return name[0] != '.' && length > ENDING_BYTES && length < SHELF_NAME_BYTES &&
           strcmp(name + length - ENDING_BYTES, ".pack") == 0;
}

static int by_name(const void *a, const void *b) { return strcmp(a, b); }

int shelf_find(const char *dir, char names_out[SHELF_FOUND_MAX][SHELF_NAME_BYTES]) {
    int count = 0;
    DIR *stream = opendir(dir);
    for (struct dirent *row = stream ? readdir(stream) : NULL; row && count < SHELF_FOUND_MAX;
         row = readdir(stream)) {
        struct stat info;
        if (is_pack_name(row->d_name) &&
            fstatat(dirfd(stream), row->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(info.st_mode)) {
            str_copy(names_out[count++], SHELF_NAME_BYTES, row->d_name);
        }
    }
    if (stream) {
        closedir(stream);
        qsort(names_out, (size_t)count, sizeof names_out[0], by_name);
    }
    return count;
}

/* ---- the signature, before gigabytes are copied ------------------------------------- */

static bool read_signature_from(struct taking *t, int fd, int64_t bytes) {
    struct shelf_candidate *candidate = t->candidate;
    if (bytes >= (int64_t)sizeof candidate->signature) {
        return refuse_seal(t, SEAL_MALFORMED);
    }
    ssize_t got =
        disk_fill(t->shelf->disk, fd, candidate->signature, sizeof candidate->signature - 1);
    if (got < 0) {
        return refuse(t, SHELF_STICK_FAILED);
    }
    candidate->signature_bytes = (size_t)got;
    if (!minisign_signature_parse(candidate->signature, (size_t)got, &t->signature)) {
        return refuse_seal(t, SEAL_MALFORMED);
    }
    return true;
}

static bool read_signature(struct taking *t, int stick) {
    char name[SHELF_NAME_BYTES + 16];
    struct str s;
    int64_t bytes;
    bool is_there;
    str_init(&s, name, sizeof name);
    str_printf(&s, "%s.minisig", t->request->name);
    int fd = disk_open_plain(stick, name, &bytes, &is_there);
    if (fd < 0) {
        return is_there ? refuse(t, SHELF_NOT_PLAIN) : refuse_seal(t, SEAL_UNSIGNED);
    }
    bool read = read_signature_from(t, fd, bytes);
    close(fd);
    return read;
}

/* Whose key it is can be told from the signature alone: nobody waits for minutes to
 * hear that a key is not known. */
static bool is_key_fine(struct taking *t) {
    struct seal_memory nothing = {NULL, 0};
    struct seal_source source = seal_source_memory(&nothing);
    struct trust_answer trusted;
    if (!trust_verify_source(t->shelf->trust, t->request->roles, &t->signature, &source,
                             &trusted)) {
        return true;
    }
    switch (trusted.verdict) {
    case SEAL_UNKNOWN_KEY:
    case SEAL_REVOKED_KEY:
    case SEAL_WRONG_ROLE:
        return refuse_seal(t, trusted.verdict);
    case SEAL_GENUINE:
    case SEAL_UNREADABLE:
    case SEAL_UNSIGNED:
    case SEAL_MALFORMED:
    case SEAL_CUT:
    case SEAL_ALTERED:
    case SEAL_TOO_LARGE:
    case SEAL_VERDICTS:
        break; /* nothing was verified yet */
    }
    return true;
}

/* ---- copying: what is hashed goes to our disk at the same time ---------------------- */

struct tee {
    struct taking *taking;
    int from, to;
    int64_t left_bytes; /* of what the file said it has */
    bool stick_failed, disk_failed;
};

static bool read_tee(void *context, void *data, size_t size, size_t *bytes_out) {
    struct tee *tee = context;
    const struct disk *disk = tee->taking->shelf->disk;
    ssize_t got = disk_fill(disk, tee->from, data, size);
    tee->stick_failed = got < 0 || got > tee->left_bytes;
    if (tee->stick_failed) {
        return false;
    }
    tee->disk_failed = !disk_put(disk, tee->to, data, (size_t)got);
    if (tee->disk_failed) {
        return false;
    }
    tee->left_bytes -= got;
    *bytes_out = (size_t)got;
    add_progress(tee->taking, (size_t)got);
    return true;
}

static bool copy_to(struct taking *t, int from, int to) {
    struct tee tee = {t, from, to, t->candidate->bytes, false, false};
    struct seal_source source = {read_tee, &tee};
    enum err err = seal_hash(&source, t->candidate->hash);
    if (tee.disk_failed) {
        return refuse(t, errno == ENOSPC ? SHELF_NO_ROOM : SHELF_DISK_FAILED);
    }
    if (err || tee.left_bytes > 0) {
        return refuse(t, SHELF_STICK_FAILED);
    }
    return t->shelf->disk->sync(to) == 0 ? true : refuse(t, SHELF_DISK_FAILED);
}

static bool copy(struct taking *t, int from) {
    int64_t room = t->shelf->disk->room_bytes(t->shelf->dir);
    if (room >= 0 && room < t->candidate->bytes + SHELF_RESERVE_BYTES) {
        return refuse(t, SHELF_NO_ROOM);
    }
    int to = open(t->copy, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (to < 0) {
        return refuse(t, errno == ENOSPC ? SHELF_NO_ROOM : SHELF_DISK_FAILED);
    }
    bool copied = copy_to(t, from, to);
    if (close(to) != 0 && copied) {
        return refuse(t, SHELF_DISK_FAILED);
    }
    return copied;
}

static bool take_file(struct taking *t, int stick) {
    bool is_there;
    if (!is_pack_name(t->request->name) || strchr(t->request->name, '/')) {
        return refuse(t, SHELF_NOT_PLAIN);
    }
    int fd = disk_open_plain(stick, t->request->name, &t->candidate->bytes, &is_there);
    if (fd < 0) {
        return refuse(t, is_there ? SHELF_NOT_PLAIN : SHELF_NO_FILE);
    }
    bool fits =
        t->candidate->bytes >= PACK_BYTES_MIN && t->candidate->bytes <= SHELF_PACK_BYTES_MAX;
    bool taken = fits ? read_signature(t, stick) && is_key_fine(t) && copy(t, fd)
                      : refuse(t, SHELF_WRONG_SIZE);
    close(fd);
    return taken;
}

static bool take(struct taking *t) {
    int stick = open(t->request->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (stick < 0) {
        return refuse(t, SHELF_NO_FILE);
    }
    bool taken = take_file(t, stick);
    close(stick);
    return taken;
}

/* ---- verifying our copy ------------------------------------------------------------- */

struct check {
    struct taking *taking;
    int fd;
};

static bool read_check(void *context, void *data, size_t size, size_t *bytes_out) {
    struct check *check = context;
    ssize_t got = disk_fill(check->taking->shelf->disk, check->fd, data, size);
    if (got < 0) {
        return false;
    }
    *bytes_out = (size_t)got;
    add_progress(check->taking, (size_t)got);
    return true;
}

static bool verify(struct taking *t) {
    struct trust_answer trusted;
    struct check check = {t, open(t->copy, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)};
    struct seal_source source = {read_check, &check};
    if (check.fd < 0) {
        return refuse(t, SHELF_DISK_FAILED);
    }
    enum err err =
        trust_verify_source(t->shelf->trust, t->request->roles, &t->signature, &source, &trusted);
    close(check.fd);
    if (err && trusted.verdict == SEAL_UNREADABLE) {
        return refuse(t, SHELF_DISK_FAILED); /* it is our copy that is read */
    }
    if (err) {
        return refuse_seal(t, trusted.verdict);
    }
    t->candidate->role = trusted.key->role;
    t->answer->role = trusted.key->role;
    return true;
}

/* ---- judging what is in it ---------------------------------------------------------- */

enum { HEADER_BYTES = 100, VERSION_AT = 60, APPLICATION_AT = 68 };

static uint32_t big_endian(const uint8_t *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Ours, and of a version that is read: to say more than that it is no pack. By the header
 * of the file (sqlite.org/fileformat2.html, 1.3). */
static bool is_version_fine(struct taking *t) {
    uint8_t header[HEADER_BYTES];
    int fd = open(t->copy, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : disk_fill(t->shelf->disk, fd, header, sizeof header);
    if (fd >= 0) {
        close(fd);
    }
    if (got < 0) {
        return refuse(t, SHELF_DISK_FAILED);
    }
    if (got < HEADER_BYTES || big_endian(header + APPLICATION_AT) != PACK_SCHEMA.application_id) {
        return refuse(t, SHELF_NO_PACK);
    }
    uint32_t version = big_endian(header + VERSION_AT);
    if (version > (uint32_t)PACK_SCHEMA.migration_count) {
        return refuse(t, SHELF_NEW_PACK);
    }
    return version < (uint32_t)PACK_SCHEMA.oldest ? refuse(t, SHELF_OLD_PACK) : true;
}

static bool read_copy(struct taking *t, struct library *library) {
    enum library_kind wanted = t->candidate->role == TRUST_PROVINCE ? LIBRARY_WHOLE : LIBRARY_LAYER;
    if (pack_read_with(t->copy, PACK_LAYER, library)) {
        return refuse(t, SHELF_NO_PACK);
    }
    return library->kind == wanted ? true : refuse(t, SHELF_WRONG_KIND);
}

/* The commune's own items lie over it; what leads nowhere then is told by the diff. */
static bool judge_base(struct taking *t, const struct manifest *manifest,
                       struct shelf_content *content) {
    unsigned news = 0;
    if (!read_copy(t, &content->library)) {
        return false;
    }
    content->layers[0].role = trust_role_name(TRUST_PROVINCE);
    shelf_show_layer(t->shelf, manifest, content, &news);
    return true;
}

static bool judge_layer(struct taking *t, const struct manifest *manifest,
                        struct shelf_content *content) {
    struct library layer = {0};
    unsigned news = 0;
    bool fine = read_copy(t, &layer);
    if (fine && shelf_show_base(t->shelf, manifest, content, &news)) {
        fine = refuse(t, SHELF_DISK_FAILED);
    }
    if (fine && layers_lay(&content->library, &layer, &content->report)) {
        fine = refuse(t, SHELF_TOO_MUCH);
    }
    if (fine && content->report.left_out) {
        fine = refuse(t, SHELF_DEAD_END);
    }
    library_fini(&layer);
    return fine;
}

/* True if a pack of this hash is what is shown: in use, and neither missing nor damaged,
 * or installing it again is how it is mended. */
static bool is_shown(const struct shelf *shelf, const struct manifest *manifest,
                     const struct shelf_candidate *candidate) {
    const struct manifest_pack *used = manifest_used(manifest, candidate->role);
    struct shelf_content content = {0};
    unsigned news = 0;
    if (!used || !str_same(used->hash, candidate->hash)) {
        return false;
    }
    bool shown = !shelf_show(shelf, manifest, &content, &news) &&
                 !(news & SHELF_NEWS_BIT(shelf_news_of(candidate->role)));
    library_fini(&content.library);
    return shown;
}

static bool judge(struct taking *t) {
    struct manifest manifest;
    struct shelf_content content = {0};
    if (shelf_load(t->shelf, &manifest) == SHELF_LIST_UNREADABLE) {
        return refuse(t, SHELF_DISK_FAILED);
    }
    bool fine = t->candidate->role == TRUST_PROVINCE ? judge_base(t, &manifest, &content)
                                                     : judge_layer(t, &manifest, &content);
    if (!fine) {
        library_fini(&content.library);
        return false;
    }
    t->answer->word = is_shown(t->shelf, &manifest, t->candidate) ? SHELF_SAME : SHELF_DONE;
    t->candidate->library = content.library;
    return true;
}

/* ---- the whole ---------------------------------------------------------------------- */

enum err shelf_prepare(struct shelf *shelf, const struct shelf_request *request,
                       struct shelf_candidate *candidate_out, struct shelf_answer *answer_out) {
    struct taking t = {
        .shelf = shelf, .request = request, .candidate = candidate_out, .answer = answer_out};
    *candidate_out = (struct shelf_candidate){0};
    *answer_out = (struct shelf_answer){.word = SHELF_BUSY};
    if (!shelf_lock(shelf, shelf->wait_ms)) {
        return shelf_finish(shelf, request->name, answer_out);
    }
    candidate_out->is_pending = true;
    shelf_tidy(shelf); /* room for the copy */
    bool ready = shelf_path(shelf, SHELF_INCOMING, COPY, t.copy)
                     ? take(&t) && verify(&t) && is_version_fine(&t) && judge(&t)
                     : refuse(&t, SHELF_DISK_FAILED);
    if (!ready) {
        shelf_drop(shelf, candidate_out);
    }
    return shelf_finish(shelf, request->name, answer_out);
}

void shelf_drop(struct shelf *shelf, struct shelf_candidate *candidate) {
    if (candidate->is_pending) {
        shelf_tidy(shelf);
        shelf_unlock(shelf);
    }
    library_fini(&candidate->library);
    *candidate = (struct shelf_candidate){0};
}

/* Gives the copy its name, its signature first. Whatever fails here leaves files that
 * no list names. */
static bool put_on_shelf(struct shelf *shelf, const struct shelf_candidate *candidate) {
    char copy[PATH_BYTES], path[PATH_BYTES], folder[PATH_BYTES], name[SEAL_HASH_BYTES + 32];
    struct str s;
    str_init(&s, name, sizeof name);
    str_printf(&s, "%s.pack.minisig", candidate->hash);
    return shelf_path(shelf, SHELF_INCOMING, COPY, copy) &&
           shelf_path(shelf, SHELF_PACKS, "", folder) &&
           shelf_pack_path(shelf, candidate->hash, path) &&
           !disk_replace(shelf->disk, folder, name, candidate->signature,
                         candidate->signature_bytes) &&
           shelf->disk->rename(copy, path) == 0 && !disk_sync_folder(shelf->disk, folder);
}

static enum shelf_word commit(struct shelf *shelf, struct shelf_candidate *candidate,
                              const char *by) {
    struct manifest manifest;
    struct shelf_content content = {0};
    unsigned news = 0;
    if (shelf_load(shelf, &manifest) == SHELF_LIST_UNREADABLE) {
        return SHELF_DISK_FAILED;
    }
    if (is_shown(shelf, &manifest, candidate)) {
        return SHELF_SAME;
    }
    manifest_push(&manifest, candidate->role, candidate->hash, candidate->bytes);
    if (!put_on_shelf(shelf, candidate) || !shelf_switch(shelf, &manifest, by)) {
        return SHELF_DISK_FAILED;
    }
    if (!shelf_show(shelf, &manifest, &content, &news)) {
        shelf_remember(shelf, &manifest, &content);
    }
    library_fini(&content.library);
    return SHELF_DONE;
}

enum err shelf_commit(struct shelf *shelf, struct shelf_candidate *candidate, const char *by,
                      struct shelf_answer *answer_out) {
    *answer_out = (struct shelf_answer){.role = candidate->role};
    answer_out->word = commit(shelf, candidate, by);
    shelf_drop(shelf, candidate);
    return shelf_finish(shelf, "", answer_out);
}

enum err shelf_install(struct shelf *shelf, const struct shelf_request *request, const char *by,
                       struct shelf_answer *answer_out) {
    struct shelf_candidate candidate;
    enum err err = shelf_prepare(shelf, request, &candidate, answer_out);
    return err ? err : shelf_commit(shelf, &candidate, by, answer_out);
}

enum err shelf_publish(struct shelf *shelf, const char *dir, const char *name, const char *by,
                       struct shelf_answer *answer_out) {
    struct shelf_request request = {.dir = dir, .name = name, .roles = TRUST_BIT(TRUST_COMMUNE)};
    return shelf_install(shelf, &request, by, answer_out);
}
