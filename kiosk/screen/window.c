#include "screen/window.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include <SDL.h>

#include "base/clock.h"
#include "base/diag.h"
#include "model/paging.h"
#include "screen/layout.h"
#include "screen/pointer.h"

enum { FULL_SCREEN_MIN_PX = 320, MOUSE_ID = -1, TABLET_SHORT_SIDE_PX = 900 };
static const double DIAGONAL_LEAST_MM = 100;

struct window {
    SDL_Window *sdl_window;
    SDL_Surface *shadow; /* drawn on when the window's own pixels have another form */
    struct fonts *fonts;
    struct screen_metrics metrics;
    const struct theme *theme;
    double diagonal_mm;        /* 0: guessed by the shape */
    struct draw_list lists[2]; /* what is shown, and what was shown before */
    int current;
    bool shown;       /* lists[current] is on the screen */
    struct page page; /* the page shown, to draw it again */
    uint64_t page_hash;
    struct pointer pointer;
    uint32_t wake_event;
    bool sdl_started;
};

/* ---- opening ------------------------------------------------------------------ */

static void set_hints(void) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_APP_NAME, "Tiếng Bản");
}

static enum err start_sdl(struct window *window) {
    set_hints();
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        diag_log("không mở được màn hình: %s; hãy kiểm tra dây màn hình, hoặc đặt DISPLAY",
                 "cannot open a display: %s; check the cable of the screen, or set DISPLAY",
                 SDL_GetError());
        return ERR_STOP;
    }
    window->sdl_started = true;
    window->wake_event = SDL_RegisterEvents(1);
    return ERR_OK;
}

