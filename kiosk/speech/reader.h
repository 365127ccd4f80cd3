/* Any word → syllables that can be said. Nothing is dropped, nothing is English:
 * what is no word of the language is looked up among its exceptions, read as
 * Vietnamese or one of its loans, and at last spelled with the names of its letters. */
#ifndef SPEECH_READER_H
#define SPEECH_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/err.h"
#include "base/str.h"
#include "speech/syllabary.h"

/* How a word was read, the surest way first. */
enum reading_way { READ_OWN, READ_WORDS, READ_VIETNAMESE, READ_SPELLED };

enum { READING_SYLLABLES_MAX = 400 };

struct reading {
    enum reading_way way;
    size_t count;
    struct syllable list[READING_SYLLABLES_MAX];
};

struct reader;

/* Opens a language of the voices in `voices_dir`, with whatever it needs of others.
 * ERR_DEGRADE, silently, if it has no tables; ERR_REJECT after sentences in `diag`.
 * *reader_out is ended by reader_close. */
enum err reader_open(const char *voices_dir, const char *code, struct diag *diag,
                     struct reader **reader_out) MUST_CHECK;

/* NULL is fine. */
void reader_close(struct reader *reader);

/* Reads one word of words_each, in any case and normalisation form. */
void reader_read(const struct reader *reader, const char *word, struct reading *reading_out);

/* The same for a word that is known to be Vietnamese. */
void reader_read_vietnamese(const struct reader *reader, const char *word,
                            struct reading *reading_out);

/* "own", "words", "vi", "spelled". */
const char *reading_way_name(enum reading_way way);

/* Appends a reading as IPA, "." between syllables. */
void reading_put_ipa(const struct reading *reading, struct str *out);

/* Appends a reading as text for eSpeak NG, each syllable in [[ ]]; false, with
 * something appended perhaps, if there is nothing to say or a tone was not built. */
bool reading_put_mnemonics(const struct reading *reading, struct str *out);

#endif
