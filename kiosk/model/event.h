/* What happens to the model (events) and what it wants done (effects).
 * A session is a list of events; both are plain values without pointers. */
#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H

#include <stdbool.h>
#include <stdint.h>

/* Keys with one meaning wherever they are pressed: keyboard and the ten keys of
 * the keypad (four arrows, OK, Back; Repeat, Help, Slower, Louder). */
enum key {
    KEY_NONE,
    KEY_1,
    KEY_2,
    KEY_3,
    KEY_4,
    KEY_5,
    KEY_6,
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_OK,
    KEY_BACK,
    KEY_REPEAT,
    KEY_HELP,
    KEY_SLOWER,
    KEY_LOUDER,
    KEY_HOME,
    KEY_LANGUAGE,
    KEY_NEXT,
    KEY_7,
    KEY_8,
    KEY_9,
    KEY_0,
    KEY_ERASE,
    KEY_STAFF, /* opens the staff's desk */
    KEY_COUNT
};

/* What a finger can touch and a focus can stand on. The numbers of the choices
 * are consecutive, and so are those of the digits. */
enum control {
    CONTROL_NONE,
    CONTROL_CHOICE_1,
    CONTROL_CHOICE_2,
    CONTROL_CHOICE_3,
    CONTROL_CHOICE_4,
    CONTROL_CHOICE_5,
    CONTROL_CHOICE_6,
    CONTROL_BACK,
    CONTROL_HOME,
    CONTROL_REPEAT,
    CONTROL_SLOWER,
    CONTROL_LOUDER,
    CONTROL_LANGUAGE,
    CONTROL_CALL,
    CONTROL_NEXT,
    CONTROL_DIGIT_1, /* a staff page's keys, as they stand: 1..9, erase, 0, enter */
    CONTROL_DIGIT_2,
    CONTROL_DIGIT_3,
    CONTROL_DIGIT_4,
    CONTROL_DIGIT_5,
    CONTROL_DIGIT_6,
    CONTROL_DIGIT_7,
    CONTROL_DIGIT_8,
    CONTROL_DIGIT_9,
    CONTROL_ERASE,
    CONTROL_DIGIT_0,
    CONTROL_ENTER,
    CONTROL_CORNER, /* touched five times in a row: the staff's way in */
    CONTROL_COUNT
};

enum event_kind {
    EV_START,    /* the program begins; value: today as yyyymmdd */
    EV_KEY,      /* value: enum key */
    EV_TOUCH,    /* a finger or the mouse was released on a control; value: enum control,
                    CONTROL_NONE = beside everything (still hushes) */
    EV_PRESS,    /* a finger went down somewhere: hushes, nothing else */
    EV_SPEAKING, /* a prompt is being heard; utterance; value: prompt number on the page */
    EV_SPOKEN,   /* an utterance ended by itself; utterance */
    EV_SOUND,    /* value: 1 a sound device works, 0 none */
    EV_TIME,     /* the deadline of model_deadline has come */
    EV_DAY,      /* a new day; value: yyyymmdd */
    EV_OPEN,     /* show an item as a citizen would come to it; value: its index */
    EV_JOB_LINE, /* the staff's job says something; text: see desk.h */
    EV_JOB_STEP, /* it has come so far; value: percent */
    EV_JOB_DONE, /* it is over; value: its exit status, 0 = well */
    EV_KIND_COUNT
};

enum { EVENT_TEXT_BYTES = 512 };

struct event {
    enum event_kind kind;
    int32_t value;
    uint32_t utterance;
    int64_t at_ms;               /* monotonic */
    char text[EVENT_TEXT_BYTES]; /* EV_JOB_LINE: one line, else empty */
};

/* What the journal is told; names of the rows are in model/event.c. */
enum deed {
    DEED_SESSION_START,
    DEED_LANGUAGE, /* a language was chosen */
    DEED_PAGE,     /* a page was entered; value: enum page_kind */
    DEED_ITEM,     /* an item was opened */
    DEED_ANSWER,   /* unit: the question; value: number of the answer, from 1 */
    DEED_REPEAT,   /* unit: what was repeated; value: 1 the unit, 2 the page */
    DEED_BACK,
    DEED_SLOWER,      /* value: 1 on, 0 off */
    DEED_LOUDER,      /* value: the new level */
    DEED_HELP,        /* a person was called */
    DEED_TIMEOUT,     /* nobody answered "are you still there?" */
    DEED_FINISHED,    /* the end of an item was reached */
    DEED_ABANDONED,   /* an item was left before its end; unit: the last one heard */
    DEED_SESSION_END, /* value: 1 by time-out, 0 by choice */
    DEED_COUNT
};

enum effect_kind {
    FX_SAY,     /* speak as `utterance`: prompts [first, end) of the page, to the last one said
                   on arrival if end is SAY_ARRIVAL; or, if value is a control, its name */
    FX_HUSH,    /* silence, at once */
    FX_VOLUME,  /* value: level 0..3 */
    FX_SLOWER,  /* value: 1 slower, 0 normal */
    FX_RING,    /* call a person: the chime */
    FX_JOURNAL, /* one row */
    FX_TONE,    /* a digit was taken: a short tone, never the digit */
    FX_JOB,     /* begin the staff's job `value` (enum job) with what the desk holds */
    FX_STOP,    /* end the job that runs: nobody waits for it */
    FX_TELL,    /* tell the job that asks what was chosen; value: the desk's entry */
    FX_REST     /* value: 1 let go of the loudspeaker and be silent, 0 speak again */
};

struct effect {
    enum effect_kind kind;
    int32_t value;
    uint32_t utterance;
    uint8_t first, end;
    enum deed deed; /* FX_JOURNAL: what, about which language, item, unit */
    int8_t lang_ix; /* LIBRARY_NONE if none, so below */
    int16_t item_ix;
    int32_t unit_ix;
};

enum { EFFECTS_MAX = 16, SAY_ARRIVAL = 255 };

/* Effects of one event, in order. Never overflows: asserted, proven by test. */
struct effects {
    struct effect list[EFFECTS_MAX];
    uint8_t count;
};

/* Names as written in replay files and in the journal: "key", "ok", "choice-1",
 * "session-start". Never NULL for a value of the enum. */
const char *event_kind_name(enum event_kind kind);
const char *key_name(enum key key);
const char *control_name(enum control control);
const char *deed_name(enum deed deed);

/* The reverse; KEY_NONE, CONTROL_NONE and EV_KIND_COUNT if there is no such name. */
enum event_kind event_kind_by_name(const char *name);
enum key key_by_name(const char *name);
enum control control_by_name(const char *name);

#endif
