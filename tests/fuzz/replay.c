/* Any bytes as a file of events: refused line by line or played, never a crash. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "console/replay.h"
#include "model/state.h"
#include "tests/unit/tiny.inc"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void play(struct state *state, const struct library *library, char *line) {
    static FILE *nowhere;
    struct event event;
    struct effects effects;
    static struct page page;
    enum layout_kind layout = LAYOUT_WIDE;
    if (!nowhere) {
        nowhere = fopen("/dev/null", "w");
    }
    struct diag diag = {.out = nowhere};
    switch (replay_parse(line, "fuzz", 1, &diag, &event, &layout)) {
    case REPLAY_EVENT:
        model_update(state, library, &event, &effects);
        page_build(state, library, &page);
        break;
    case REPLAY_LAYOUT:
        state_init(state, layout);
        break;
    case REPLAY_NOTHING:
    case REPLAY_BAD:
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char line[256];
    struct library library;
    struct state state;
    tiny_library(&library);
    state_init(&state, LAYOUT_WIDE);
    while (size > 0) {
        const uint8_t *end = memchr(data, '\n', size);
        size_t bytes = end ? (size_t)(end - data) + 1 : size;
        size_t kept = bytes < sizeof line ? bytes : sizeof line - 1;
        memcpy(line, data, kept);
        line[kept] = '\0';
        play(&state, &library, line);
        data += bytes;
        size -= bytes;
    }
    return 0;
}
