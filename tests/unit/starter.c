/* The starter pack as people meet it: every page that can be reached, in every
 * language and layout, has something to say, a way on, and fits the screen. */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/pack_read.h"
#include "model/guide.h"
#include "model/state.h"
#include "screen/layout.h"
#include "screen/text.h"

#define PACK "build/share/library/starter.pack"
#define FONTS "build/share/fonts"

enum { TODAY = 20261123, SEEN_MAX = 1 << 16, DEPTH_MAX = 40 };

/* Hashes of what was visited. */
struct seen {
    uint64_t hashes[SEEN_MAX];
    size_t count;
};

/* Adds `hash`; false if it was there. */
static bool seen_add(struct seen *seen, uint64_t hash) {
    size_t at = hash % SEEN_MAX;
    hash |= 1; /* 0 is an empty place */
    while (seen->hashes[at] != 0) {
        if (seen->hashes[at] == hash) {
            return false;
        }
        at = (at + 1) % SEEN_MAX;
    }
    assert_true(++seen->count < SEEN_MAX / 2);
    seen->hashes[at] = hash;
    return true;
}

struct walk {
    struct library library;
    struct fonts *fonts;
    struct screen_metrics screen;
    struct seen places, pages;
    struct draw_list list;
    struct page page;
    enum layout_kind layout;
    unsigned overflows; /* pages that do not fit */
};

static void press(struct walk *walk, struct state *state, enum key key) {
    struct effects effects;
    struct event event = {.kind = EV_KEY, .value = (int32_t)key, .at_ms = 1000};
    model_update(state, &walk->library, &event, &effects);
    page_build(state, &walk->library, &walk->page);
}

static void check_page(struct walk *walk) {
    const struct page *page = &walk->page;
    if (!seen_add(&walk->pages, page_hash(page))) {
        return;
    }
    layout_page(page, &walk->screen, theme_for(walk->screen.height_px / walk->screen.px_per_mm),
                &walk->list);
    if (walk->list.overflow) {
        print_message("%s: \"%s\" (%s) does not fit\n", paging_of(walk->layout)->name,
                      page_text(page, page->title_at), page_kind_name(page->kind));
        walk->overflows++;
    }
    assert_true(page->arrival_end > 0);
    assert_true(page->title_at != 0);
    assert_true(page->prompt_count < PAGE_PROMPTS_MAX);
    assert_true(page->segment_count < PAGE_SEGMENTS_MAX);
}

/* Where one stands, however one came there. */
static uint64_t place_hash(const struct state *state) {
    struct state place = *state;
    struct page page;
    memset(&page, 0, sizeof page);
    struct str text;
    str_init(&text, page.text, sizeof page.text);
    str_printf(&text, "%d %u %d %d %d %llx %d", (int)place.visit.here.page, place.visit.here.part,
               place.visit.here.topic_ix, place.visit.here.item_ix, place.visit.here.question_ix,
               (unsigned long long)place.visit.here.answers, place.visit.lang_ix);
    page.text_used = (uint16_t)text.used;
    return page_hash(&page);
}

/* Depth first along every choice and every Next. */
static void walk_from(struct walk *walk, const struct state *from, unsigned depth) {
    assert_true(depth < DEPTH_MAX);
    page_build(from, &walk->library, &walk->page);
    check_page(walk);
    if (!seen_add(&walk->places, place_hash(from))) {
        return;
    }
    uint8_t choices = walk->page.choice_count;
    bool next = walk->page.enabled[CONTROL_NEXT];
    bool summary = walk->page.kind == PAGE_SUMMARY;
    assert_true(next || choices > 0); /* nobody is stranded */
    for (uint8_t i = 0; !summary && i < choices; i++) {
        struct state to = *from;
        press(walk, &to, (enum key)(KEY_1 + i));
        walk_from(walk, &to, depth + 1);
    }
    if (next) {
        struct state to = *from;
        press(walk, &to, KEY_NEXT);
        walk_from(walk, &to, depth + 1);
    }
}

static int setup(void **state) {
    struct walk *walk = calloc(1, sizeof *walk);
    assert_non_null(walk);
    assert_int_equal(pack_read(PACK, &walk->library), ERR_OK);
    *state = walk;
    return 0;
}

static int teardown(void **state) {
    struct walk *walk = *state;
    library_fini(&walk->library);
    free(walk);
    return 0;
}

static void walk_layout(struct walk *walk, enum layout_kind layout) {
    const struct paging *paging = paging_of(layout);
    struct effects effects;
    struct state begin;
    walk->layout = layout;
    assert_int_equal(fonts_open(FONTS, &walk->fonts), ERR_OK);
    walk->screen =
        screen_metrics_of(paging->width_px, paging->height_px, paging->diagonal_mm, walk->fonts);
    state_init(&begin, layout);
    begin.world.sound = true;
    model_update(&begin, &walk->library,
                 &(struct event){.kind = EV_START, .value = TODAY, .at_ms = 1}, &effects);
    walk_from(walk, &begin, 0);
    print_message("%s: %zu places, %zu different pages\n", paging->name, walk->places.count,
                  walk->pages.count);
    assert_true(walk->pages.count > 100);
    assert_int_equal(walk->overflows, 0);
    fonts_close(walk->fonts);
}

static void every_page_fits_the_wide_screen(void **state) { walk_layout(*state, LAYOUT_WIDE); }

static void every_page_fits_the_tablet(void **state) { walk_layout(*state, LAYOUT_TABLET); }

static void the_pack_has_what_it_must_have(void **state) {
    struct walk *walk = *state;
    unsigned notices = 0, procedures = 0;
    for (unsigned i = 0; i < walk->library.item_count; i++) {
        notices += walk->library.items[i].kind == ITEM_NOTICE;
        procedures += walk->library.items[i].kind == ITEM_PROCEDURE;
    }
    assert_true(notices >= 3);
    assert_true(procedures >= 3);
    assert_true(walk->library.language_count >= 5);
    assert_string_equal(walk->library.languages[LIBRARY_VIETNAMESE].code, "vi");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_pack_has_what_it_must_have, setup, teardown),
        cmocka_unit_test_setup_teardown(every_page_fits_the_wide_screen, setup, teardown),
        cmocka_unit_test_setup_teardown(every_page_fits_the_tablet, setup, teardown),
    };
    return cmocka_run_group_tests_name("starter", tests, NULL, NULL);
}
