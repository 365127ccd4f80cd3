/* The window on SDL's dummy driver: what is shown, what is drawn again, and what
 * fingers and keys become. TIENGBAN_SHOTS=dir keeps a picture of each page. */
#include "tests/test.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>

#include "base/clock.h"
#include "model/paging.h"
#include "screen/window.h"
#include "tests/unit/pages.h"

enum { WIDTH = 1280, HEIGHT = 800, SOON_MS = 20, LATE_MS = 10000, POISON = 0x123456 };

static const struct window_config wide = {
    .width_px = 1920, .height_px = 1080, .diagonal_mm = 546.1, .fonts_dir = "fonts"};
static const struct window_config tablet = {
    .width_px = WIDTH, .height_px = HEIGHT, .diagonal_mm = 256.54, .fonts_dir = "fonts"};

static struct window *open_window(const struct window_config *config) {
    struct window *window;
    assert_int_equal(window_open(config, &window), ERR_OK);
    return window;
}

static SDL_Window *sdl_window(void) {
    SDL_Window *found = NULL;
    for (Uint32 id = 1; id < 64 && !found; id++) {
        found = SDL_GetWindowFromID(id);
    }
    assert_non_null(found);
    return found;
}

static SDL_Surface *surface(void) {
    SDL_Surface *found = SDL_GetWindowSurface(sdl_window());
    assert_non_null(found);
    return found;
}

static uint32_t *pixel(int x, int y) {
    return (uint32_t *)((uint8_t *)surface()->pixels + y * surface()->pitch) + x;
}

static int open_with_page(void **state) {
    struct page page;
    struct event event;
    struct window *window = open_window(&tablet);
    question_page(&page);
    window_show(window, &page);
    while (window_wait(window, 0, &event) != WINDOW_NOTHING) { /* what opening brought */
    }
    *state = window;
    return 0;
}

static int close_it(void **state) {
    window_close(*state);
    return 0;
}

/* ---- showing ---------------------------------------------------------------------- */

static void shoot(const char *layout, const char *name) {
    char path[512];
    const char *dir = getenv("TIENGBAN_SHOTS");
    if (dir) {
        snprintf(path, sizeof path, "%s/%s-%s.bmp", dir, layout, name);
        assert_int_equal(SDL_SaveBMP(surface(), path), 0);
    }
}

static void show_all(const struct window_config *config, const char *layout, size_t count) {
    struct window *window = open_window(config);
    struct page page;
    for (size_t i = 0; i < count; i++) {
        samples[i].make(&page);
        int64_t start_ms = clock_mono_ms();
        window_show(window, &page);
        if (getenv("TIENGBAN_SHOTS")) {
            printf("%s %s: %d ms\n", layout, samples[i].name, (int)(clock_mono_ms() - start_ms));
        }
        shoot(layout, samples[i].name);
    }
    window_close(window);
}

static void every_page_is_shown(void **state) {
    (void)state;
    show_all(&wide, "wide", SAMPLE_COUNT);
    show_all(&tablet, "tablet", TABLET_SAMPLE_COUNT);
}

static void the_layout_follows_the_size(void **state) {
    (void)state;
    struct window *window = open_window(&wide);
    assert_int_equal(window_layout(window), LAYOUT_WIDE);
    window_close(window);
    window = open_window(&tablet);
    assert_int_equal(window_layout(window), LAYOUT_TABLET);
    window_close(window);
    struct window_config guessed = tablet;
    guessed.diagonal_mm = 0;
    window = open_window(&guessed);
    assert_int_equal(window_layout(window), LAYOUT_TABLET);
    window_close(window);
    guessed.width_px = guessed.height_px = 0; /* the dummy screen is 1024 × 768 */
    window = open_window(&guessed);
    assert_int_equal(window_layout(window), LAYOUT_TABLET);
    window_close(window);
    window_close(NULL);
}

static void without_fonts_it_does_not_open(void **state) {
    (void)state;
    struct window *window;
    struct window_config config = tablet;
    config.fonts_dir = "/nonexistent";
    assert_int_equal(window_open(&config, &window), ERR_STOP);
    assert_null(window);
}

static void without_a_display_it_does_not_open(void **state) {
    (void)state;
    struct window *window;
    setenv("SDL_VIDEODRIVER", "none-such", 1);
    assert_int_equal(window_open(&tablet, &window), ERR_STOP);
    setenv("SDL_VIDEODRIVER", "dummy", 1);
}

/* A pixel that is painted over tells that there was drawing. */
static void an_unchanged_page_draws_nothing(void **state) {
    struct page page;
    question_page(&page);
    *pixel(400, 400) = POISON;
    *pixel(1200, 790) = POISON;
    window_show(*state, &page);
    assert_int_equal(*pixel(400, 400), POISON);
    page.lit = 1; /* the cards change, the bar does not */
    window_show(*state, &page);
    assert_int_not_equal(*pixel(400, 400), POISON);
    assert_int_equal(*pixel(1200, 790), POISON);
}

