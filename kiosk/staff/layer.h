/* This commune's own layer: the notices it wrote itself, and the voices of its people.
 * The notices are kept as content source
 * (content/README.md) in LOCAL/<hash>/ beside the pack of that hash, so that going back
 * to an older pack brings its source back, too. Every change is made on a copy in
 * LOCAL/work; what is shown changes when the pack that is built from it is published. The voices
 * are what $STATE/recordings holds (content/recordings.h) whenever a layer is published:
 * who withdraws is gone from the next one, and no older source brings her back. One
 * process at a time holds the copy (LOCAL/lock). */
#ifndef STAFF_LAYER_H
#define STAFF_LAYER_H

#include "base/diag.h"
#include "base/err.h"
#include "staff/station.h"

struct layer {
    char work[PATH_BYTES]; /* the copy */
    char pack[PATH_BYTES]; /* what layer_build makes of it */
    int lock;              /* fd */
};

/* Copies the source of the layer that is in use, or begins an empty one; `below`: what
 * is shown without it, whose topics it may use. All that people have recorded comes along.
 * On ERR_OK the layer is ended by layer_end. ERR_DEGRADE: another process changes the layer;
 * ERR_REJECT: the layer in use was built elsewhere, there is nothing of it to change; ERR_RETRY
 * (logged): the disk. */
enum err layer_begin(struct station *station, const struct library *below,
                     struct layer *layer_out) MUST_CHECK;

/* Takes an item out of the copy. ERR_REJECT if it has none of this id; ERR_RETRY
 * (logged): the disk. */
enum err layer_remove(const struct layer *layer, const char *item) MUST_CHECK;

/* True if the copy has somebody's recordings. */
bool layer_has_voices(const struct layer *layer);

/* True if neither items nor recordings are left in the copy. */
bool layer_is_empty(const struct layer *layer);

/* Checks the copy and builds its pack. Errors as content_build. */
enum err layer_build(const struct layer *layer, const char *voices_dir,
                     struct diag *diag) MUST_CHECK;

/* Signs the pack with this commune's key, keeps its source and shows it; an empty
 * layer: shows none any more. Errors as shelf_publish, ERR_RETRY (logged) if the disk cannot
 * be written, and ERR_STOP (logged) if there is no key. */
enum err layer_publish(struct station *station, const struct layer *layer, const char *by,
                       struct shelf_answer *answer_out) MUST_CHECK;

/* Removes the copy, and sources of packs that are not kept any more. */
void layer_end(struct station *station, struct layer *layer);

#endif
