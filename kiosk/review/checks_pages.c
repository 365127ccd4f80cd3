/* Every page that can be reached, on every layout. */
#include <string.h>

#include "base/hash.h"
#include "content/grow.h"
#include "review/review_parts.h"
#include "review/walk.h"

/* One fault of one block of sentences is told once, however many answers lead there. */
struct told {
    uint64_t *keys;
    size_t count;
    struct arena memory;
};

struct page_check {
    struct review *review;
    enum layout_kind layout;
    struct told told;
};

static bool is_new(struct told *told, uint64_t key) {
    for (size_t i = 0; i < told->count; i++) {
        if (told->keys[i] == key) {
            return false;
        }
    }
    told->keys = grow(&told->memory, told->keys, told->count, sizeof *told->keys);
    told->keys[told->count++] = key;
    return true;
}

/* Bytes of what a prompt of the page shows. */
static size_t shown_bytes(const struct page *page, const struct page_prompt *prompt) {
    if (prompt->line >= 0) {
        return strlen(page_text(page, page->lines[prompt->line].text_at));
    }
    unsigned choice = (unsigned)prompt->control - CONTROL_CHOICE_1; /* huge if it is none */
    return choice < page->choice_count ? strlen(page_text(page, page->choices[choice].label_at))
                                       : 0;
}

/* The longest sentence or label of the page: what to shorten first. */
static const char *longest_unit(const struct review *review, const struct page *page) {
    int32_t found = LIBRARY_NONE;
    size_t most = 0;
    for (unsigned i = 0; i < page->arrival_end; i++) {
        const struct page_prompt *prompt = &page->prompts[i];
        size_t bytes = shown_bytes(page, prompt);
        if (prompt->unit_ix >= 0 && bytes > most) {
            most = bytes;
            found = prompt->unit_ix;
        }
    }
    return found >= 0 ? review->library->units[found].id : NULL;
}

static const struct {
    enum walk_fault fault;
    const char *vi, *en;
} reasons[] = {
    {WALK_OVERFLOW, "không vừa màn hình; hãy rút ngắn câu, nhãn hoặc chia nhỏ",
     "does not fit the screen; shorten its sentences or labels, or split it"},
    {WALK_STRANDED, "không có gì để chọn và không đi tiếp được; hãy thêm “next”",
     "has nothing to choose and no way on; add \"next\""},
    {WALK_FULL, "có quá nhiều câu cho một trang; hãy chia nhỏ",
     "has more sentences than a page can hold; split it"},
    {WALK_UNTITLED, "không có tên hoặc không nói gì; hãy viết tiêu đề",
     "has no title or says nothing; write its title"},
};

static void report(struct page_check *c, const struct walk_page *seen, const char *vi,
                   const char *en) {
    const struct page *page = seen->page;
    const struct review *review = c->review;
    const char *unit = longest_unit(review, page);
    struct finding about = {.check = REVIEW_PAGES};
    if (unit) {
        about = review_about(review, REVIEW_PAGES, unit, VARIANT_TEXT, LIBRARY_VIETNAMESE);
    } else if (seen->place->item_ix >= 0) {
        about = review_about_item(REVIEW_PAGES, &review->source->items[seen->place->item_ix]);
    }
    about.lang_ix = page->lang_ix;
    const char *lang = page->lang_ix < 0 ? "-" : review->library->languages[page->lang_ix].code;
    findings_add(&c->review->result->findings, &about, "%s, %s: trang “%s” (%s) %s",
                 "%s, %s: the page \"%s\" (%s) %s", paging_of(c->layout)->name, lang,
                 page_text(page, page->title_at), page_kind_name(page->kind),
                 diag_in_vietnamese() ? vi : en);
}

static void check_page(void *context, const struct walk_page *seen) {
    struct page_check *c = context;
    const struct page *page = seen->page;
    const char *unit = longest_unit(c->review, page);
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        uint64_t key = hash64_text(HASH64_EMPTY, unit ? unit : "");
        key = hash64_number(key, (uint64_t)page->lang_ix);
        key = hash64_number(key, (uint64_t)page->kind);
        key = hash64_text(hash64_number(key, i), page_text(page, page->title_at));
        if ((seen->faults & reasons[i].fault) && is_new(&c->told, key)) {
            report(c, seen, reasons[i].vi, reasons[i].en);
        }
    }
}

void review_pages(struct review *review, enum review_check check) {
    (void)check;
    for (int layout = 0; layout < LAYOUT_COUNT; layout++) {
        struct page_check c = {.review = review, .layout = (enum layout_kind)layout};
        const struct walk walk = {.library = review->library,
                                  .fonts = review->fonts,
                                  .today = review->config->today,
                                  .layout = (enum layout_kind)layout,
                                  .each = check_page,
                                  .context = &c};
        struct walk_counts counts = walk_all(&walk);
        review->result->page_count += counts.pages;
        arena_fini(&c.told.memory);
    }
}
