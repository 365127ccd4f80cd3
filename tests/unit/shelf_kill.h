/* Pulling the plug: a child installs, publishes and goes back without end, and is killed
 * at a random moment; whoever starts next finds the old or the new, whole. */
#ifndef TESTS_UNIT_SHELF_KILL_H
#define TESTS_UNIT_SHELF_KILL_H

#include "tests/unit/shelf_place.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

/* xorshift (Marsaglia 2003): the same moments every time, as far as the machine allows. */
static inline unsigned kill_random(unsigned *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static inline void kill_deed(const struct shelf_place *place, struct shelf *shelf,
                             unsigned choice) {
    struct shelf_answer answer;
    char name[32];
    place_name(name, 1 + (int)(choice % (PLACE_BASES + PLACE_LAYERS)));
    struct shelf_request request = place_request(place, name);
    enum err err = ERR_OK;
    switch (choice >> 8 & 3) {
    case 0:
        err = shelf_rollback(shelf, choice >> 4 & 1 ? TRUST_PROVINCE : TRUST_COMMUNE, "", &answer);
        break;
    case 1:
        err = shelf_use(shelf, TRUST_COMMUNE, NULL, "", &answer);
        break;
    default:
        err = shelf_install(shelf, &request, "", &answer);
        break;
    }
    if (err && answer.word != SHELF_NOTHING_OLDER && answer.word != SHELF_BUSY) {
        _exit(1); /* nothing is wrong with this disk */
    }
}

/* Runs until it is killed. */
static inline void kill_child(const struct shelf_place *place, unsigned seed) {
    place_quiet();
    for (;;) {
        struct shelf *shelf = place_open(place);
        kill_deed(place, shelf, kill_random(&seed));
        shelf_close(shelf);
    }
}

static inline void kill_once(const struct shelf_place *place, unsigned *seed) {
    struct timespec pause = {0, (long)(kill_random(seed) % 40000) * 1000};
    unsigned start = kill_random(seed);
    pid_t child = fork();
    if (child == 0) {
        kill_child(place, start);
    }
    int status;
    assert_true(child > 0);
    nanosleep(&pause, NULL);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status)); /* else it found something wrong itself */
}

/* Every file on the shelf is what its name says, and there is nothing else. */
static inline void kill_look(const struct shelf_place *place) {
    struct shelf_row rows[SHELF_ROWS_MAX];
    char text[32];
    unsigned news;
    struct shelf *shelf = place_open(place);
    assert_int_equal(place_read(shelf, text), 0);
    assert_string_not_equal(text, "none");
    assert_int_equal(place_files(place, "incoming"), 0);
    assert_int_equal(shelf_scrub(shelf, &news), ERR_OK);
    assert_int_equal(news, 0);
    int count = shelf_list(shelf, rows);
    int files = place_files(place, "packs");
    assert_true(count == 1 || files == 2 * (count - 1));
    shelf_close(shelf);
}

static inline void kill_often(const struct shelf_place *place, int times, unsigned seed) {
    for (int i = 0; i < times; i++) {
        kill_once(place, &seed);
        kill_look(place);
    }
}

#endif