static void lost_pixels_are_drawn_again(void **state) {
    struct event event;
    *pixel(1200, 790) = POISON;
    SDL_Event expose = {.window = {.type = SDL_WINDOWEVENT,
                                   .windowID = SDL_GetWindowID(sdl_window()),
                                   .event = SDL_WINDOWEVENT_EXPOSED}};
    SDL_PushEvent(&expose);
    assert_int_equal(window_wait(*state, clock_mono_ms() + SOON_MS, &event), WINDOW_NOTHING);
    assert_int_not_equal(*pixel(1200, 790), POISON);
}

static void another_size_is_another_layout(void **state) {
    struct event event;
    SDL_SetWindowSize(sdl_window(), 1000, 700);
    window_wait(*state, clock_mono_ms() + SOON_MS, &event);
    assert_int_equal(surface()->w, 1000);
    assert_int_not_equal(*pixel(990, 690), 0); /* the bar reaches the new corner */
    assert_int_not_equal(*pixel(5, 5), 0);
}

/* ---- fingers ----------------------------------------------------------------------- */

/* Inside the first and second answer, between everything, on Next. */
static const struct {
    float x, y;
} first_answer = {0.25F, 0.5F}, second_answer = {0.75F, 0.5F}, nowhere = {0.5F, 0.005F};

static void finger(Uint32 type, int64_t id, float x, float y) {
    SDL_Event event = {.tfinger = {.type = type, .fingerId = id, .x = x, .y = y}};
    SDL_PushEvent(&event);
}

static void button(Uint32 type, Uint32 which, Uint8 number, int x, int y) {
    SDL_Event event = {.button = {.type = type, .which = which, .button = number, .x = x, .y = y}};
    SDL_PushEvent(&event);
}

static void expect(struct window *window, enum event_kind kind, int value) {
    struct event event;
    assert_int_equal(window_wait(window, clock_mono_ms() + LATE_MS, &event), WINDOW_EVENT);
    assert_int_equal(event.kind, kind);
    assert_int_equal(event.value, value);
    assert_true(event.at_ms <= clock_mono_ms());
}

static void expect_nothing(struct window *window) {
    struct event event;
    assert_int_equal(window_wait(window, clock_mono_ms() + SOON_MS, &event), WINDOW_NOTHING);
}

static void a_touch_acts_on_release(void **state) {
    finger(SDL_FINGERDOWN, 1, first_answer.x, first_answer.y);
    expect(*state, EV_PRESS, 0);
    expect_nothing(*state);
    finger(SDL_FINGERUP, 1, first_answer.x, first_answer.y);
    expect(*state, EV_TOUCH, CONTROL_CHOICE_1);
    expect_nothing(*state);
}

static void sliding_off_cancels(void **state) {
    finger(SDL_FINGERDOWN, 1, first_answer.x, first_answer.y);
    expect(*state, EV_PRESS, 0);
    finger(SDL_FINGERUP, 1, second_answer.x, second_answer.y);
    expect(*state, EV_TOUCH, CONTROL_NONE);
    finger(SDL_FINGERDOWN, 1, nowhere.x, nowhere.y);
    expect(*state, EV_PRESS, 0);
    finger(SDL_FINGERUP, 1, nowhere.x, nowhere.y);
    expect(*state, EV_TOUCH, CONTROL_NONE);
}

static void one_finger_at_a_time(void **state) {
    finger(SDL_FINGERDOWN, 1, first_answer.x, first_answer.y);
    finger(SDL_FINGERDOWN, 2, second_answer.x, second_answer.y);
    finger(SDL_FINGERUP, 2, second_answer.x, second_answer.y);
    finger(SDL_FINGERUP, 1, first_answer.x, first_answer.y);
    expect(*state, EV_PRESS, 0);
    expect(*state, EV_TOUCH, CONTROL_CHOICE_1);
    expect_nothing(*state);
}

static void the_mouse_is_a_finger(void **state) {
    button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, WIDTH * 3 / 4, HEIGHT / 2);
    button(SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT, WIDTH * 3 / 4, HEIGHT / 2);
    expect(*state, EV_PRESS, 0);
    expect(*state, EV_TOUCH, CONTROL_CHOICE_2);
    button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_RIGHT, WIDTH / 4, HEIGHT / 2);
    button(SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, SDL_BUTTON_LEFT, WIDTH / 4, HEIGHT / 2);
    expect_nothing(*state); /* a touch is not a click as well */
}

