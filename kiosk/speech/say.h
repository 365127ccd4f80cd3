/* `tiengban say`: a text in a language of the voices → its sounds. */
#ifndef SPEECH_SAY_H
#define SPEECH_SAY_H

#include <stdbool.h>
#include <stdio.h>

enum say_what {
    SAY_IPA,        /* a line of IPA for each line */
    SAY_NORMALISED, /* a line of words for each line */
    SAY_TRACE,      /* a line for each word: the word, how it was read, its IPA; tabs between */
    SAY_SOUND       /* a WAV file of all lines */
};

struct say_config {
    const char *lang;       /* "hmn" */
    bool female;            /* the woman's voice; "hmn-f" as the language is the same */
    const char *voices_dir; /* what `tiengban voices build` made, or voices/ itself */
    enum say_what what;
    const char *wav_path; /* of SAY_SOUND */
    const char *text;     /* NULL: the lines of `in` */
    FILE *in, *out;
};

/* Answers each line as it comes. Returns the program's exit status: 1 (logged) if
 * the language has no tables, or for SAY_SOUND no voice. */
int say_run(const struct say_config *config);

#endif
