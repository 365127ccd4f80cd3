/* End to end, from outside: fingers press (xdotool), eyes see pixels change, ears
 * hear the loudspeaker, and the journal has the rows. Runs on tests/e2e/stage.sh;
 * the tests go through one visit in their order. */
#include "tests/e2e/stagehand.h"

#include <signal.h>
#include <string.h>

#include "base/clock.h"

enum { ONSET_MS = 300, HUSH_MS = 100, BLOCK_MS = 50, ROUNDS = 5 };

/* ---- one visit ---------------------------------------------------------------------------- */

static void kiosk_opens_and_speaks(void **state) {
    struct scene *scene = *state;
    uint64_t empty = screen_hash(scene);
    int64_t before = heard_frames(scene);
    scene->kiosk = kiosk_start((const char *const[]){NULL});
    assert_true(scene->kiosk > 0);
    wait_for_change(scene, empty);
    wait_for_sound(scene, before);
}

/* Presses as soon as a word is heard: left alone, even the shortest name of a
 * language sounds much longer than what is allowed here. */
static void hush_is_silence(void **state) {
    struct scene *scene = *state;
    int64_t worst_ms = 0;
    for (int round = 0; round < ROUNDS; round++) {
        make_quiet(scene);
        int64_t asked = heard_frames(scene);
        hands_do(scene, "key r\n");
        wait_for_sound(scene, asked);
        int64_t pressed = heard_frames(scene);
        hush(scene);
        int64_t ms = ms_of_frames(wait_for_silence(scene, pressed, 1000) - pressed);
        worst_ms = ms > worst_ms ? ms : worst_ms;
    }
    print_message("press to silence: at most %lld ms\n", (long long)worst_ms);
    assert_true(worst_ms <= HUSH_MS + BLOCK_MS);
}

static void sound_follows_the_press(void **state) {
    struct scene *scene = *state;
    int64_t worst_ms = 0;
    for (int round = 0; round < ROUNDS; round++) {
        make_quiet(scene);
        int64_t pressed = heard_frames(scene);
        hands_do(scene, "key r\n");
        int64_t ms = ms_of_frames(wait_for_sound(scene, pressed) - pressed);
        worst_ms = ms > worst_ms ? ms : worst_ms;
    }
    print_message("press to sound: at most %lld ms\n", (long long)worst_ms);
    assert_true(worst_ms <= ONSET_MS);
}

/* The first touch of a choice speaks and marks it; the second chooses it, once:
 * if a touch were a click as well, the topics page would be left again. */
static void touch_acts_once(void **state) {
    struct scene *scene = *state;
    make_quiet(scene);
    uint64_t before = wait_for_still(scene);
    int64_t pressed = heard_frames(scene);
    hands_do(scene, to_first_choice);
    hands_do(scene, touch);
    wait_for_change(scene, before);
    wait_for_sound(scene, pressed);
    let_pass(scene, 800);
    assert_int_equal(row_count(",session-start,"), 0);
    hands_do(scene, touch);
    wait_for_rows(scene, ",page,", 1);
    let_pass(scene, 800);
    assert_int_equal(row_count(",session-start,"), 1);
    assert_int_equal(row_count(",language,"), 1);
    assert_int_equal(row_count(",page,"), 1);
}

static void pixels_change_only_by_a_press(void **state) {
    struct scene *scene = *state;
    make_quiet(scene);
    uint64_t before = wait_for_still(scene);
    let_pass(scene, 500);
    assert_true(screen_hash(scene) == before);
    int64_t pressed_ms = clock_mono_ms();
    hands_do(scene, "key 1\n");
    wait_for_change(scene, before);
    print_message("press to pixels: %lld ms, looking included\n",
                  (long long)(clock_mono_ms() - pressed_ms));
    wait_for_rows(scene, ",page,", 2);
}

/* Over the opening words to the first question: where there is no choice a
 * number does nothing, and where there is one Next does nothing. */
static void answer_a_question(struct scene *scene) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    while (row_count(",answer,") == 0) {
        keep_waiting(scene, gate_ms);
        hands_do(scene, "key space\n");
        hands_do(scene, "key 1\n");
        let_pass(scene, 400);
    }
}

static void journal_has_the_rows(void **state) {
    struct scene *scene = *state;
    hands_do(scene, "key 1\n"); /* the first item of the first topic */
    wait_for_rows(scene, ",item,", 1);
    answer_a_question(scene);
    hands_do(scene, "key h\n"); /* a person, please */
    wait_for_rows(scene, ",help,", 1);
    hands_do(scene, "key Home\n");
    wait_for_rows(scene, ",abandoned,", 1);
    hands_do(scene, "key Escape\n"); /* out of the topics: the visit ends */
    wait_for_rows(scene, ",session-end,", 1);
    assert_int_equal(row_count(",session-start,"), 1);
    char text[8192];
    journal_read("show", text, sizeof text);
    assert_non_null(strstr(text, "ended by choice\n"));
    assert_non_null(strstr(text, "unfinished on page"));
}

static void kiosk_leaves_when_told(void **state) { kiosk_stop(*state); }

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kiosk_opens_and_speaks),        cmocka_unit_test(hush_is_silence),
        cmocka_unit_test(sound_follows_the_press),       cmocka_unit_test(touch_acts_once),
        cmocka_unit_test(pixels_change_only_by_a_press), cmocka_unit_test(journal_has_the_rows),
        cmocka_unit_test(kiosk_leaves_when_told),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