static enum err create_window(struct window *window, const struct window_config *config) {
    bool full = config->width_px <= 0 || config->height_px <= 0;
    /* Already of the screen's size: without a window manager nobody enlarges it. */
    SDL_DisplayMode screen = {.w = FULL_SCREEN_MIN_PX, .h = FULL_SCREEN_MIN_PX};
    if (full) {
        SDL_GetDesktopDisplayMode(0, &screen);
    }
    int width_px = full ? screen.w : config->width_px;
    int height_px = full ? screen.h : config->height_px;
    window->sdl_window =
        SDL_CreateWindow("Tiếng Bản", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width_px,
                         height_px, full ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    if (!window->sdl_window) {
        diag_log("không mở được cửa sổ: %s", "cannot open a window: %s", SDL_GetError());
        return ERR_STOP;
    }
    SDL_ShowCursor(full ? SDL_DISABLE : SDL_ENABLE);
    return ERR_OK;
}

/* A screen that does not tell its size is taken for the tablet or the large one. */
static double guessed_diagonal_mm(int width_px, int height_px) {
    enum layout_kind kind =
        least(width_px, height_px) < TABLET_SHORT_SIDE_PX ? LAYOUT_TABLET : LAYOUT_WIDE;
    return paging_of(kind)->diagonal_mm;
}

static void measure(struct window *window) {
    int width_px, height_px;
    SDL_GetWindowSize(window->sdl_window, &width_px, &height_px);
    double diagonal_mm = window->diagonal_mm >= DIAGONAL_LEAST_MM
                             ? window->diagonal_mm
                             : guessed_diagonal_mm(width_px, height_px);
    window->metrics = screen_metrics_of(width_px, height_px, diagonal_mm, window->fonts);
    window->theme = theme_for(height_px / window->metrics.px_per_mm);
}

enum err window_open(const struct window_config *config, struct window **window_out) {
    struct window *window = calloc(1, sizeof *window);
    *window_out = NULL;
    if (!window) {
        abort();
    }
    window->diagonal_mm = config->diagonal_mm;
    enum err err = fonts_open(config->fonts_dir, &window->fonts);
    if (err != ERR_OK) {
        goto fail;
    }
    err = start_sdl(window);
    if (err != ERR_OK) {
        goto fail;
    }
    err = create_window(window, config);
    if (err != ERR_OK) {
        goto fail;
    }
    measure(window);
    *window_out = window;
    return ERR_OK;
fail:
    window_close(window);
    return err;
}

void window_close(struct window *window) {
    if (!window) {
        return;
    }
    SDL_FreeSurface(window->shadow);
    if (window->sdl_window) {
        SDL_DestroyWindow(window->sdl_window);
    }
    fonts_close(window->fonts);
    if (window->sdl_started) {
        SDL_Quit();
    }
    free(window);
}

int window_layout(const struct window *window) {
    double height_mm = window->metrics.height_px / window->metrics.px_per_mm;
    const struct paging *wide = paging_of(LAYOUT_WIDE);
    const struct paging *tablet = paging_of(LAYOUT_TABLET);
    double wide_mm = wide->diagonal_mm * wide->height_px / hypot(wide->width_px, wide->height_px);
    double tablet_mm =
        tablet->diagonal_mm * tablet->height_px / hypot(tablet->width_px, tablet->height_px);
    if (height_mm < (wide_mm + tablet_mm) / 2) {
        return LAYOUT_TABLET;
    }
    return window->metrics.height_px > window->metrics.width_px ? LAYOUT_PORTRAIT : LAYOUT_WIDE;
}

/* ---- showing -------------------------------------------------------------------- */

static bool is_xrgb(const SDL_Surface *surface) {
    return surface->format->BytesPerPixel == 4 && surface->format->Rmask == 0xFF0000 &&
           surface->format->Gmask == 0x00FF00 && surface->format->Bmask == 0x0000FF;
}

/* The surface that is drawn on: the window's own if its pixels are 0x00RRGGBB. */
static SDL_Surface *drawing_surface(struct window *window, SDL_Surface *screen) {
    if (is_xrgb(screen)) {
        return screen;
    }
    if (window->shadow && (window->shadow->w != screen->w || window->shadow->h != screen->h)) {
        SDL_FreeSurface(window->shadow);
        window->shadow = NULL;
    }
    if (!window->shadow) {
        window->shadow =
            SDL_CreateRGBSurfaceWithFormat(0, screen->w, screen->h, 32, SDL_PIXELFORMAT_RGB888);
    }
    return window->shadow;
}

/* Draws the part of the list inside `r` and hands it to the window's surface.
 * Returns what was drawn, empty if it lies outside. */
static SDL_Rect draw_part(struct window *window, SDL_Surface *surface, SDL_Surface *screen,
                          struct rect r) {
    struct canvas canvas = canvas_over(surface->pixels, surface->w, surface->h,
                                       surface->pitch / (int)sizeof(uint32_t));
    canvas.clip = rect_common(r, canvas.clip);
    SDL_Rect part = {canvas.clip.x, canvas.clip.y, canvas.clip.w, canvas.clip.h};
    SDL_Rect place = part; /* SDL_BlitSurface writes into it */
    if (!rect_empty(canvas.clip)) {
        draw_render(&window->lists[window->current], window->fonts, &canvas);
        if (surface != screen) {
            SDL_BlitSurface(surface, &part, screen, &place);
        }
    }
    return part;
}

static void present(struct window *window, const struct rect *damage, size_t count) {
    SDL_Rect parts[DRAW_DAMAGE_MAX];
    int shown = 0;
    SDL_Surface *screen = SDL_GetWindowSurface(window->sdl_window);
    SDL_Surface *surface = screen ? drawing_surface(window, screen) : NULL;
    if (!surface) {
        return; /* the display is gone: the next page tries again */
    }
    for (size_t i = 0; i < count; i++) {
        SDL_Rect part = draw_part(window, surface, screen, damage[i]);
        if (!SDL_RectEmpty(&part)) {
            parts[shown++] = part;
        }
    }
    if (shown > 0) {
        SDL_UpdateWindowSurfaceRects(window->sdl_window, parts, shown);
    }
}

static void present_all(struct window *window) {
    struct rect all = {0, 0, window->metrics.width_px, window->metrics.height_px};
    if (window->shown) {
        present(window, &all, 1);
    }
}

void window_show(struct window *window, const struct page *page) {
    struct rect damage[DRAW_DAMAGE_MAX];
    uint64_t hash = page_hash(page);
    if (window->shown && hash == window->page_hash) {
        return;
    }
    window->page_hash = hash;
    struct draw_list *before = &window->lists[window->current];
    struct draw_list *after = &window->lists[1 - window->current];
    layout_page(page, &window->metrics, window->theme, after);
    if (page != &window->page) {
        window->page = *page;
    }
    if (after->scene != before->scene) {
        pointer_forget(&window->pointer);
    }
    size_t count = draw_damage(before, after, damage);
    window->current = 1 - window->current;
    if (!window->shown) {
        window->shown = true;
        present_all(window);
    } else {
        present(window, damage, count);
    }
}

/* ---- input ------------------------------------------------------------------------ */

static const struct {
    SDL_Scancode scancode;
    enum key key;
} keys[] = {
    {SDL_SCANCODE_1, KEY_1},
    {SDL_SCANCODE_2, KEY_2},
    {SDL_SCANCODE_3, KEY_3},
    {SDL_SCANCODE_4, KEY_4},
    {SDL_SCANCODE_5, KEY_5},
    {SDL_SCANCODE_6, KEY_6},
    {SDL_SCANCODE_KP_1, KEY_1},
    {SDL_SCANCODE_KP_2, KEY_2},
    {SDL_SCANCODE_KP_3, KEY_3},
    {SDL_SCANCODE_KP_4, KEY_4},
    {SDL_SCANCODE_KP_5, KEY_5},
    {SDL_SCANCODE_KP_6, KEY_6},
    {SDL_SCANCODE_UP, KEY_UP},
    {SDL_SCANCODE_DOWN, KEY_DOWN},
    {SDL_SCANCODE_LEFT, KEY_LEFT},
    {SDL_SCANCODE_RIGHT, KEY_RIGHT},
    {SDL_SCANCODE_RETURN, KEY_OK},
    {SDL_SCANCODE_KP_ENTER, KEY_OK},
    {SDL_SCANCODE_SELECT, KEY_OK},
    {SDL_SCANCODE_ESCAPE, KEY_BACK},
    {SDL_SCANCODE_BACKSPACE, KEY_ERASE},
    {SDL_SCANCODE_DELETE, KEY_ERASE},
    {SDL_SCANCODE_AC_BACK, KEY_BACK},
    {SDL_SCANCODE_R, KEY_REPEAT},
    {SDL_SCANCODE_7, KEY_7},
    {SDL_SCANCODE_8, KEY_8},
    {SDL_SCANCODE_9, KEY_9},
    {SDL_SCANCODE_0, KEY_0},
    {SDL_SCANCODE_KP_7, KEY_7},
    {SDL_SCANCODE_KP_8, KEY_8},
    {SDL_SCANCODE_KP_9, KEY_9},
    {SDL_SCANCODE_KP_0, KEY_0},
    {SDL_SCANCODE_H, KEY_HELP},
    {SDL_SCANCODE_F1, KEY_HELP},
    {SDL_SCANCODE_HELP, KEY_HELP},
    {SDL_SCANCODE_MINUS, KEY_SLOWER},
    {SDL_SCANCODE_KP_MINUS, KEY_SLOWER},
    {SDL_SCANCODE_EQUALS, KEY_LOUDER}, /* the key that carries the plus */
    {SDL_SCANCODE_KP_PLUS, KEY_LOUDER},
    {SDL_SCANCODE_VOLUMEUP, KEY_LOUDER},
    {SDL_SCANCODE_HOME, KEY_HOME},
    {SDL_SCANCODE_AC_HOME, KEY_HOME},
    {SDL_SCANCODE_L, KEY_LANGUAGE},
    {SDL_SCANCODE_SPACE, KEY_NEXT},
    {SDL_SCANCODE_PAGEDOWN, KEY_NEXT},
};

static enum key key_of(SDL_Scancode scancode) {
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].scancode == scancode) {
            return keys[i].key;
        }
    }
    return KEY_NONE;
}

