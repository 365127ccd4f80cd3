/* The packs on this machine: what is shown is the province's pack, or the starter pack
 * that came with the program, and over it at most one layer of the commune.
 *
 *     DIR/current                  which packs, as manifest.h says; switched by a rename
 *     DIR/before                   what it was, should the disk lose `current`
 *     DIR/packs/<hash>.pack        and .pack.minisig; the last three of each role
 *     DIR/history.db               what was said when, see history.h
 *     DIR/incoming/                copies that are not verified yet; emptied at start
 *     DIR/lock                     held by whoever changes something
 *
 * Power may fail at any moment and nobody repairs anything by hand: a pack gets its
 * name when it is whole and verified, and is shown when `current` names it. A pack that
 * is found damaged or whose key was withdrawn gives way to the one before it of the same
 * role, the last of the province's to the starter pack, whatever the other role shows:
 * any two packs go together (layers.h). Several processes use one folder; each has a
 * struct shelf of its own. */
#ifndef CONTENT_SHELF_H
#define CONTENT_SHELF_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "content/diff.h"
#include "content/disk.h"
#include "content/history.h"
#include "content/library.h"
#include "content/manifest.h"
#include "seal/trust.h"

enum {
    SHELF_NAME_BYTES = 256,                /* of a file on a stick */
    SHELF_TEXT_BYTES = 128,                /* what a pack calls itself; longer is cut */
    SHELF_FOUND_MAX = 32,                  /* packs of one stick */
    SHELF_RESERVE_BYTES = 32 * 1024 * 1024 /* always left free, for the journal */
};

/* No pack is larger: what a FAT stick can carry. */
#define SHELF_PACK_BYTES_MAX ((int64_t)UINT32_MAX)

struct shelf;

struct shelf_config {
    const char *dir;           /* STATE/library; made if needed */
    const char *starter;       /* the pack that came with the program, believed like it */
    const struct trust *trust; /* must outlive the shelf */
    const struct disk *disk;   /* NULL: the system's */
    int64_t (*now_s)(void);    /* seconds since 1970; NULL: the system's clock */
    int wait_ms;               /* for whoever changes something; 0: five seconds */
};

/* Clears away what a power cut left. A folder that cannot be written is logged, and
 * still read from. ERR_REJECT (logged) if a path is too long. *shelf_out is ended by
 * shelf_close; one thread. */
enum err shelf_open(const struct shelf_config *config, struct shelf **shelf_out) MUST_CHECK;

/* NULL is fine. */
void shelf_close(struct shelf *shelf);

/* ---- reading ------------------------------------------------------------------------ */

/* What the staff have to know about what is shown. */
enum shelf_news {
    SHELF_NEWS_LIST,     /* `current` was damaged: the list before it holds */
    SHELF_NEWS_PROVINCE, /* the province's pack was damaged or withdrawn: an older one, or
                            the starter pack, is shown */
    SHELF_NEWS_COMMUNE,  /* the same for the commune's layer: an older one, or none */
    SHELF_NEWS_STARTER,  /* the starter pack cannot be read */
    SHELF_NEWS_LEFT_OUT, /* an item of the layer leads to one that is not there */
    SHELF_NEWS_COUNT
};

/* Sets of news. */
#define SHELF_NEWS_BIT(news) (1u << (news))

/* One sentence for the staff: what is wrong and what to do. Constant. */
const char *shelf_news_sentence(enum shelf_news news, bool vietnamese);

/* Reads what is to be shown into `library` (zeroed by the caller, ended by
 * library_fini); *news_out is a set of SHELF_NEWS_BITs, each logged when it is new.
 * Costs the texts, not the recordings: files are checked for their size and that their
 * signature is there by a key that was not withdrawn; their bytes were verified when
 * they were installed, and are every night. The history is made to agree. ERR_REJECT
 * (logged) if there is no pack at all: `library` stays zeroed. */
enum err shelf_read(struct shelf *shelf, struct library *library, unsigned *news_out) MUST_CHECK;

/* True if another library would be read than by the last shelf_read: somebody switched,
 * or the program was updated. Costs two looks at the disk. */
bool shelf_changed(const struct shelf *shelf);

/* ---- changing ----------------------------------------------------------------------- */

/* How it went. */
enum shelf_word {
    SHELF_DONE = 0,
    SHELF_SAME,          /* this is what is shown already */
    SHELF_BUSY,          /* somebody else is changing something */
    SHELF_NO_FILE,       /* there is no such file */
    SHELF_NOT_PLAIN,     /* a link, a folder, a device, or a name that leads elsewhere */
    SHELF_WRONG_SIZE,    /* too small or too large for a pack */
    SHELF_NO_ROOM,       /* the disk is too full */
    SHELF_STICK_FAILED,  /* it cannot be read (any more) */
    SHELF_DISK_FAILED,   /* our own disk cannot be written or read */
    SHELF_SEAL,          /* the signature: see `verdict` */
    SHELF_NO_PACK,       /* signed, but no pack or a damaged one */
    SHELF_OLD_PACK,      /* of a version that is not read any more */
    SHELF_NEW_PACK,      /* of a newer version of the program */
    SHELF_WRONG_KIND,    /* a layer signed by a province, a whole pack by a commune */
    SHELF_DEAD_END,      /* an item leads to one that is not there */
    SHELF_TOO_MUCH,      /* it does not fit over the pack below */
    SHELF_NOTHING_OLDER, /* there is nothing to go back to */
    SHELF_NOT_KEPT,      /* no pack with this hash is on the shelf */
    SHELF_WORD_COUNT
};

