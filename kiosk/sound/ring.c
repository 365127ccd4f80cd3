#include "sound/ring.h"

#include <assert.h>
#include <string.h>

void ring_init(struct ring *ring, int16_t *samples, size_t sample_capacity, struct ring_slot *slots,
               size_t slot_capacity) {
    assert(sample_capacity > 0 && slot_capacity > 0);
    *ring = (struct ring){.samples = samples,
                          .sample_capacity = sample_capacity,
                          .slots = slots,
                          .slot_capacity = slot_capacity};
}

/* A counter this thread alone writes. */
static uint64_t own(const _Atomic uint64_t *counter) {
    return atomic_load_explicit(counter, memory_order_relaxed);
}

/* A counter the other thread writes: what it wrote before is visible. */
static uint64_t others(const _Atomic uint64_t *counter) {
    return atomic_load_explicit(counter, memory_order_acquire);
}

static void publish(_Atomic uint64_t *counter, uint64_t value) {
    atomic_store_explicit(counter, value, memory_order_release);
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

size_t ring_room(struct ring *ring) {
    uint64_t used = own(&ring->samples_in) - others(&ring->samples_out);
    return ring->sample_capacity - (size_t)used;
}

bool ring_has_slot(struct ring *ring) {
    return own(&ring->slots_in) - others(&ring->slots_out) < ring->slot_capacity;
}

/* Copies between the ring from position `at` and a plain array, in two pieces
 * if the ring wraps. */
struct pieces {
    size_t start, first, second;
};

static struct pieces pieces_of(const struct ring *ring, uint64_t at, size_t count) {
    size_t start = (size_t)(at % ring->sample_capacity);
    size_t first = smaller(count, ring->sample_capacity - start);
    return (struct pieces){.start = start, .first = first, .second = count - first};
}

size_t ring_write(struct ring *ring, const int16_t *samples, size_t count) {
    uint64_t at = own(&ring->samples_in);
    count = smaller(count, ring_room(ring));
    struct pieces p = pieces_of(ring, at, count);
    memcpy(ring->samples + p.start, samples, p.first * sizeof *samples);
    memcpy(ring->samples, samples + p.first, p.second * sizeof *samples);
    publish(&ring->samples_in, at + count);
    return count;
}

bool ring_put_mark(struct ring *ring, const struct ring_mark *mark) {
    uint64_t at = own(&ring->slots_in);
    if (!ring_has_slot(ring)) {
        return false;
    }
    ring->slots[at % ring->slot_capacity] =
        (struct ring_slot){.mark = *mark, .at = own(&ring->samples_in)};
    publish(&ring->slots_in, at + 1);
    return true;
}

bool ring_take_mark(struct ring *ring, struct ring_mark *mark_out) {
    uint64_t at = own(&ring->slots_out);
    if (at == others(&ring->slots_in)) {
        return false;
    }
    const struct ring_slot *slot = &ring->slots[at % ring->slot_capacity];
    if (slot->at != own(&ring->samples_out)) {
        return false;
    }
    *mark_out = slot->mark;
    publish(&ring->slots_out, at + 1);
    return true;
}

/* Samples that may be read now. The samples' counter is loaded first: every
 * mark before those samples is visible then. */
static size_t readable(struct ring *ring) {
    uint64_t from = own(&ring->samples_out);
    uint64_t to = others(&ring->samples_in);
    uint64_t mark = own(&ring->slots_out);
    if (mark != others(&ring->slots_in)) {
        uint64_t at = ring->slots[mark % ring->slot_capacity].at;
        to = at < to ? at : to;
    }
    return (size_t)(to - from);
}

size_t ring_read(struct ring *ring, size_t count, int16_t *samples_out) {
    uint64_t at = own(&ring->samples_out);
    count = smaller(count, readable(ring));
    struct pieces p = pieces_of(ring, at, count);
    if (samples_out) {
        memcpy(samples_out, ring->samples + p.start, p.first * sizeof *samples_out);
        memcpy(samples_out + p.first, ring->samples, p.second * sizeof *samples_out);
    }
    publish(&ring->samples_out, at + count);
    return count;
}

bool ring_empty(struct ring *ring) {
    return others(&ring->samples_in) == others(&ring->samples_out) &&
           others(&ring->slots_in) == others(&ring->slots_out);
}