static void a_page_that_changed_is_not_touched(void **state) {
    struct page page;
    finger(SDL_FINGERDOWN, 1, first_answer.x, first_answer.y);
    expect(*state, EV_PRESS, 0);
    start_page(&page, PAGE_QUESTION, "Cháu mấy tuổi?", "🧒");
    add_choice(&page, "Dưới sáu tuổi", "", "👶");
    add_choice(&page, "Sáu tuổi trở lên", "", "🧒");
    window_show(*state, &page);
    finger(SDL_FINGERUP, 1, first_answer.x, first_answer.y);
    expect(*state, EV_TOUCH, CONTROL_NONE);
}

static void speech_moving_on_does_not_cancel(void **state) {
    struct page page;
    finger(SDL_FINGERDOWN, 1, first_answer.x, first_answer.y);
    expect(*state, EV_PRESS, 0);
    question_page(&page);
    page.lit = 1;
    window_show(*state, &page);
    finger(SDL_FINGERUP, 1, first_answer.x, first_answer.y);
    expect(*state, EV_TOUCH, CONTROL_CHOICE_1);
}

/* ---- keys ---------------------------------------------------------------------------- */

static void press_key(SDL_Scancode scancode, Uint16 modifiers, bool repeat) {
    SDL_Event event = {.key = {.type = SDL_KEYDOWN,
                               .state = SDL_PRESSED,
                               .repeat = repeat,
                               .keysym = {.scancode = scancode, .mod = modifiers}}};
    SDL_PushEvent(&event);
}

static void keys_have_their_meaning(void **state) {
    static const struct {
        SDL_Scancode scancode;
        enum key key;
    } some[] = {
        {SDL_SCANCODE_1, KEY_1},           {SDL_SCANCODE_KP_6, KEY_6},
        {SDL_SCANCODE_LEFT, KEY_LEFT},     {SDL_SCANCODE_KP_ENTER, KEY_OK},
        {SDL_SCANCODE_ESCAPE, KEY_BACK},   {SDL_SCANCODE_R, KEY_REPEAT},
        {SDL_SCANCODE_F1, KEY_HELP},       {SDL_SCANCODE_KP_MINUS, KEY_SLOWER},
        {SDL_SCANCODE_EQUALS, KEY_LOUDER}, {SDL_SCANCODE_HOME, KEY_HOME},
        {SDL_SCANCODE_L, KEY_LANGUAGE},    {SDL_SCANCODE_SPACE, KEY_NEXT},
    };
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        press_key(some[i].scancode, 0, false);
        expect(*state, EV_KEY, (int)some[i].key);
    }
    press_key(SDL_SCANCODE_F5, 0, false);
    press_key(SDL_SCANCODE_1, 0, true);
    expect_nothing(*state);
}

static void the_staff_gets_out(void **state) {
    struct event event;
    press_key(SDL_SCANCODE_Q, KMOD_LCTRL, false);
    expect_nothing(*state);
    press_key(SDL_SCANCODE_Q, KMOD_LCTRL | KMOD_LALT, false);
    assert_int_equal(window_wait(*state, -1, &event), WINDOW_QUIT);
    SDL_PushEvent(&(SDL_Event){.type = SDL_QUIT});
    assert_int_equal(window_wait(*state, -1, &event), WINDOW_QUIT);
}

/* ---- waiting --------------------------------------------------------------------------- */

static void *wake(void *window) {
    window_wake(window);
    return NULL;
}

static void another_thread_wakes_it(void **state) {
    struct event event;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, wake, *state), 0);
    assert_int_equal(window_wait(*state, -1, &event), WINDOW_NOTHING);
    pthread_join(thread, NULL);
}

static void it_waits_until_the_deadline(void **state) {
    struct event event;
    int64_t deadline_ms = clock_mono_ms() + SOON_MS;
    assert_int_equal(window_wait(*state, deadline_ms, &event), WINDOW_NOTHING);
    assert_true(clock_mono_ms() >= deadline_ms - 1);
    assert_int_equal(window_wait(*state, 0, &event), WINDOW_NOTHING); /* long past */
}

#define WITH_PAGE(test) cmocka_unit_test_setup_teardown(test, open_with_page, close_it)

int main(void) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_is_shown),
        cmocka_unit_test(the_layout_follows_the_size),
        cmocka_unit_test(without_fonts_it_does_not_open),
        cmocka_unit_test(without_a_display_it_does_not_open),
        WITH_PAGE(an_unchanged_page_draws_nothing),
        WITH_PAGE(lost_pixels_are_drawn_again),
        WITH_PAGE(another_size_is_another_layout),
        WITH_PAGE(a_touch_acts_on_release),
        WITH_PAGE(sliding_off_cancels),
        WITH_PAGE(one_finger_at_a_time),
        WITH_PAGE(the_mouse_is_a_finger),
        WITH_PAGE(a_page_that_changed_is_not_touched),
        WITH_PAGE(speech_moving_on_does_not_cancel),
        WITH_PAGE(keys_have_their_meaning),
        WITH_PAGE(the_staff_gets_out),
        WITH_PAGE(another_thread_wakes_it),
        WITH_PAGE(it_waits_until_the_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
