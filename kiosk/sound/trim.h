/* Silence at both ends of a recording, so that it can be joined to another. */
#ifndef SOUND_TRIM_H
#define SOUND_TRIM_H

#include "sound/files.h"

/* Takes away what lies before the first and behind the last sample that is less than
 * `below_db` under the loudest one, but for `margin_ms` on each side. Nothing but silence
 * becomes nothing. Any thread. */
void trim_silence(struct files_sound *sound, double below_db, unsigned margin_ms);

#endif
