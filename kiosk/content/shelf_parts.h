/* The parts of the shelf, a file of code for each: shelf.c reads, shelf_install.c takes
 * in, shelf_switch.c changes what is shown. */
#ifndef CONTENT_SHELF_PARTS_H
#define CONTENT_SHELF_PARTS_H

#include <sys/stat.h>

#include "base/paths.h"
#include "content/layers.h"
#include "content/shelf.h"

#define SHELF_PACKS "packs"
#define SHELF_INCOMING "incoming"

/* By what a file is told from the one that took its place; zeroed: there was none. */
struct shelf_look {
    dev_t device;
    ino_t inode;
    off_t bytes;
    struct timespec changed;
};

struct shelf {
    char dir[PATH_BYTES];
    char starter[PATH_BYTES];
    const struct trust *trust;
    const struct disk *disk;
    int64_t (*now_s)(void);
    int wait_ms;
    struct history *history;                      /* NULL: it could not be opened */
    int lock;                                     /* fd while something is changed, else -1 */
    struct shelf_look current_look, starter_look; /* at the last shelf_read */
    unsigned said;                                /* news that were logged */
};

/* DIR/FOLDER/NAME; FOLDER and NAME may be "". False (logged) if it does not fit. */
bool shelf_path(const struct shelf *shelf, const char *folder, const char *name,
                char path_out[PATH_BYTES]);

/* packs/<hash>.pack */
bool shelf_pack_path(const struct shelf *shelf, const char *hash, char path_out[PATH_BYTES]);

/* What there is to say if a pack of this role is damaged. */
enum shelf_news shelf_news_of(enum trust_role role);

/* Where the list was found. */
enum shelf_list_state {
    SHELF_LIST_NONE,      /* nowhere: nothing was ever installed */
    SHELF_LIST_CURRENT,   /* where it belongs */
    SHELF_LIST_BEFORE,    /* `current` was damaged or lost */
    SHELF_LIST_LOST,      /* both were */
    SHELF_LIST_UNREADABLE /* the disk does not give it out now; *manifest_out as BEFORE */
};

enum shelf_list_state shelf_load(const struct shelf *shelf, struct manifest *manifest_out);

/* As far as can be told without reading it: the file has its size and its signature lies
 * beside it, by a key that was not withdrawn. A key that is merely unknown by now is fine:
 * it was known when the pack was installed, and a kiosk that loses its list of keys goes
 * on showing what it showed. */
bool shelf_is_whole(const struct shelf *shelf, const struct manifest_pack *pack);

/* A library with where its packs are from. */
struct shelf_content {
    struct library library; /* zeroed: there is none */
    struct history_layer layers[LIBRARY_PACKS_MAX];
    char hashes[LIBRARY_PACKS_MAX][SEAL_HASH_BYTES];
    char keys[LIBRARY_PACKS_MAX][MINISIGN_ID_TEXT_BYTES];
    struct layers_report report;
};

/* Reads what the manifest shows; news are added to *news_out. ERR_REJECT (logged): there
 * is nothing to show. */
enum err shelf_show(const struct shelf *shelf, const struct manifest *manifest,
                    struct shelf_content *content_out, unsigned *news_out) MUST_CHECK;

/* The same pack by pack: the lower one, then the layer over it (nothing if there is
 * none in use that can be read). */
enum err shelf_show_base(const struct shelf *shelf, const struct manifest *manifest,
                         struct shelf_content *content, unsigned *news) MUST_CHECK;
void shelf_show_layer(const struct shelf *shelf, const struct manifest *manifest,
                      struct shelf_content *content, unsigned *news);

/* Writes the history; a failure was logged and is mended by the next call. */
void shelf_remember(struct shelf *shelf, const struct manifest *manifest,
                    struct shelf_content *content);

/* Holds the lock, waiting for at most `wait_ms`. False: somebody else does (or, logged,
 * it cannot be opened). */
bool shelf_lock(struct shelf *shelf, int wait_ms);
void shelf_unlock(struct shelf *shelf);

/* Removes copies that were not finished and packs that are not in the list. Under the
 * lock. */
void shelf_tidy(const struct shelf *shelf);

/* Makes `manifest` the list, as the next release. Under the lock. False (logged):
 * the old one holds. */
bool shelf_switch(struct shelf *shelf, struct manifest *manifest, const char *by);

/* Logs what is not ERR_OK, with the name of the file or "" for the shelf, and returns the
 * decision. */
enum err shelf_finish(const struct shelf *shelf, const char *name,
                      const struct shelf_answer *answer);

#endif
