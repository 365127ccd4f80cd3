/* voices/inventory.tsv → the table hmx; and which phonemes the languages may use. */
#ifndef VOICEBUILD_SOUNDS_H
#define VOICEBUILD_SOUNDS_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/table.h"
#include "voicebuild/hmx.h"

enum sound_kind {
    SOUND_ONSET = 1 << 0,
    SOUND_GLIDE = 1 << 1,
    SOUND_VOWEL = 1 << 2,
    SOUND_CODA = 1 << 3,
    SOUND_SYLLABIC = 1 << 4
};

struct sounds_row;

struct sounds {
    struct table table;
    struct sounds_row *rows;
    size_t count;
    const char *file;
};

/* Reads the inventory. False after sentences in `diag`. Ended by sounds_fini. */
bool sounds_read(const char *path, struct diag *diag, struct sounds *sounds);

/* A zeroed one is fine, and it is zeroed after. */
void sounds_fini(struct sounds *sounds);

/* Makes all that is new in `hmx` and checks the rest against it. `breath`: vowels may be
 * breathy; `creak`: finals creaky. Sentences in `diag` for what cannot be made. */
void sounds_make(const struct sounds *sounds, struct hmx *hmx, bool breath, bool creak,
                 struct diag *diag);

/* What the phoneme of `bytes` bytes may be (a sum of enum sound_kind), 0 if it is unknown. */
unsigned sounds_kinds(const struct sounds *sounds, const char *phoneme, size_t bytes);

#endif
