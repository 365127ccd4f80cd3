/* voices/ → the data the kiosk speaks with: a private copy of eSpeak NG's data,
 * and the languages' tables, checked. */
#ifndef VOICEBUILD_VOICEBUILD_H
#define VOICEBUILD_VOICEBUILD_H

#include "base/diag.h"
#include "base/err.h"

/* Builds `out_dir` from `voices_src`, beside it first, then swapped in whole: a
 * kiosk that runs keeps its data, a failure changes nothing. Existing data is
 * replaced. ERR_REJECT: something in voices_src is wrong, each with a sentence in
 * `diag`. ERR_STOP (logged): no eSpeak NG data, or the disk. No voice may be open
 * in this process. */
enum err voicebuild_run(const char *voices_src, const char *out_dir, struct diag *diag) MUST_CHECK;

#endif
