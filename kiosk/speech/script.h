/* What is said for one prompt of a page: pieces of text, each for one voice, each
 * short enough for one call of it. */
#ifndef SPEECH_SCRIPT_H
#define SPEECH_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "model/page.h"
#include "sound/files.h"
#include "speech/tongue.h"

enum {
    SCRIPT_PIECE_BYTES = 480, /* eSpeak NG loses words of longer clauses */
    SCRIPT_PIECES_MAX = 64,
    SCRIPT_TEXT_BYTES = 16 * 1024
};

struct script_piece {
    const char *voice;
    bool mnemonics;           /* words in [[ ]] are phoneme mnemonics */
    const char *text;         /* of the script */
    struct engine *engine;    /* says it instead of the voice; NULL: none */
    struct files_sound sound; /* what the engine said, see delivery_ready */
};

struct script {
    struct script_piece pieces[SCRIPT_PIECES_MAX];
    unsigned count;
    bool cut; /* it was too long */
    size_t used;
    char text[SCRIPT_TEXT_BYTES];
};

/* Writes prompt `prompt_ix` of `page` as it is said by `tongues`. A sentence that
 * has words of a language with a voice of its own is said by that voice from end to
 * end: it reads Vietnamese names and figures, too. Nothing is dropped but segments
 * of languages without a voice. An engine says what is in its own language, and a script
 * is written for those engines that work now. `script` is zeroed before its first use, and
 * ended by script_fini. */
void script_prompt(const struct tongues *tongues, const struct page *page, unsigned prompt_ix,
                   struct script *script);

/* The same for a text of the language lang_ix. */
void script_text(const struct tongues *tongues, unsigned lang_ix, const char *text,
                 struct script *script);

/* Frees what engines said; it is empty then. */
void script_fini(struct script *script);

#endif
