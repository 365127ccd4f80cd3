#include "model/event.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static const char *const event_kind_names[EV_KIND_COUNT] = {
    [EV_START] = "start",       [EV_KEY] = "key",           [EV_TOUCH] = "touch",
    [EV_PRESS] = "press",       [EV_SPEAKING] = "speaking", [EV_SPOKEN] = "spoken",
    [EV_SOUND] = "sound",       [EV_TIME] = "time",         [EV_DAY] = "day",
    [EV_OPEN] = "open",         [EV_JOB_LINE] = "job-line", [EV_JOB_STEP] = "job-step",
    [EV_JOB_DONE] = "job-done",
};

static const char *const key_names[KEY_COUNT] = {
    [KEY_NONE] = "none",
    [KEY_1] = "1",
    [KEY_2] = "2",
    [KEY_3] = "3",
    [KEY_4] = "4",
    [KEY_5] = "5",
    [KEY_6] = "6",
    [KEY_UP] = "up",
    [KEY_DOWN] = "down",
    [KEY_LEFT] = "left",
    [KEY_RIGHT] = "right",
    [KEY_OK] = "ok",
    [KEY_BACK] = "back",
    [KEY_REPEAT] = "repeat",
    [KEY_HELP] = "help",
    [KEY_SLOWER] = "slower",
    [KEY_LOUDER] = "louder",
    [KEY_HOME] = "home",
    [KEY_LANGUAGE] = "language",
    [KEY_NEXT] = "next",
    [KEY_7] = "7",
    [KEY_8] = "8",
    [KEY_9] = "9",
    [KEY_0] = "0",
    [KEY_ERASE] = "erase",
    [KEY_STAFF] = "staff",
};

static const char *const control_names[CONTROL_COUNT] = {
    [CONTROL_NONE] = "none",         [CONTROL_CHOICE_1] = "choice-1",
    [CONTROL_CHOICE_2] = "choice-2", [CONTROL_CHOICE_3] = "choice-3",
    [CONTROL_CHOICE_4] = "choice-4", [CONTROL_CHOICE_5] = "choice-5",
    [CONTROL_CHOICE_6] = "choice-6", [CONTROL_BACK] = "back",
    [CONTROL_HOME] = "home",         [CONTROL_REPEAT] = "repeat",
    [CONTROL_SLOWER] = "slower",     [CONTROL_LOUDER] = "louder",
    [CONTROL_LANGUAGE] = "language", [CONTROL_CALL] = "call",
    [CONTROL_NEXT] = "next",         [CONTROL_DIGIT_1] = "digit-1",
    [CONTROL_DIGIT_2] = "digit-2",   [CONTROL_DIGIT_3] = "digit-3",
    [CONTROL_DIGIT_4] = "digit-4",   [CONTROL_DIGIT_5] = "digit-5",
    [CONTROL_DIGIT_6] = "digit-6",   [CONTROL_DIGIT_7] = "digit-7",
    [CONTROL_DIGIT_8] = "digit-8",   [CONTROL_DIGIT_9] = "digit-9",
    [CONTROL_ERASE] = "erase",       [CONTROL_DIGIT_0] = "digit-0",
    [CONTROL_ENTER] = "enter",       [CONTROL_CORNER] = "corner",
};

static const char *const deed_names[DEED_COUNT] = {
    [DEED_SESSION_START] = "session-start",
    [DEED_LANGUAGE] = "language",
    [DEED_PAGE] = "page",
    [DEED_ITEM] = "item",
    [DEED_ANSWER] = "answer",
    [DEED_REPEAT] = "repeat",
    [DEED_BACK] = "back",
    [DEED_SLOWER] = "slower",
    [DEED_LOUDER] = "louder",
    [DEED_HELP] = "help",
    [DEED_TIMEOUT] = "timeout",
    [DEED_FINISHED] = "finished",
    [DEED_ABANDONED] = "abandoned",
    [DEED_SESSION_END] = "session-end",
};

const char *event_kind_name(enum event_kind kind) {
    assert(kind < EV_KIND_COUNT);
    return event_kind_names[kind];
}

const char *key_name(enum key key) {
    assert(key < KEY_COUNT);
    return key_names[key];
}

const char *control_name(enum control control) {
    assert(control < CONTROL_COUNT);
    return control_names[control];
}

const char *deed_name(enum deed deed) {
    assert(deed < DEED_COUNT);
    return deed_names[deed];
}

/* Index of `name` in `names`, or `missing`. */
static size_t index_of(const char *const *names, size_t count, const char *name, size_t missing) {
    for (size_t ix = 0; ix < count; ix++) {
        if (strcmp(names[ix], name) == 0) {
            return ix;
        }
    }
    return missing;
}

enum event_kind event_kind_by_name(const char *name) {
    return (enum event_kind)index_of(event_kind_names, EV_KIND_COUNT, name, EV_KIND_COUNT);
}

enum key key_by_name(const char *name) {
    return (enum key)index_of(key_names, KEY_COUNT, name, KEY_NONE);
}

enum control control_by_name(const char *name) {
    return (enum control)index_of(control_names, CONTROL_COUNT, name, CONTROL_NONE);
}
