/* What changes the shelf: the lock, the switch, going back, the check of the night. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/str.h"
#include "content/layers.h"
#include "content/pack_read.h"
#include "content/shelf_parts.h"

/* ---- sentences ---------------------------------------------------------------------- */

static const struct {
    enum err err;
    const char *vi, *en;
} WORDS[SHELF_WORD_COUNT] = {
    [SHELF_DONE] = {ERR_OK, "Đã xong.", "Done."},
    [SHELF_SAME] = {ERR_OK, "Máy đang dùng đúng gói này rồi.", "This is the pack that is shown."},
    [SHELF_BUSY] = {ERR_RETRY, "Máy đang cài một gói khác; hãy đợi xong rồi làm lại.",
                    "Another pack is being installed; wait until that is done and try again."},
    [SHELF_NO_FILE] = {ERR_REJECT, "Không có tệp này; hãy xem lại tên tệp và USB.",
                       "There is no such file; look at its name and at the stick."},
    [SHELF_NOT_PLAIN] = {ERR_REJECT, "Đây không phải tệp thường; hãy chép thẳng tệp .pack vào USB.",
                         "This is no plain file; copy the .pack file itself to the stick."},
    [SHELF_WRONG_SIZE] = {ERR_REJECT,
                          "Tệp quá nhỏ hoặc quá lớn, không thể là gói nội dung; hãy "
                          "chép lại tệp.",
                          "The file is too small or too large for a pack; copy it again."},
    [SHELF_NO_ROOM] = {ERR_RETRY, "Đĩa của máy gần đầy; hãy gọi kỹ thuật viên dọn đĩa.",
                       "The disk of this machine is too full; call the technician."},
    [SHELF_STICK_FAILED] = {ERR_RETRY,
                            "Không đọc được USB; hãy cắm lại, đừng rút ra khi máy đang "
                            "chép.",
                            "The stick cannot be read; plug it in again and leave it in."},
    [SHELF_DISK_FAILED] = {ERR_RETRY,
                           "Đĩa của máy không ghi hoặc không đọc được; hãy gọi kỹ thuật "
                           "viên.",
                           "The disk of this machine cannot be written or read; call the "
                           "technician."},
    [SHELF_SEAL] = {ERR_REJECT, "", ""}, /* seal_sentence */
    [SHELF_NO_PACK] = {ERR_REJECT, "Tệp không phải gói nội dung, hoặc đã hỏng; hãy xin lại gói.",
                       "The file is no pack or is damaged; ask for it again."},
    [SHELF_OLD_PACK] = {ERR_REJECT, "Gói này của bản quá cũ; hãy xin gói mới.",
                        "The pack is of a version that is too old; ask for a new one."},
    [SHELF_NEW_PACK] = {ERR_REJECT, "Gói này cần chương trình mới hơn; hãy cập nhật máy trước.",
                        "The pack needs a newer program; update this machine first."},
    [SHELF_WRONG_KIND] = {ERR_REJECT,
                          "Tỉnh chỉ ký gói đầy đủ, xã chỉ ký phần của xã; hãy xin gói "
                          "đúng loại.",
                          "A province signs whole packs and a commune signs layers; ask for the "
                          "right one."},
    [SHELF_DEAD_END] = {ERR_REJECT,
                        "Trong gói có mục dẫn tới một mục không có; hãy sửa mục đó rồi "
                        "đóng gói lại.",
                        "An item of the pack leads to one that is not there; correct it and build "
                        "the pack again."},
    [SHELF_TOO_MUCH] = {ERR_REJECT, "Phần của xã quá lớn so với gói bên dưới; hãy làm nhỏ lại.",
                        "The layer is too large for the pack below; make it smaller."},
    [SHELF_NOTHING_OLDER] = {ERR_REJECT, "Không còn gói nào trước đó để quay lại.",
                             "There is nothing before it to go back to."},
    [SHELF_NOT_KEPT] = {ERR_REJECT, "Máy không còn giữ gói này; hãy cài lại từ USB.",
                        "This pack is not kept here any more; install it from the stick."},
};

const char *shelf_sentence(const struct shelf_answer *answer, bool vietnamese) {
    if (answer->word == SHELF_SEAL) {
        return seal_sentence(answer->verdict, vietnamese);
    }
    return vietnamese ? WORDS[answer->word].vi : WORDS[answer->word].en;
}

enum err shelf_decision(const struct shelf_answer *answer) {
    return answer->word == SHELF_SEAL ? seal_decision(answer->verdict) : WORDS[answer->word].err;
}

enum err shelf_finish(const struct shelf *shelf, const char *name,
                      const struct shelf_answer *answer) {
    enum err err = shelf_decision(answer);
    if (err) {
        diag_log("%s: %s", "%s: %s", *name ? name : shelf->dir,
                 shelf_sentence(answer, diag_in_vietnamese()));
    }
    return err;
}

/* ---- the lock ----------------------------------------------------------------------- */

