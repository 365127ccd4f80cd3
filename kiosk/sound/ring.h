/* Samples and marks on their way from one producer thread to one consumer
 * thread, without locks.
 *
 * Policy. Samples are int16 mono. A mark says what begins or ends at an exact
 * sample: it lies before the next sample written after it. Reading never
 * crosses a mark: the consumer takes the marks that are due, then reads up to
 * the next one. What does not fit is refused (the producer waits for room
 * elsewhere), nothing is ever overwritten, and whoever wants to skip old samples
 * reads them away: only the consumer moves the read position. Positions are
 * 64-bit counters that never wrap (13 million years at 22,050 Hz); a counter is
 * stored with release by its only writer and loaded with acquire by the other
 * thread. A mark's counter is stored before those of later samples, and the
 * consumer loads them in the opposite order, so it cannot run past a mark.
 */
#ifndef SOUND_RING_H
#define SOUND_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ring_mark_kind {
    RING_BEGIN,  /* of an utterance */
    RING_PROMPT, /* value: number of the prompt whose first sample comes next */
    RING_END     /* of the utterance */
};

struct ring_mark {
    enum ring_mark_kind kind;
    uint32_t ticket; /* the producer's job, see player.h */
    uint32_t utterance;
    int32_t value;
};

struct ring_slot {
    struct ring_mark mark;
    uint64_t at; /* position of the sample it lies before */
};

struct ring {
    int16_t *samples;
    size_t sample_capacity;
    struct ring_slot *slots;
    size_t slot_capacity;
    _Atomic uint64_t samples_in, slots_in;   /* written by the producer */
    _Atomic uint64_t samples_out, slots_out; /* written by the consumer */
};

/* Starts an empty ring in the caller's memory; capacities are at least 1. */
void ring_init(struct ring *ring, int16_t *samples, size_t sample_capacity, struct ring_slot *slots,
               size_t slot_capacity);

/* Appends samples; returns how many fitted. Producer. */
size_t ring_write(struct ring *ring, const int16_t *samples, size_t count);

/* Appends a mark before the next sample; false if there is no room. Producer. */
bool ring_put_mark(struct ring *ring, const struct ring_mark *mark);

/* Takes the mark that is due at the read position; false if none is. Consumer. */
bool ring_take_mark(struct ring *ring, struct ring_mark *mark_out);

/* Takes up to `count` samples, but none behind the next mark; returns how many.
 * samples_out NULL drops them. Consumer. */
size_t ring_read(struct ring *ring, size_t count, int16_t *samples_out);

/* True if there is neither a sample nor a mark. Either thread. */
bool ring_empty(struct ring *ring);

/* Samples that fit now. Producer. */
size_t ring_room(struct ring *ring);

/* True if another mark fits now. Producer. */
bool ring_has_slot(struct ring *ring);

#endif
