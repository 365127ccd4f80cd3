/* The syllables of one language: what is written (onset, rime, tone) → what is
 * said (phonemes and a tone), by the tables of a folder of voices/.
 *
 * Two kinds of scripts are read by the same rules. Letter scripts write the tone
 * as a letter behind the rime (Hmong, Dao, Bouyei), mark scripts as a mark on a
 * vowel (Vietnamese, Tày); the table of tones tells which. */
#ifndef SPEECH_SYLLABARY_H
#define SPEECH_SYLLABARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/err.h"
#include "base/str.h"
#include "base/table.h"
#include "speech/inventory.h"

enum {
    SYLLABARY_WORD_BYTES = 128, /* no longer word is looked at */
    SYLLABLES_MAX = SYLLABARY_WORD_BYTES,
    SOUNDS_MAX = 4
};

/* Phonemes of one field of a table. */
struct sounds {
    const struct phoneme *list[SOUNDS_MAX];
    uint8_t count;
};

/* Where in a word an onset may stand; the beginning of a part behind a hyphen is one, too. */
enum onset_place {
    ONSET_ANYWHERE,
    ONSET_FIRST,
    ONSET_FIRST_OR_BEHIND_TONE_LETTER,
    ONSET_LAST /* inside a word only if its letters cannot be read otherwise */
};

struct onset {
    int line; /* of its table */
    const char *letters;
    size_t bytes;
    struct sounds sounds;
    enum onset_place place;
    const char *rimes; /* it is said so only before these; "" is any */
};

enum rime_kind { RIME_OPEN, RIME_CHECKED, RIME_CHECKED_SHORT, RIME_CHECKED_LONG };

struct rime {
    int line;
    const char *letters; /* "" if the vowel is in the letters of its onsets: gì */
    size_t bytes;
    struct sounds glide, nucleus, coda;
    enum rime_kind kind;
    const char *onsets, *tones; /* it holds only with these; "" is any */
    bool brief;                 /* its length is "short" */
    bool alone;                 /* it holds only without an onset, which is then not said */
};

struct tone {
    const char *letters; /* "" in mark scripts */
    size_t bytes;
    uint8_t mark;         /* enum letters_mark or enum tone_notation */
    uint8_t kinds;        /* a bit for each rime_kind it is for */
    const char *name;     /* "A1": rows of the same name are one tone */
    const char *chao;     /* as printed at the end of a syllable */
    const char *mnemonic; /* of eSpeak NG, right after the nucleus; "" if not built */
    const char *end;      /* mnemonic at the end of the syllable, "" if none */
};

struct syllable {
    const struct onset *onset;
    const struct rime *rime;
    const struct tone *tone;
    char joint; /* what stands behind it in its word: - ' . or 0 */
};

struct syllabary;

/* Reads onsets.tsv, rimes.tsv, tones.tsv and, if there is one, sandhi.tsv of
 * voices_dir/code; what is not there is taken from voices_dir/base unless `base` is NULL.
 * ERR_DEGRADE, silently, if there are no tables; ERR_REJECT after sentences in
 * `diag`. `inventory` outlives the syllabary; it is ended by syllabary_close. */
enum err syllabary_open(const char *voices_dir, const char *code, const char *base,
                        const struct inventory *inventory, struct diag *diag,
                        struct syllabary **syllabary_out) MUST_CHECK;

/* NULL is fine. */
void syllabary_close(struct syllabary *syllabary);

/* Reads a word folded by letters_fold. Returns how many syllables were written to
 * list_out (at most `max`); 0 if the word is not of this language. */
size_t syllabary_read(const struct syllabary *syllabary, const char *word,
                      struct syllable *list_out, size_t max);

/* Appends the syllable as IPA, its tone in Chao's letters at the end. */
void syllable_put_ipa(const struct syllable *syllable, struct str *out);

/* Appends the syllable as mnemonics of eSpeak NG, "|" between them; false, with
 * nothing appended, if its tone has none. */
bool syllable_put_mnemonics(const struct syllable *syllable, struct str *out);

#endif