bool shelf_lock(struct shelf *shelf, int wait_ms) {
    static const struct timespec pause = {0, 20 * 1000 * 1000};
    char path[PATH_BYTES];
    int64_t end_ms = clock_mono_ms() + wait_ms;
    if (!shelf_path(shelf, "", "lock", path)) {
        return false;
    }
    int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0) {
        diag_log("%s: không mở được: %s", "%s: cannot be opened: %s", path, strerror(errno));
        return false;
    }
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || clock_mono_ms() >= end_ms) {
            close(fd);
            return false;
        }
        nanosleep(&pause, NULL);
    }
    shelf->lock = fd;
    return true;
}

void shelf_unlock(struct shelf *shelf) {
    if (shelf->lock >= 0) {
        close(shelf->lock); /* gives it back, as the end of the process does */
        shelf->lock = -1;
    }
}

/* ---- tidying ------------------------------------------------------------------------ */

/* True for "<hash>.pack" and "<hash>.pack.minisig" of a pack in the list. */
static bool is_listed(const struct manifest *manifest, const char *name) {
    char hash[SEAL_HASH_BYTES];
    size_t digits = strspn(name, "0123456789abcdef");
    if (digits != sizeof hash - 1 ||
        (!str_same(name + digits, ".pack") && !str_same(name + digits, ".pack.minisig"))) {
        return false;
    }
    memcpy(hash, name, digits);
    hash[digits] = '\0';
    return manifest_find(manifest, hash) != NULL;
}

/* Removes the files of a folder that are not in the list. */
static void clear_folder(const struct shelf *shelf, const char *folder,
                         const struct manifest *manifest) {
    char path[PATH_BYTES];
    DIR *stream = shelf_path(shelf, folder, "", path) ? opendir(path) : NULL;
    for (struct dirent *row = stream ? readdir(stream) : NULL; row; row = readdir(stream)) {
        if (!str_same(row->d_name, ".") && !str_same(row->d_name, "..") &&
            !is_listed(manifest, row->d_name) && shelf_path(shelf, folder, row->d_name, path)) {
            shelf->disk->remove(path); /* what is left goes next time */
        }
    }
    if (stream) {
        closedir(stream);
    }
}

void shelf_tidy(const struct shelf *shelf) {
    static const struct manifest nothing;
    struct manifest manifest;
    enum shelf_list_state state = shelf_load(shelf, &manifest);
    clear_folder(shelf, SHELF_INCOMING, &nothing);
    /* If the list is damaged or lost, what it does not name may be what is wanted. */
    if (state == SHELF_LIST_CURRENT) {
        clear_folder(shelf, SHELF_PACKS, &manifest);
    }
}

/* ---- switching ---------------------------------------------------------------------- */

/* The list as it is goes into `before` first, so that one of the two is whole whatever
 * happens to the other. */
static bool keep_before(const struct shelf *shelf) {
    struct manifest now;
    char text[MANIFEST_BYTES];
    if (shelf_load(shelf, &now) != SHELF_LIST_CURRENT) {
        return true; /* `before` is the better one */
    }
    size_t bytes = manifest_write(&now, text);
    return !disk_replace(shelf->disk, shelf->dir, "before", text, bytes);
}

bool shelf_switch(struct shelf *shelf, struct manifest *manifest, const char *by) {
    char text[MANIFEST_BYTES];
    int64_t last = shelf->history ? history_last(shelf->history) : 0;
    /* Past every release that was written down, should the list have been lost. */
    manifest->release = (manifest->release > last ? manifest->release : last) + 1;
    manifest->at_s = shelf->now_s() > 0 ? shelf->now_s() : 0;
    str_copy(manifest->by, sizeof manifest->by, by);
    size_t bytes = manifest_write(manifest, text);
    /* What cannot be read back is not written. */
    if (!manifest_parse(text, bytes, manifest) || !keep_before(shelf)) {
        return false;
    }
    if (disk_replace(shelf->disk, shelf->dir, "current", text, bytes)) {
        /* It may have failed past the rename: then this is what all processes read. */
        struct manifest now;
        shelf_load(shelf, &now);
        return now.release == manifest->release;
    }
    return true;
}

/* ---- going back --------------------------------------------------------------------- */

/* The list to be changed; false (answered) if it cannot be. */
static bool begin(struct shelf *shelf, struct manifest *manifest, enum shelf_list_state *state,
                  struct shelf_answer *answer) {
    *answer = (struct shelf_answer){.word = SHELF_BUSY};
    if (!shelf_lock(shelf, shelf->wait_ms)) {
        return false;
    }
    answer->word = SHELF_DISK_FAILED;
    *state = shelf_load(shelf, manifest);
    return *state != SHELF_LIST_UNREADABLE;
}

