/* Any word → syllables that can be said. Nothing is dropped, nothing is English:
 * what is no word of the language is looked up among its exceptions, read as
 * Vietnamese, and at last spelled with the names of its letters. */
#ifndef SPEECH_LEXICON_H
#define SPEECH_LEXICON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/err.h"
#include "base/str.h"
#include "speech/syllabary.h"

/* How a word was read, the surest way first. */
enum reading_way { READ_OWN, READ_WORDS, READ_VIETNAMESE, READ_SPELLED };

enum { READING_SYLLABLES_MAX = 400, READING_WORD_BYTES = 96 };

struct reading {
    enum reading_way way;
    size_t count;
    struct syllable list[READING_SYLLABLES_MAX];
};

struct lexicon;

/* Opens a language of the voices in `voices_dir`, with whatever it needs of others.
 * ERR_DEGRADE, silently, if it has no tables; ERR_REJECT after sentences in `diag`.
 * *lexicon_out is ended by lexicon_close. */
enum err lexicon_open(const char *voices_dir, const char *code, struct diag *diag,
                      struct lexicon **lexicon_out) MUST_CHECK;

/* NULL is fine. */
void lexicon_close(struct lexicon *lexicon);

/* Reads one word without the punctuation around it, in any case and normalisation form,
 * at most READING_WORD_BYTES long. */
void lexicon_read(const struct lexicon *lexicon, const char *word, struct reading *reading_out);

/* "own", "words", "vi", "spelled". */
const char *reading_way_name(enum reading_way way);

/* Appends a reading as IPA, "." between syllables. */
void reading_put_ipa(const struct reading *reading, struct str *out);

/* Calls `each` for every word of `text`, without the punctuation around it, and
 * with what stands behind it before the next one. Bytes that are not UTF-8 are left out. */
void lexicon_words(const char *text,
                   void (*each)(void *context, const char *word, const char *behind),
                   void *context);

#endif
