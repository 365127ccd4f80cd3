/* How the languages are said: by which voice, and by whose tables. */
#ifndef SPEECH_TONGUE_H
#define SPEECH_TONGUE_H

#include "content/library.h"
#include "speech/engine.h"
#include "speech/normalise.h"
#include "speech/reader.h"
#include "speech/voice.h"

enum { TONGUE_NAME_BYTES = 40 };

struct tongue {
    char voice[TONGUE_NAME_BYTES]; /* name of a voice; "": it has none and is not spoken */
    struct reader *reader;         /* NULL: the voice gets the text in Vietnamese words */
    struct engine *engine;         /* speaks instead of the voice while it works; NULL: none */
    struct normaliser *normaliser; /* its own numbers and abbreviations; NULL: Vietnamese ones */
};

/* All languages of the library; [LIBRARY_VIETNAMESE] reads what others cannot. */
struct tongues {
    struct tongue list[LIBRARY_LANGUAGES_MAX];
    struct normaliser *normaliser; /* Vietnamese, NULL if there are no tables */
};

/* The voice of `name` that is asked for: "hmn-f" for "hmn" if it is the woman's. */
void tongue_voice(const char *name, bool female, char voice_out[TONGUE_NAME_BYTES]);

/* The language that a voice speaks: "hmn" for "hmn" and "hmn-f". */
void tongue_language(const char *voice, char code_out[TONGUE_NAME_BYTES]);

/* The language `code` by the voices in `voices_dir`: its own voice, by its tables;
 * if it has none, `stock` reads its letters, and if that is not there the Vietnamese
 * voice does: better an accent than silence. `code` or `stock` may end in "-f":
 * the woman's voice. An engine of its own comes before them. `vietnamese` (or NULL) must outlive
 * it. Ended by tongue_close. */
struct tongue tongue_open(struct voice *voice, const char *voices_dir, const char *code,
                          const char *stock, struct normaliser *vietnamese);

/* A zeroed tongue is fine. */
void tongue_close(struct tongue *tongue);

#endif
