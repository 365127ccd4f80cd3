/* The starter pack as people meet it: every page that can be reached, in every
 * language and layout, has something to say, a way on, and fits the screen. */
#include "tests/test.h"

#include <stdlib.h>

#include "content/pack_read.h"
#include "review/walk.h"
#include "screen/text.h"

#define PACK "build/share/library/starter.pack"
#define FONTS "build/share/fonts"

enum { TODAY = 20261123 };

static int setup(void **state) {
    struct library *library = calloc(1, sizeof *library);
    assert_non_null(library);
    assert_int_equal(pack_read(PACK, library), ERR_OK);
    *state = library;
    return 0;
}

static int teardown(void **state) {
    library_fini(*state);
    free(*state);
    return 0;
}

static void count_faults(void *context, const struct walk_page *seen) {
    unsigned *faults = context;
    const struct page *page = seen->page;
    if (seen->faults) {
        print_message("faults %u: \"%s\" (%s)\n", seen->faults, page_text(page, page->title_at),
                      page_kind_name(page->kind));
        (*faults)++;
    }
}

static void walk_layout(const struct library *library, enum layout_kind layout) {
    struct fonts *fonts;
    unsigned faults = 0;
    assert_int_equal(fonts_open(FONTS, &fonts), ERR_OK);
    const struct walk walk = {.library = library,
                              .fonts = fonts,
                              .today = TODAY,
                              .layout = layout,
                              .each = count_faults,
                              .context = &faults};
    struct walk_counts counts = walk_all(&walk);
    print_message("%s: %zu places, %zu different pages\n", paging_of(layout)->name, counts.places,
                  counts.pages);
    assert_true(counts.pages > 100);
    assert_int_equal(faults, 0);
    fonts_close(fonts);
}

static void every_page_fits_the_wide_screen(void **state) { walk_layout(*state, LAYOUT_WIDE); }

static void every_page_fits_the_tablet(void **state) { walk_layout(*state, LAYOUT_TABLET); }

static void every_page_fits_the_upright_screen(void **state) {
    walk_layout(*state, LAYOUT_PORTRAIT);
}

static void the_pack_has_what_it_must_have(void **state) {
    const struct library *library = *state;
    unsigned notices = 0, procedures = 0;
    for (unsigned i = 0; i < library->item_count; i++) {
        notices += library->items[i].kind == ITEM_NOTICE;
        procedures += library->items[i].kind == ITEM_PROCEDURE;
    }
    assert_true(notices >= 3);
    assert_true(procedures >= 3);
    assert_true(library->language_count >= 5);
    assert_string_equal(library->languages[LIBRARY_VIETNAMESE].code, "vi");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_pack_has_what_it_must_have, setup, teardown),
        cmocka_unit_test_setup_teardown(every_page_fits_the_wide_screen, setup, teardown),
        cmocka_unit_test_setup_teardown(every_page_fits_the_tablet, setup, teardown),
        cmocka_unit_test_setup_teardown(every_page_fits_the_upright_screen, setup, teardown),
    };
    return cmocka_run_group_tests_name("starter", tests, NULL, NULL);
}
