#include "staff/door.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/str.h"
#include "seal/people.h"
#include "seal/source.h"
#include "staff/rules.h"

struct door {
    struct door_config config;
    struct people people;
    bool known; /* the list was read */
    pthread_t thread;
    bool checking;        /* the thread is to be joined */
    _Atomic bool unasked; /* nobody waits for it any more */
    char name[PEOPLE_NAME_BYTES];
    char pin[PIN_DIGITS_MAX + 1];
};

void door_open(const struct door_config *config, struct door **door_out) {
    struct door *door = calloc(1, sizeof *door);
    if (!door) {
        abort();
    }
    door->config = *config;
    *door_out = door;
}

void door_forget(struct door *door) {
    if (door->checking) {
        atomic_store(&door->unasked, true);
        pthread_join(door->thread, NULL);
        door->checking = false;
    }
}

void door_close(struct door *door) {
    if (door) {
        door_forget(door);
        free(door);
    }
}

/* ---- what is said -------------------------------------------------------------------- */

static void post(struct door *door, enum event_kind kind, int32_t value, const char *text) {
    struct event event = {.kind = kind, .value = value};
    str_copy(event.text, sizeof event.text, text);
    if (!atomic_load(&door->unasked)) {
        door->config.post(door->config.context, &event);
    }
}

static void refuse(struct door *door, const char *sentence) {
    char line[EVENT_TEXT_BYTES];
    struct str s;
    str_init(&s, line, sizeof line);
    str_printf(&s, "line\tvi\t%s", sentence);
    post(door, EV_JOB_LINE, 0, line);
    post(door, EV_JOB_DONE, 1, "");
}

/* ---- who ------------------------------------------------------------------------------- */

static bool same_people(const struct people *a, const struct people *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = a->list[i].role == b->list[i].role && str_same(a->list[i].name, b->list[i].name) &&
               str_same(a->list[i].hash, b->list[i].hash);
    }
    return same;
}

/* Waits go on as they are while the list is the same. */
static bool read_people(struct door *door) {
    struct diag diag = {0};
    struct people *fresh = malloc(sizeof *fresh);
    if (!fresh) {
        abort();
    }
    bool read = people_load(door->config.staff_dir, clock_mono_ms(), fresh, &diag) == ERR_OK;
    if (read && (!door->known || !same_people(&door->people, fresh))) {
        door->people = *fresh;
        door->known = true;
    }
    free(fresh);
    return read;
}

void door_people(struct door *door) {
    char line[EVENT_TEXT_BYTES];
    door_forget(door);
    atomic_store(&door->unasked, false);
    if (!read_people(door)) {
        refuse(door, "Danh sách cán bộ trên máy bị hỏng. Xin gọi kỹ thuật viên.");
        return;
    }
    if (door->people.count == 0) {
        refuse(door, "Chưa có ai có mã. Xin gọi kỹ thuật viên để thêm người.");
        return;
    }
    for (size_t i = 0; i < door->people.count; i++) {
        const char *name = door->people.list[i].name;
        struct str s;
        str_init(&s, line, sizeof line);
        str_printf(&s, "entry\t%s\t%s\t", name, name);
        post(door, EV_JOB_LINE, 0, line);
    }
    post(door, EV_JOB_DONE, 0, "");
}

/* ---- is it really? ------------------------------------------------------------------------ */

static void welcome(struct door *door, const struct person *person) {
    char line[EVENT_TEXT_BYTES];
    struct str s;
    str_init(&s, line, sizeof line);
    str_printf(&s, "who\t%s\t%s\t%s", person->name, people_role_name(person->role),
               rules_four_eyes(door->config.staff_dir) ? "four-eyes" : "");
    post(door, EV_JOB_LINE, 0, line);
    post(door, EV_JOB_DONE, 0, "");
}

static void turn_away(struct door *door, enum people_answer answer, int64_t wait_ms) {
    char text[160];
    struct str s;
    str_init(&s, text, sizeof text);
    str_put(&s, answer == PEOPLE_WRONG ? "Mã không đúng." : "Chưa đến lúc thử lại.");
    if (wait_ms > 0) {
        str_printf(&s, " Xin chờ %d giây rồi gõ lại.", (int)((wait_ms + 999) / 1000));
    }
    refuse(door, text);
}

static void *check_main(void *context) {
    struct door *door = context;
    int ix = people_find(&door->people, door->name);
    if (ix < 0) {
        seal_forget(door->pin, sizeof door->pin);
        refuse(door, "Không có người này trong danh sách.");
        return NULL;
    }
    enum people_answer answer = people_try(&door->people, (size_t)ix, door->pin, clock_mono_ms());
    seal_forget(door->pin, sizeof door->pin);
    if (answer == PEOPLE_WELCOME) {
        welcome(door, &door->people.list[ix]);
    } else {
        turn_away(door, answer, people_wait_ms(&door->people, (size_t)ix, clock_mono_ms()));
    }
    return NULL;
}

void door_pin(struct door *door, const char *name, const char *pin) {
    door_forget(door);
    atomic_store(&door->unasked, false);
    str_copy(door->name, sizeof door->name, name);
    str_copy(door->pin, sizeof door->pin, pin);
    door->checking = pthread_create(&door->thread, NULL, check_main, door) == 0;
    if (!door->checking) {
        refuse(door, "Máy không kiểm tra được mã. Xin thử lại.");
    }
}