static enum window_result event_with(enum event_kind kind, int32_t value, struct event *event_out) {
    *event_out = (struct event){.kind = kind, .value = value, .at_ms = clock_mono_ms()};
    return WINDOW_EVENT;
}

/* With Ctrl and Alt: Q is the staff's way out, S their way to the desk. */
static enum window_result on_key(const SDL_KeyboardEvent *key, struct event *event_out) {
    bool staff = key->keysym.mod & KMOD_CTRL && key->keysym.mod & KMOD_ALT;
    if (key->repeat) {
        return WINDOW_NOTHING;
    }
    if (staff && key->keysym.scancode == SDL_SCANCODE_Q) {
        return WINDOW_QUIT;
    }
    if (staff && key->keysym.scancode == SDL_SCANCODE_S) {
        return event_with(EV_KEY, KEY_STAFF, event_out);
    }
    enum key known = key_of(key->keysym.scancode);
    return known == KEY_NONE ? WINDOW_NOTHING : event_with(EV_KEY, (int32_t)known, event_out);
}

static enum control control_at(const struct window *window, int x, int y) {
    int slop_px = (int)lround(window->theme->mm.slop * window->metrics.px_per_mm);
    return pointer_hit(&window->lists[window->current], x, y, slop_px);
}

static enum window_result on_down(struct window *window, int64_t id, int x, int y,
                                  struct event *event_out) {
    if (pointer_down(&window->pointer, id, control_at(window, x, y), clock_mono_ms()) ==
        POINTER_IGNORED) {
        return WINDOW_NOTHING;
    }
    return event_with(EV_PRESS, 0, event_out);
}

