/* Words of a language → phoneme mnemonics of an eSpeak NG voice, by three tables:
 * a syllable is an onset, a rime and a tone letter.
 *
 * The tables are voices/<code>/onsets.tsv, rimes.tsv and tones.tsv. Mnemonics in
 * a field are separated by spaces. What is written is onset + rime + tone; what
 * is said is onset, glide, nucleus, tone, coda, since eSpeak NG wants a tone
 * right after its vowel. A row whose first field is "-" stands for the absence
 * of the onset or of the tone letter.
 */
#ifndef SPEECH_READER_H
#define SPEECH_READER_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/err.h"
#include "base/str.h"

enum reader_table { READER_ONSETS, READER_RIMES, READER_TONES, READER_TABLES };

/* What a table is made of, for those who check it. */
struct reader_format {
    const char *file;               /* "onsets.tsv" */
    const char *const *columns;     /* NULL after the last */
    int first_phoneme, phoneme_end; /* columns that hold mnemonics */
};

const struct reader_format *reader_format(enum reader_table table);

struct reader;

/* Reads the tables in `dir`. ERR_DEGRADE, silently, if there are none there;
 * ERR_REJECT after sentences in `diag` if one is missing or wrong. *reader_out is
 * ended by reader_close. */
enum err reader_open(const char *dir, struct diag *diag, struct reader **reader_out) MUST_CHECK;

/* The same from three texts in memory. */
enum err reader_parse(const char *const texts[READER_TABLES], struct diag *diag,
                      struct reader **reader_out) MUST_CHECK;

/* NULL is fine. */
void reader_close(struct reader *reader);

/* Appends the mnemonics of one syllable, separated by "|"; false, with nothing
 * appended, if the word is not of this language. Any case; no punctuation. */
bool reader_word(const struct reader *reader, const char *word, struct str *mnemonics);

/* One word of a text, with what stands around it. */
struct reader_token {
    const char *word; /* as written, punctuation included */
    bool known;
    const char *mnemonics; /* of a known word */
    const char *stops;     /* of a known word: the punctuation behind it: "," "." ... */
};

/* Calls `each` for every word of `text`, in order. Bytes that are not UTF-8 are
 * left out. */
void reader_text(const struct reader *reader, const char *text,
                 void (*each)(void *context, const struct reader_token *token), void *context);

#endif
