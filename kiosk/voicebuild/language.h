/* One folder of voices/: its tables, checked, and what the built folder adds. */
#ifndef VOICEBUILD_LANGUAGE_H
#define VOICEBUILD_LANGUAGE_H

#include <stdbool.h>

#include "base/diag.h"
#include "voicebuild/sounds.h"
#include "voicebuild/tone.h"

enum { LANGUAGE_TONES_MAX = 128 };

/* The tones of all languages: those that sound the same are one. */
struct tone_list {
    struct tone_shape tones[LANGUAGE_TONES_MAX];
    struct tone_place places[LANGUAGE_TONES_MAX]; /* where each was first written */
    size_t count;
};

/* "T07": the name of a tone by its place in the list. */
void language_tone_name(size_t ix, char name_out[8]);

/* Checks the tables in `dir` and adds the tones to `tones`; sentences in `diag`. What is
 * not there is fine. */
void language_check(const char *dir, const struct sounds *sounds, struct tone_list *tones,
                    struct diag *diag);

/* Writes dir/tones.tsv as to_dir/tones.tsv with two more columns: "mnemonic", what
 * eSpeak NG is given behind the nucleus, and "end", behind the coda. True if there is
 * none; false (logged) if it cannot be written. */
bool language_write_tones(const char *dir, const char *to_dir, const struct tone_list *tones);

/* True if dir/tones.tsv is there and in this format. */
bool language_has_tones(const char *dir);

#endif