struct shelf_answer {
    enum shelf_word word;
    enum seal_verdict verdict; /* SHELF_SEAL */
    enum trust_role role;      /* of the pack, when its signature was genuine */
};

/* One sentence: what happened and what to do. Constant. */
const char *shelf_sentence(const struct shelf_answer *answer, bool vietnamese);

/* ERR_OK for SHELF_DONE and SHELF_SAME; ERR_RETRY for what time, room or another try
 * may mend; ERR_REJECT for the rest. All functions below return this and log what is not
 * ERR_OK; then nothing is changed. */
enum err shelf_decision(const struct shelf_answer *answer);

/* The packs right in the folder `dir`, by name: regular files whose name ends in ".pack".
 * Returns how many. */
int shelf_find(const char *dir, char names_out[SHELF_FOUND_MAX][SHELF_NAME_BYTES]);

/* Called while a pack is copied and verified. May be NULL. */
typedef void shelf_progress(void *context, int64_t done_bytes, int64_t total_bytes);

/* What is to be installed, and for whom. */
struct shelf_request {
    const char *dir, *name; /* DIR/NAME with DIR/NAME.minisig: a stick, and hostile */
    unsigned roles;         /* TRUST_BITs of the keys that may have signed it */
    shelf_progress *progress;
    void *context;
};

/* A pack that was copied and verified and could be shown; while there is one, nobody else
 * changes anything. */
struct shelf_candidate {
    enum trust_role role;
    char hash[SEAL_HASH_BYTES];
    int64_t bytes;
    bool is_pending;
    struct library library;              /* what would be shown: for diff_libraries */
    char signature[MINISIGN_FILE_BYTES]; /* the text of its file */
    size_t signature_bytes;
};

/* Copies the pack, verifies the copy (never the stick, which may answer otherwise the
 * second time) and reads it whole. Shows nothing yet. On ERR_OK, also with SHELF_SAME,
 * `candidate_out` is ended by shelf_commit or shelf_drop. */
enum err shelf_prepare(struct shelf *shelf, const struct shelf_request *request,
                       struct shelf_candidate *candidate_out,
                       struct shelf_answer *answer_out) MUST_CHECK;

/* Shows it. `by`: who says so, for the history. */
enum err shelf_commit(struct shelf *shelf, struct shelf_candidate *candidate, const char *by,
                      struct shelf_answer *answer_out) MUST_CHECK;

/* Throws the copy away. A zeroed candidate is fine. */
void shelf_drop(struct shelf *shelf, struct shelf_candidate *candidate);

/* Both at once. */
enum err shelf_install(struct shelf *shelf, const struct shelf_request *request, const char *by,
                       struct shelf_answer *answer_out) MUST_CHECK;

/* Shows this commune's own layer: DIR/NAME, built here and signed by the commune's key. */
enum err shelf_publish(struct shelf *shelf, const char *dir, const char *name, const char *by,
                       struct shelf_answer *answer_out) MUST_CHECK;

/* Shows the pack of this role that was shown before; before the first of the province's
 * was the starter pack, before the first of the commune's nothing. */
enum err shelf_rollback(struct shelf *shelf, enum trust_role role, const char *by,
                        struct shelf_answer *answer_out) MUST_CHECK;

/* Shows a pack that is kept, by its hash; NULL: none of this role. */
enum err shelf_use(struct shelf *shelf, enum trust_role role, const char *hash, const char *by,
                   struct shelf_answer *answer_out) MUST_CHECK;

/* Reads every pack on the shelf to its last byte, and the starter pack, against hash and
 * signature: for the night. What is damaged or withdrawn is taken off the shelf, and
 * *news_out says so. ERR_RETRY if somebody else is changing something (logged) or the
 * disk failed. */
enum err shelf_scrub(struct shelf *shelf, unsigned *news_out) MUST_CHECK;

/* ---- looking ------------------------------------------------------------------------ */

/* A pack on the shelf. */
struct shelf_row {
    bool is_starter; /* then neither role, hash nor key */
    bool in_use;
    bool is_whole; /* as far as shelf_read looks */
    enum trust_role role;
    char hash[SEAL_HASH_BYTES];
    int64_t bytes;
    char id[SHELF_TEXT_BYTES], name[SHELF_TEXT_BYTES], version[SHELF_TEXT_BYTES];
    char key[MINISIGN_ID_TEXT_BYTES];
};

enum { SHELF_ROWS_MAX = MANIFEST_PACKS_MAX + 1 };

/* The starter pack, then those of the province and of the commune, the newest first.
 * Returns how many. */
int shelf_list(struct shelf *shelf, struct shelf_row rows_out[SHELF_ROWS_MAX]);

/* The list itself. False if it is damaged or lost, or cannot be read: then it may name less
 * than lies there. */
bool shelf_packs(const struct shelf *shelf, struct manifest *list_out);

/* For reading only; NULL if it could not be opened. Ended with the shelf. */
struct history *shelf_history(struct shelf *shelf);

/* For people: a line a pack; every text that was shown on `day` (yyyymmdd); a line a
 * release. The last two: ERR_REJECT if there is no history or it cannot be read (logged). */
void shelf_print_list(struct shelf *shelf, FILE *out);
enum err shelf_print_day(struct shelf *shelf, int32_t day, FILE *out) MUST_CHECK;
enum err shelf_print_releases(struct shelf *shelf, FILE *out) MUST_CHECK;

#endif
