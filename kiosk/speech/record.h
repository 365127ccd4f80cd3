/* Texts of one language → a WAV file, as the kiosk would say them. */
#ifndef SPEECH_RECORD_H
#define SPEECH_RECORD_H

#include "base/err.h"

struct record;

/* Starts a recording. `lang` is a language or a voice of the data in voices_dir
 * ("hmn", "hmn-f", "vi-VN-x-south"). ERR_DEGRADE (logged) if there is no such voice
 * or the file cannot be written. *record_out is ended by record_close. */
enum err record_open(const char *voices_dir, const char *lang, const char *path,
                     struct record **record_out) MUST_CHECK;

/* Says a text of any length behind what was said before. ERR_DEGRADE (logged) if it
 * was not all said. */
enum err record_say(struct record *record, const char *text) MUST_CHECK;

/* Ends the file. ERR_DEGRADE (logged) if it is not whole. NULL is fine. */
enum err record_close(struct record *record) MUST_CHECK;

#endif
