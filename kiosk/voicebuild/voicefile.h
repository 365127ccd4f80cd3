/* eSpeak NG's voice files of our languages: lang/local/<code> and <code>-f. */
#ifndef VOICEBUILD_VOICEFILE_H
#define VOICEBUILD_VOICEFILE_H

#include <stdbool.h>

#include "base/diag.h"

/* What language.yaml says of the voice. */
struct voicefile {
    bool wanted;               /* it has a reader of its own */
    char base[32];             /* whose tables are used where there are none; "" = none */
    double male_hz, female_hz; /* of Chao level 1 */
};

/* Reads path (language.yaml); what it does not say is as usual. Sentences in `diag`. */
void voicefile_read(const char *path, struct diag *diag, struct voicefile *voicefile_out);

/* Writes data_dir/lang/local/<code> and <code>-f. False is logged. */
bool voicefile_write(const char *data_dir, const char *code, const struct voicefile *voicefile);

/* Writes data_dir/lang/local/<code>-f from a stock Vietnamese voice file, data_dir/lang/aav/<code>:
 * the same voice, as much higher as the women's voices of our languages are than the men's.
 * False is logged. */
bool voicefile_write_stock(const char *data_dir, const char *code);

#endif
