/* What voices/<code>/language.yaml says about reading. */
#ifndef SPEECH_FOLDER_H
#define SPEECH_FOLDER_H

#include "base/arena.h"

struct folder {
    const char *base; /* tables not in this folder are taken from that one; NULL: none */
    const char *also; /* what is no word of this language may be one of that; NULL: none */
};

/* A file that is not there or is wrong says nothing: it is checked when the
 * voices are built. The texts live in `memory`. */
struct folder folder_read(const char *voices_dir, const char *code, struct arena *memory);

#endif
