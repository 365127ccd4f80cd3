/* eSpeak NG's compiled phoneme tables: which mnemonics a voice knows. An unknown
 * one silently drops the rest of its word, so tables are checked against this.
 *
 * Format of espeak-ng-data/phontab, little-endian, the same in 1.51 to 1.53: the
 * number of tables and three zeros; for each table the number of phonemes, the
 * table it includes (its number from 1, 0 = none), two zeros, 32 bytes of name,
 * then 16 bytes a phoneme, the first four of them its mnemonic.
 */
#ifndef VOICEBUILD_PHONTAB_H
#define VOICEBUILD_PHONTAB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct phontab {
    unsigned char *bytes;
    size_t size;
};

/* Reads a phontab and checks that its records fill it exactly. False after a
 * sentence in `diag`. Ended by phontab_fini. */
bool phontab_read(const char *path, struct diag *diag, struct phontab *phontab);

/* A zeroed one is fine, and it is zeroed after. */
void phontab_fini(struct phontab *phontab);

/* True if table `table`, or one it includes, has this mnemonic of `length` bytes. */
bool phontab_has(const struct phontab *phontab, const char *table, const char *mnemonic,
                 size_t length);

/* True if there is a table of this name. */
bool phontab_has_table(const struct phontab *phontab, const char *table);

#endif
