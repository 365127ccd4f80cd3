/* What a speaker of a language has to record, in the order it is of use: the kiosk's
 * own phrases, topics, then the items of each topic as they are told, then the words of
 * numbers. Each unit in the wording that is spoken: `say` if it has one, else `text`. */
#ifndef CONTENT_WORKLIST_H
#define CONTENT_WORKLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/library.h"
#include "content/numerals.h"
#include "content/recordings.h"

/* One sentence to be recorded, or a word. */
struct work {
    const char *unit; /* id of the unit, "number:<word>" */
    enum recording_wording wording;
    struct hash128 source;   /* of `vietnamese`; of a word: of the word itself */
    const char *vietnamese;  /* as it is shown, values filled in; of a word: its number */
    const char *translation; /* as it is shown; NULL: nothing is written, she translates
                                aloud. Of a word: the number in words */
    bool draft;              /* nobody has reviewed the translation */
    bool done;               /* there is a recording of this source ... */
    bool stale;              /* ... or only one of another */
};

struct worklist {
    struct work *list;
    size_t count, done;
    struct arena memory; /* owns all of the above */
};

/* The work of language lang_ix (not Vietnamese). Nothing of what is given is kept.
 * `numerals` may be NULL with a count of 0. Ended by worklist_fini. */
void worklist_make(const struct library *library, int lang_ix, const struct recordings *recordings,
                   const struct numeral *numerals, size_t numeral_count,
                   struct worklist *worklist_out);

/* Place `ix` is recorded now. */
void worklist_done(struct worklist *worklist, size_t ix);

/* Zeroed is fine. */
void worklist_fini(struct worklist *worklist);

#endif
