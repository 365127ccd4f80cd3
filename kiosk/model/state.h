/* Where a citizen is and what the model knows of the world: one plain value
 * without pointers, so that it can be compared, copied and replayed. */
#ifndef MODEL_STATE_H
#define MODEL_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "content/library.h"
#include "model/desk.h"
#include "model/event.h"
#include "model/page.h"
#include "model/paging.h"

enum {
    TRAIL_MAX = 48,
    VOLUME_DEFAULT = 1,
    VOLUME_LEVELS = 4,
    IDLE_MS = 45 * 1000,       /* EN 301 549 and WCAG 2.2.1: ask before forgetting ... */
    ASK_MS = 20 * 1000,        /* ... and wait at least 20 s for the answer */
    SPEECH_MAX_MS = 180 * 1000 /* no utterance is longer; a lost EV_SPOKEN must not hold us */
};

/* What the model knows from outside; it lives longer than a visit. */
struct world {
    int32_t today; /* yyyymmdd */
    bool sound;    /* a sound device works */
    enum layout_kind layout;
};

/* A page one can be on and go back to. Equal places show equal pages. */
struct place {
    enum page_kind page;
    uint8_t part;     /* of what needs several pages, from 0 */
    int16_t topic_ix; /* LIBRARY_NONE if none, so below */
    int16_t item_ix;
    int16_t question_ix;
    uint64_t answers; /* 4 bits a question: number of the answer, from 1; 0 = not asked */
};

/* All of one person's visit: forgotten as a whole. */
struct visit {
    bool session;   /* the journal has an open session */
    bool touched;   /* something was done since the last forgetting */
    int8_t lang_ix; /* LIBRARY_NONE before a language is chosen */
    uint8_t told;   /* marks that were explained aloud since the language was chosen */
    bool slower;
    uint8_t volume;           /* 0..3 */
    int16_t item_ix;          /* the item that is open, LIBRARY_NONE if none ... */
    bool item_finished;       /* ... and its end was reached */
    enum page_kind item_page; /* the page of it that was shown last ... */
    int32_t item_unit_ix;     /* ... and the unit of it that was heard last */
    struct place here;
    struct place trail[TRAIL_MAX]; /* the way back; the oldest gives way */
    uint8_t trail_count;
    enum control focus;
    enum control armed;  /* the choice that was touched once */
    uint8_t repeats;     /* Repeat pressed so many times in a row */
    bool reading;        /* what is said is the page, not a key's name or one sentence ... */
    bool broken;         /* ... it was hushed before its end ... */
    bool resume;         /* ... and goes on after what is being said */
    int16_t lit;         /* prompt being heard, LIBRARY_NONE = none */
    int16_t heard;       /* the last prompt heard on this page */
    int64_t deadline_ms; /* when idling ends; -1 = never */
};

struct state {
    struct world world;
    struct visit visit;
    struct desk desk;   /* of the staff; shut while citizens are here */
    uint32_t utterance; /* number of the last one; numbers never return */
    bool speaking;
};

/* A kiosk that nobody has touched. */
void state_init(struct state *state, enum layout_kind layout);

/* The event happened: changes the state and lists what is to be done, in order.
 * Pure: no I/O, no clock, no allocation. */
void model_update(struct state *state, const struct library *library, const struct event *event,
                  struct effects *effects_out);

/* When EV_TIME is wanted, on the clock of the events; -1 = never. */
int64_t model_deadline(const struct state *state);

/* The page of this state, complete. Pure. */
void page_build(const struct state *state, const struct library *library, struct page *page_out);

#endif
