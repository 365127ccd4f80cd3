/* The kiosk's window: shows a page, gives events. The only home of SDL.
 * Main thread, except window_wake. */
#ifndef SCREEN_WINDOW_H
#define SCREEN_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/event.h"
#include "model/page.h"

struct window;

struct window_config {
    int width_px, height_px; /* 0 = fullscreen */
    double diagonal_mm;      /* of the whole screen or window; 0 = guessed by its shape */
    const char *fonts_dir;   /* the built fonts/ folder */
};

/* Opens the window. ERR_STOP (logged, with what to do) without a display or
 * without the fonts. *window_out is ended by window_close. */
enum err window_open(const struct window_config *config, struct window **window_out) MUST_CHECK;

/* NULL is fine. */
void window_close(struct window *window);

/* Which row of the paging table this window is. */
int window_layout(const struct window *window);

enum window_result { WINDOW_EVENT, WINDOW_NOTHING, WINDOW_QUIT };

/* Waits for input until `deadline_ms` (clock_mono_ms; -1 = for ever) or until
 * window_wake. WINDOW_EVENT: *event_out is EV_KEY, EV_PRESS or EV_TOUCH. */
enum window_result window_wait(struct window *window, int64_t deadline_ms, struct event *event_out);

/* Makes window_wait return. Any thread. */
void window_wake(struct window *window);

/* Shows the page. Lays out and draws only what differs from the last one. */
void window_show(struct window *window, const struct page *page);

#endif
