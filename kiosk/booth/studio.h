/* What the booth hears and says: the Vietnamese voice, the loudspeaker and the
 * microphone, never two at once (see sound/capture.h). One thread calls everything;
 * nothing waits for a device. */
#ifndef BOOTH_STUDIO_H
#define BOOTH_STUDIO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "sound/clip.h"
#include "sound/files.h"
#include "sound/microphone.h"

struct studio;

/* What the microphone reports: see microphone.h. */
struct studio_news {
    enum microphone_news kind;
    int32_t value;
};

/* A take as it is kept. */
struct studio_recording {
    struct files_bytes opus;
    uint32_t ms;
    int32_t lufs_tenths; /* of what the file gives back */
};

/* ERR_DEGRADE (logged) if there can be no recording. Without voices in voices_dir
 * nothing is said aloud (logged once). *studio_out is ended by studio_close. */
enum err studio_open(const char *voices_dir, struct studio **studio_out) MUST_CHECK;

/* NULL is fine. */
void studio_close(struct studio *studio);

/* A file descriptor that can be read when there is news. */
int studio_fd(const struct studio *studio);

/* Takes the oldest news; false if there is none. */
bool studio_next(struct studio *studio, struct studio_news *news_out);

/* Says a Vietnamese text, or plays the last take, instead of what is being heard. */
void studio_say(struct studio *studio, const char *text);
void studio_play(struct studio *studio);

/* Silence, at once. */
void studio_hush(struct studio *studio);

/* Hushes and begins a take; ends it. */
void studio_record(struct studio *studio);
void studio_stop(struct studio *studio);

struct microphone_level studio_level(struct studio *studio);

/* Judges the last take, behind MICROPHONE_ENDED: see clip.h. */
struct clip studio_judge(struct studio *studio, uint32_t expected_ms);

/* The last take that was judged, cut, as loud as all others, as an Opus file, to be
 * freed by files_bytes_fini. ERR_DEGRADE (logged) if it cannot be made. */
enum err studio_finish(struct studio *studio, struct studio_recording *recording_out) MUST_CHECK;

#endif
