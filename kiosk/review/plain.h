/* How plain a Vietnamese sentence is, as a number from 0 to 100: a help for who writes,
 * not a judge of language. What is counted can be counted without a dictionary.
 *
 * Of a sentence, from 100 are taken
 *     4  for each syllable above 15; syllables are what spaces separate, a value is one
 *    15  for each piece of officialese (content/plain-words.tsv)
 *     8  for each idea above two; an idea more is a comma, semicolon or colon, a dash
 *        between spaces, or the word "và" or "hoặc"
 *    10  for each pair of parentheses
 *    20  for each abbreviation that the voice has no reading for
 * and never more than there is. Of several sentences: the mean, weighted by syllables,
 * less 5 for each syllable by which a sentence is longer than 15 on average. "và" and "hoặc"
 * behind a comma are no idea of their own. A row of the table without a village word is a
 * name: what is in it is not counted ("điểm tiếp nhận").
 *
 * The weights are our own. 15 syllables is stricter than the 15 words that content/README
 * asks for, because spelling does not show where a Vietnamese word ends.
 */
#ifndef REVIEW_PLAIN_H
#define REVIEW_PLAIN_H

#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "review/lexicon.h"

enum { PLAIN_SYLLABLES = 15, PLAIN_IDEAS = 2 };

/* Officialese and what one says in the village. */
struct plain_words {
    struct plain_word {
        const char *formal; /* folded, a space on either side */
        const char *written, *plain;
        size_t bytes; /* of formal */
    } * list;         /* the longest first */
    size_t count;
    struct arena memory; /* owns them */
};

/* Reads content_dir/plain-words.tsv; without that file there are none. Mistakes in it are
 * reported and make it empty. Ended by plain_words_fini. */
void plain_words_read(const char *content_dir, struct diag *diag, struct plain_words *words_out);

/* A zeroed one is fine, and it is zeroed after. */
void plain_words_fini(struct plain_words *words);

struct plain_verdict {
    int score;
    unsigned syllables, ideas, officialese, parentheses, abbreviations;
    const struct plain_word *formal; /* the first piece of officialese, NULL if none */
    char abbreviation[32];           /* the first one without a reading, "" if none */
};

/* Judges one sentence (valid UTF-8), its values written as one word each. */
struct plain_verdict plain_judge(const struct plain_words *words, const struct lexicon *lexicon,
                                 const char *sentence);

/* Appends why it is hard to follow: "syllables: 18, ideas: 4". */
void plain_put_reasons(const struct plain_verdict *verdict, struct str *out);

/* Sums up sentences. */
struct plain_sum {
    unsigned sentences, syllables, weighted; /* weighted: scores times syllables */
};
void plain_add(struct plain_sum *sum, const struct plain_verdict *verdict);

/* The score of all that was added; 100 if nothing was. */
int plain_score(const struct plain_sum *sum);

#endif
