#include "journal/queue.h"

#include <assert.h>
#include <stdlib.h>

bool queue_init(struct queue *queue, size_t capacity) {
    *queue = (struct queue){.rows = calloc(capacity, sizeof *queue->rows), .capacity = capacity};
    return queue->rows;
}

void queue_fini(struct queue *queue) {
    free(queue->rows);
    *queue = (struct queue){0};
}

struct waiting_row *queue_push(struct queue *queue) {
    if (queue->count == queue->capacity) {
        queue->dropped_count++;
        return NULL;
    }
    size_t ix = (queue->first_ix + queue->count) % queue->capacity;
    queue->count++;
    queue->rows[ix] = (struct waiting_row){0};
    return &queue->rows[ix];
}

const struct waiting_row *queue_at(const struct queue *queue, size_t ix) {
    assert(ix < queue->capacity);
    return &queue->rows[(queue->first_ix + ix) % queue->capacity];
}

void queue_pop(struct queue *queue, size_t count) {
    assert(count <= queue->count);
    queue->first_ix = (queue->first_ix + count) % queue->capacity;
    queue->count -= count;
}
