/* What is said for one prompt of a page: pieces of text, each for one voice, each
 * short enough for one call of it. */
#ifndef SPEECH_SCRIPT_H
#define SPEECH_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "model/page.h"
#include "speech/reader.h"
#include "unicode/spellout.h"

enum {
    SCRIPT_PIECE_BYTES = 480, /* eSpeak NG loses words of longer clauses */
    SCRIPT_PIECES_MAX = 64,
    SCRIPT_TEXT_BYTES = 16 * 1024
};

/* How a language is read. */
struct tongue {
    const char *voice;     /* name of a voice; NULL: it has none and is not spoken */
    struct reader *reader; /* NULL: the voice gets the text as it is */
};

/* All languages of the library; [LIBRARY_VIETNAMESE] reads what others cannot. */
struct tongues {
    struct tongue list[LIBRARY_LANGUAGES_MAX];
    struct spellout *numbers; /* Vietnamese, NULL if there are no rules */
};

struct script_piece {
    const char *voice;
    bool mnemonics;   /* words in [[ ]] are phoneme mnemonics */
    const char *text; /* of the script */
};

struct script {
    struct script_piece pieces[SCRIPT_PIECES_MAX];
    unsigned count;
    bool cut; /* it was too long */
    size_t used;
    char text[SCRIPT_TEXT_BYTES];
};

/* Writes prompt `prompt_ix` of `page` as it is said by `tongues`. Values, and
 * words that a language's reader does not know, are said in Vietnamese: nothing
 * is dropped but segments of languages without a voice. */
void script_prompt(const struct tongues *tongues, const struct page *page, unsigned prompt_ix,
                   struct script *script);

#endif
