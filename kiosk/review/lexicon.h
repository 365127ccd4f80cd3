/* The short forms and foreign words that the Vietnamese tables say in words. */
#ifndef REVIEW_LEXICON_H
#define REVIEW_LEXICON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

struct lexicon {
    const char **words; /* folded, sorted */
    size_t count;
    struct arena memory; /* owns them */
};

/* Reads the tables of voices_dir/vi that give whole words a reading; those that are not
 * there have none, those that are wrong are reported. Ended by lexicon_fini. */
void lexicon_read(const char *voices_dir, struct diag *diag, struct lexicon *lexicon_out);

/* True if a word has a reading, in any case. */
bool lexicon_has(const struct lexicon *lexicon, const char *word);

/* True for two capitals or more and nothing else but figures and marks: "UBND". */
bool lexicon_is_short_form(const char *word);

/* A zeroed one is fine, and it is zeroed after. */
void lexicon_fini(struct lexicon *lexicon);

#endif
