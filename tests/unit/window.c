/* The window on SDL's dummy driver: what is shown, what is drawn again, and what
 * fingers and keys become. TIENGBAN_SHOTS=dir keeps a picture of each page. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>

#include "base/clock.h"
#include "screen/window.h"
#include "tests/unit/pages.h"

static const struct window_config wide = {
    .width_px = 1920, .height_px = 1080, .diagonal_mm = 546.1, .fonts_dir = "fonts"};
static const struct window_config tablet = {
    .width_px = 1280, .height_px = 800, .diagonal_mm = 256.54, .fonts_dir = "fonts"};

static struct window *open_window(const struct window_config *config) {
    struct window *window;
    assert_int_equal(window_open(config, &window), ERR_OK);
    return window;
}

static SDL_Surface *pixels(void) {
    SDL_Surface *surface = SDL_GetWindowSurface(SDL_GetWindowFromID(1));
    assert_non_null(surface);
    return surface;
}

static void shoot(const char *layout, const char *name) {
    char path[512];
    const char *dir = getenv("TIENGBAN_SHOTS");
    if (dir) {
        snprintf(path, sizeof path, "%s/%s-%s.bmp", dir, layout, name);
        assert_int_equal(SDL_SaveBMP(pixels(), path), 0);
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

int main(void) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
