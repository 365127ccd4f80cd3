/* What voices/<code>/language.yaml says about reading and speaking. */
#ifndef SPEECH_FOLDER_H
#define SPEECH_FOLDER_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/paths.h"

/* NULL is what the file does not say. */
struct folder {
    const char *base; /* tables not in this folder are taken from that one */
    const char *also; /* what is no word of this language may be one of that */
    const char *autonym, *name, *status, *confidence;
    const char *const *command; /* that speaks instead of eSpeak NG; NULL ends it */
    const char *limit_s;        /* how long it may take */
};

/* A file that is not there or is wrong says nothing: it is checked when the
 * voices are built. The texts live in `memory`. */
struct folder folder_read(const char *voices_dir, const char *code, struct arena *memory);

/* Where a file of the language is: in its own folder, else in that of `base` (NULL:
 * there is none). False if in neither; path_out is then where it should be. */
bool folder_find(const char *voices_dir, const char *code, const char *base, const char *file,
                 char path_out[PATH_BYTES]);

/* Prints a line for each language of the voices: code, its own name, its Vietnamese
 * name, "stock" or "trial", what is doubtful; tabs between. False if there is none. */
bool folder_list(const char *voices_dir, FILE *out);

#endif