/* Switches, and writes the history of what is shown then. */
static void change(struct shelf *shelf, struct manifest *manifest, const char *by,
                   struct shelf_answer *answer) {
    struct shelf_content content = {0};
    unsigned news = 0;
    answer->word = SHELF_DISK_FAILED;
    if (!shelf_switch(shelf, manifest, by)) {
        return;
    }
    answer->word = SHELF_DONE;
    if (!shelf_show(shelf, manifest, &content, &news)) {
        shelf_remember(shelf, manifest, &content);
    }
    library_fini(&content.library);
}

static enum err end(struct shelf *shelf, const struct shelf_answer *answer) {
    shelf_unlock(shelf);
    return shelf_finish(shelf, "", answer);
}

/* The hash of the next older pack of a role that is whole; NULL if there is none. */
static const char *older(const struct shelf *shelf, const struct manifest *manifest,
                         const struct manifest_pack *used) {
    const struct manifest_pack *end_of_list = manifest->packs + manifest->count;
    for (const struct manifest_pack *pack = used + 1;
         pack < end_of_list && pack->role == used->role; pack++) {
        if (shelf_is_whole(shelf, pack)) {
            return pack->hash;
        }
    }
    return NULL;
}

enum err shelf_rollback(struct shelf *shelf, enum trust_role role, const char *by,
                        struct shelf_answer *answer_out) {
    struct manifest manifest;
    enum shelf_list_state state;
    if (begin(shelf, &manifest, &state, answer_out)) {
        const struct manifest_pack *used = manifest_used(&manifest, role);
        answer_out->word = SHELF_NOTHING_OLDER;
        if (used) {
            manifest_use(&manifest, role, older(shelf, &manifest, used));
            change(shelf, &manifest, by, answer_out);
        }
    }
    return end(shelf, answer_out);
}

enum err shelf_use(struct shelf *shelf, enum trust_role role, const char *hash, const char *by,
                   struct shelf_answer *answer_out) {
    struct manifest manifest;
    enum shelf_list_state state;
    if (begin(shelf, &manifest, &state, answer_out)) {
        const struct manifest_pack *used = manifest_used(&manifest, role);
        const struct manifest_pack *wanted = hash ? manifest_find(&manifest, hash) : NULL;
        bool kept = !hash || (wanted && wanted->role == role && shelf_is_whole(shelf, wanted));
        answer_out->word = !kept ? SHELF_NOT_KEPT : SHELF_SAME;
        if (kept && used != wanted) {
            manifest_use(&manifest, role, hash);
            change(shelf, &manifest, by, answer_out);
        }
    }
    return end(shelf, answer_out);
}

/* ---- the check of the night --------------------------------------------------------- */

/* One pass over the file: if the hash is right, the bytes are those whose signature was
 * verified. Read again if it cannot be: a disk may hiccup. */
static bool is_intact(const struct shelf *shelf, const struct manifest_pack *pack) {
    char path[PATH_BYTES], hash[SEAL_HASH_BYTES] = "";
    if (!shelf_is_whole(shelf, pack) || !shelf_pack_path(shelf, pack->hash, path)) {
        return false;
    }
    enum err err = ERR_RETRY;
    for (int i = 0; i < 2 && err; i++) {
        err = seal_hash_file(path, hash);
    }
    return !err && str_same(hash, pack->hash);
}

/* Takes what is damaged off the list; true if anything is. */
static bool forget_damaged(const struct shelf *shelf, struct manifest *manifest, unsigned *news) {
    const struct manifest old = *manifest;
    for (int i = 0; i < old.count; i++) {
        const struct manifest_pack *pack = &old.packs[i];
        if (!is_intact(shelf, pack)) {
            diag_log("gói %s của %s bị hỏng hoặc khóa đã bị thu hồi; máy bỏ gói này",
                     "pack %s of the %s is damaged or its key was withdrawn; it is taken away",
                     pack->hash, trust_role_name(pack->role));
            *news |= pack->in_use ? SHELF_NEWS_BIT(shelf_news_of(pack->role)) : 0;
            manifest_forget(manifest, pack->hash);
        }
    }
    return manifest->count < old.count;
}

static bool is_starter_intact(const struct shelf *shelf) {
    struct library library = {0};
    enum err err = pack_read(shelf->starter, &library);
    library_fini(&library);
    return !err;
}

enum err shelf_scrub(struct shelf *shelf, unsigned *news_out) {
    struct manifest manifest;
    struct shelf_answer answer;
    enum shelf_list_state state;
    *news_out = 0;
    if (begin(shelf, &manifest, &state, &answer)) {
        answer.word = SHELF_DONE;
        bool lost = state != SHELF_LIST_CURRENT && state != SHELF_LIST_NONE;
        *news_out |= lost ? SHELF_NEWS_BIT(SHELF_NEWS_LIST) : 0;
        if (forget_damaged(shelf, &manifest, news_out) || lost) {
            change(shelf, &manifest, "", &answer);
        }
        if (!is_starter_intact(shelf)) {
            *news_out |= SHELF_NEWS_BIT(SHELF_NEWS_STARTER);
        }
        shelf_tidy(shelf);
    }
    return end(shelf, &answer);
}
