/* Plays utterances: a ring filled by one producer thread, an audio thread that
 * empties it into the device.
 *
 * Each utterance has a ticket; the newest ticket is current, and samples of any
 * other are thrown away, on both sides of the ring. Without a device utterances
 * end at once. A device that disappears or stands still is given up, looked for
 * again by a slowing rhythm (half a second at first) and reported when it has
 * proved itself by playing a little silence. With a device and nothing to play
 * no thread wakes.
 *
 * A keeper thread watches the audio thread while a stream is open: one that a
 * driver does not give back is cancelled and replaced.
 */
#ifndef SOUND_PLAYER_H
#define SOUND_PLAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "sound/chime.h"

enum { PLAYER_RATE_HZ = 22050, PLAYER_VOLUME_MAX = 3 };

struct player;

enum player_news {
    PLAYER_SPEAKING, /* utterance; value: the prompt whose first sample is handed over */
    PLAYER_SPOKEN,   /* utterance: was played to its end, or has no device to be played on */
    PLAYER_SOUND     /* value: 1 a device works, 0 none */
};

struct player_config {
    size_t ring_samples, ring_marks;
    /* Called from the audio thread. */
    void (*report)(void *context, enum player_news news, uint32_t utterance, int32_t value);
    void *context;
};

/* Starts the threads. ERR_DEGRADE (logged) if it cannot be started.
 * *player_out is ended by player_close. */
enum err player_open(const struct player_config *config, struct player **player_out) MUST_CHECK;

/* Silence, then ends the thread; NULL is fine. A thread that hangs inside a
 * driver is left behind after two seconds, with its memory. No producer may be
 * inside a player function. */
void player_close(struct player *player);

/* ---- any thread; all but player_rest never wait for the device ---- */

/* A new ticket becomes current: whatever plays falls silent at once. */
uint32_t player_ticket(struct player *player);

/* True while no newer ticket was drawn. */
bool player_current(struct player *player, uint32_t ticket);

/* level 0..PLAYER_VOLUME_MAX: 6 dB a step, the highest leaves samples as they are. */
void player_volume(struct player *player, int level);

/* Plays the chime before anything else; a new ticket does not silence it. */
void player_chime(struct player *player, enum chime chime);

/* Lets go of the device, so that a microphone may listen (see capture.h), or takes it
 * again. Meanwhile utterances end at once, as without a device, but nothing is reported
 * about it. Waits until the device is let go of; false if a driver did not do so within
 * two seconds: then no microphone may be opened. */
bool player_rest(struct player *player, bool rest);

/* False if it is known that there is no device. */
bool player_audible(struct player *player);

/* ---- the producer thread: all wait for room and return false, without having
 * written everything, as soon as the ticket is no longer current ---- */

bool player_begin(struct player *player, uint32_t ticket, uint32_t utterance);
bool player_prompt(struct player *player, uint32_t ticket, uint32_t utterance, int32_t prompt);
bool player_write(struct player *player, uint32_t ticket, const int16_t *samples, size_t count);
bool player_end(struct player *player, uint32_t ticket, uint32_t utterance);

#endif