static enum window_result on_up(struct window *window, int64_t id, int x, int y,
                                struct event *event_out) {
    enum control control;
    if (pointer_up(&window->pointer, id, control_at(window, x, y), clock_mono_ms(), &control) ==
        POINTER_IGNORED) {
        return WINDOW_NOTHING;
    }
    return event_with(EV_TOUCH, (int32_t)control, event_out);
}

static enum window_result on_finger(struct window *window, const SDL_TouchFingerEvent *finger,
                                    struct event *event_out) {
    int x = (int)(finger->x * (float)window->metrics.width_px);
    int y = (int)(finger->y * (float)window->metrics.height_px);
    return finger->type == SDL_FINGERDOWN ? on_down(window, finger->fingerId, x, y, event_out)
                                          : on_up(window, finger->fingerId, x, y, event_out);
}

static enum window_result on_mouse(struct window *window, const SDL_MouseButtonEvent *mouse,
                                   struct event *event_out) {
    if (mouse->which == SDL_TOUCH_MOUSEID || mouse->button != SDL_BUTTON_LEFT) {
        return WINDOW_NOTHING;
    }
    return mouse->type == SDL_MOUSEBUTTONDOWN
               ? on_down(window, MOUSE_ID, mouse->x, mouse->y, event_out)
               : on_up(window, MOUSE_ID, mouse->x, mouse->y, event_out);
}

/* The window's pixels were lost, or it has another size. */
static void on_window(struct window *window, const SDL_WindowEvent *event) {
    if (event->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        measure(window);
        if (window->shown) {
            layout_page(&window->page, &window->metrics, window->theme,
                        &window->lists[window->current]);
        }
        present_all(window);
    } else if (event->event == SDL_WINDOWEVENT_EXPOSED) {
        present_all(window);
    }
}

static enum window_result translate(struct window *window, const SDL_Event *event,
                                    struct event *event_out) {
    switch (event->type) {
    case SDL_QUIT:
        return WINDOW_QUIT;
    case SDL_KEYDOWN:
        return on_key(&event->key, event_out);
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
        return on_finger(window, &event->tfinger, event_out);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return on_mouse(window, &event->button, event_out);
    case SDL_WINDOWEVENT:
        on_window(window, &event->window);
        return WINDOW_NOTHING;
    default:
        return WINDOW_NOTHING;
    }
}

/* Waits for one event of SDL; false at the deadline. */
static bool next_event(int64_t deadline_ms, SDL_Event *event_out) {
    if (deadline_ms < 0) {
        return SDL_WaitEvent(event_out);
    }
    int64_t left_ms = deadline_ms - clock_mono_ms();
    left_ms = left_ms < 0 ? 0 : left_ms > INT32_MAX ? INT32_MAX : left_ms;
    return SDL_WaitEventTimeout(event_out, (int)left_ms);
}

enum window_result window_wait(struct window *window, int64_t deadline_ms,
                               struct event *event_out) {
    SDL_Event event;
    while (next_event(deadline_ms, &event)) {
        if (event.type == window->wake_event) {
            return WINDOW_NOTHING;
        }
        enum window_result result = translate(window, &event, event_out);
        if (result != WINDOW_NOTHING) {
            return result;
        }
    }
    return WINDOW_NOTHING;
}

void window_wake(struct window *window) {
    SDL_Event event = {.type = window->wake_event};
    SDL_PushEvent(&event);
}
