#include "review/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "screen/layout.h"
#include "screen/text.h"

enum { SEEN_FIRST = 1 << 12, STACK_FIRST = 64 };

/* ---- what was visited ------------------------------------------------------------------- */

/* Hashes with open addressing, at most half full; 0 is an empty place. */
struct seen {
    uint64_t *hashes;
    size_t size, count;
};

static void *array(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (!memory) {
        abort();
    }
    return memory;
}

static bool seen_put(struct seen *seen, uint64_t hash) {
    size_t at = hash % seen->size;
    while (seen->hashes[at] != 0) {
        if (seen->hashes[at] == hash) {
            return false;
        }
        at = (at + 1) % seen->size;
    }
    seen->hashes[at] = hash;
    seen->count++;
    return true;
}

static void seen_grow(struct seen *seen) {
    struct seen bigger = {.size = seen->size ? 2 * seen->size : SEEN_FIRST};
    bigger.hashes = array(bigger.size, sizeof *bigger.hashes);
    for (size_t i = 0; i < seen->size; i++) {
        if (seen->hashes[i]) {
            seen_put(&bigger, seen->hashes[i]);
        }
    }
    free(seen->hashes);
    *seen = bigger;
}

/* False if it was there. */
static bool seen_add(struct seen *seen, uint64_t hash) {
    if (2 * (seen->count + 1) > seen->size) {
        seen_grow(seen);
    }
    return seen_put(seen, hash ? hash : 1);
}

/* ---- walking ---------------------------------------------------------------------------- */

struct walker {
    const struct walk *walk;
    struct screen_metrics screen;
    const struct theme *theme;
    struct seen places, pages;
    struct state *stack; /* where one still has to look */
    size_t stack_count, stack_size;
    struct page page;
    struct draw_list list;
};

static void push(struct walker *w, const struct state *state) {
    if (w->stack_count == w->stack_size) {
        size_t size = w->stack_size ? 2 * w->stack_size : STACK_FIRST;
        struct state *bigger = array(size, sizeof *bigger);
        if (w->stack_count) {
            memcpy(bigger, w->stack, w->stack_count * sizeof *bigger);
        }
        free(w->stack);
        w->stack = bigger;
        w->stack_size = size;
    }
    w->stack[w->stack_count++] = *state;
}

static void push_after(struct walker *w, const struct state *from, enum event_kind kind,
                       int32_t value) {
    struct effects effects;
    struct state to = *from;
    const struct event event = {.kind = kind, .value = value, .at_ms = 1000};
    model_update(&to, w->walk->library, &event, &effects);
    push(w, &to);
}

/* Where one stands, however one came there. */
static uint64_t place_hash(const struct state *state) {
    const struct place *here = &state->visit.here;
    const uint64_t parts[] = {here->page,
                              here->part,
                              (uint64_t)here->topic_ix,
                              (uint64_t)here->item_ix,
                              (uint64_t)here->question_ix,
                              here->answers,
                              (uint64_t)state->visit.lang_ix};
    return hash64_bytes(HASH64_EMPTY, parts, sizeof parts);
}

static unsigned faults_of(struct walker *w) {
    const struct page *page = &w->page;
    unsigned faults = 0;
    layout_page(page, &w->screen, w->theme, &w->list);
    faults |= w->list.overflow ? WALK_OVERFLOW : 0;
    faults |= page->enabled[CONTROL_NEXT] || page->choice_count ? 0 : WALK_STRANDED;
    faults |= page->arrival_end == 0 || page->title_at == 0 ? WALK_UNTITLED : 0;
    if (page->prompt_count == PAGE_PROMPTS_MAX || page->segment_count == PAGE_SEGMENTS_MAX ||
        page->line_count == PAGE_LINES_MAX || page->text_used == PAGE_TEXT_BYTES) {
        faults |= WALK_FULL;
    }
    return faults;
}

static void look(struct walker *w, const struct state *state) {
    page_build(state, w->walk->library, &w->page);
    if (seen_add(&w->pages, page_hash(&w->page))) {
        struct walk_page page = {&w->page, &state->visit.here, faults_of(w)};
        w->walk->each(w->walk->context, &page);
    }
}

/* The summary's choices lead back to what was seen. */
static void go_on(struct walker *w, const struct state *state) {
    uint8_t choices = w->page.kind == PAGE_SUMMARY ? 0 : w->page.choice_count;
    bool next = w->page.enabled[CONTROL_NEXT];
    for (int32_t i = 0; i < choices; i++) {
        push_after(w, state, EV_KEY, KEY_1 + i);
    }
    if (next) {
        push_after(w, state, EV_KEY, KEY_NEXT);
    }
}

static void walk_rest(struct walker *w) {
    while (w->stack_count > 0) {
        struct state state = w->stack[--w->stack_count];
        look(w, &state);
        if (seen_add(&w->places, place_hash(&state))) {
            go_on(w, &state);
        }
    }
}

/* Items that begin later are in no list yet. */
static void push_later_items(struct walker *w, const struct state *begin) {
    const struct library *library = w->walk->library;
    for (uint16_t i = 0; i < library->item_count; i++) {
        for (int8_t lang = 0; library->items[i].valid_from > w->walk->today &&
                              lang < (int8_t)library->language_count;
             lang++) {
            struct state state = *begin;
            state.visit.lang_ix = lang;
            push_after(w, &state, EV_OPEN, i);
        }
    }
}

struct walk_counts walk_all(const struct walk *walk) {
    const struct paging *paging = paging_of(walk->layout);
    struct walker *w = array(1, sizeof *w);
    struct state start;
    struct effects effects;
    const struct event first = {.kind = EV_START, .value = walk->today, .at_ms = 1};
    w->walk = walk;
    w->screen =
        screen_metrics_of(paging->width_px, paging->height_px, paging->diagonal_mm, walk->fonts);
    w->theme = theme_for(w->screen.height_px / w->screen.px_per_mm);
    state_init(&start, walk->layout);
    start.world.sound = true;
    model_update(&start, walk->library, &first, &effects);
    push(w, &start);
    push_later_items(w, &start);
    walk_rest(w);
    struct walk_counts counts = {w->places.count, w->pages.count};
    free(w->places.hashes);
    free(w->pages.hashes);
    free(w->stack);
    free(w);
    return counts;
}
