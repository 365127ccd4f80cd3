#include <string.h>

#include "base/str.h"
#include "model/desk_tasks.h"
#include "model/page_parts.h"
#include "model/state.h"

/* What stands on each page of the desk, besides what the jobs say. */
static const struct {
    enum page_kind page;
    const char *title, *pictogram;
    const char *hint; /* a sentence below it, NULL if none */
} stages[] = {
    [DESK_SHUT] = {PAGE_DESK, NULL, NULL, NULL},
    [DESK_PEOPLE] = {PAGE_DESK, NULL, "👥", NULL},
    [DESK_PIN] = {PAGE_DESK_DIGITS, NULL, "🔑", "Gõ mã rồi chọn dấu ✔."},
    [DESK_MENU] = {PAGE_DESK, "Bàn cán bộ", "🗂️", NULL},
    [DESK_DATE] = {PAGE_DESK_DIGITS, "Ngày nào?", "📅",
                   "Gõ tám số: ngày, tháng, năm. Ví dụ 03 05 2026."},
    [DESK_LIST] = {PAGE_DESK, NULL, "📂", NULL},
    [DESK_NOTHING] = {PAGE_DESK_READ, "Không có gì để chọn", "📭", NULL},
    [DESK_READ] = {PAGE_DESK_READ, NULL, "👂", NULL},
    [DESK_TALK] = {PAGE_DESK_TALK, NULL, "🎙️", NULL},
    [DESK_WORK] = {PAGE_DESK_WORK, "Máy đang làm, xin chờ", "⏳", NULL},
    [DESK_OUTCOME] = {PAGE_DESK_READ, NULL, NULL, NULL},
};

static const char *title_of(const struct desk *desk) {
    const struct desk_task *task = &desk_tasks[desk->task];
    switch (desk->stage) {
    case DESK_PEOPLE:
        return desk->who.name[0] ? "Cần hai người. Ai là người thứ hai?" : "Ai đang ở đây?";
    case DESK_PIN:
        return desk->asked;
    case DESK_LIST:
        return task->choose;
    case DESK_READ:
        return task->reading;
    case DESK_TALK:
        return *desk->title ? desk->title : task->label;
    case DESK_OUTCOME:
        return desk->well ? "Xong" : "Chưa được";
    default: /* the rest is in the table */
        return stages[desk->stage].title;
    }
}

static const char *pictogram_of(const struct desk *desk) {
    if (desk->stage == DESK_OUTCOME) {
        return desk->well ? "✅" : "⚠️";
    }
    return stages[desk->stage].pictogram;
}

static void say(struct page *page, enum control control, int line, int8_t lang_ix,
                const char *text) {
    struct page_prompt *prompt = page_add_prompt(page, control, line, LIBRARY_NONE);
    if (prompt) {
        page_add_segment(page, prompt, lang_ix, text);
    }
}

/* A sentence: on a card of its own where there is something to read. */
static void put_line(struct page *page, int8_t lang_ix, const char *text, bool card) {
    if (page->line_count == PAGE_LINES_MAX || (card && page->block_count == PAGE_BLOCKS_MAX)) {
        return;
    }
    struct page_line *line = &page->lines[page->line_count];
    line->text_at = page_put_text(page, text);
    line->lang_ix = lang_ix;
    if (card) {
        struct page_block *block = &page->blocks[page->block_count++];
        block->first_line = page->line_count;
        block->line_count = 1;
    }
    say(page, CONTROL_NONE, page->line_count, lang_ix, text);
    page->line_count++;
}

/* What the last job said; of a PIN only why it was refused. */
static void put_lines(const struct desk *desk, unsigned room, struct page *page) {
    bool parts =
        desk->stage == DESK_READ || desk->stage == DESK_OUTCOME || desk->stage == DESK_TALK;
    bool asking = desk->stage == DESK_PIN;
    unsigned first = parts ? desk->part * room : 0;
    if (desk->stage == DESK_NOTHING) {
        put_line(page, LIBRARY_VIETNAMESE, desk_tasks[desk->task].nothing, true);
    }
    for (unsigned i = 0; desk->stage == DESK_MENU && i < desk->news_count; i++) {
        put_line(page, LIBRARY_VIETNAMESE, desk->news[i], true);
    }
    if (!parts && !asking) {
        return;
    }
    for (unsigned i = first; i < desk->line_count && i < first + room; i++) {
        put_line(page, desk->lines[i].lang_ix, desk->lines[i].text, parts);
    }
    page->step = (uint8_t)(parts && desk->line_count > room ? desk->part + 1 : 0);
    page->steps = (uint8_t)(page->step > 0 ? (desk->line_count + room - 1) / room : 0);
}

/* A PIN is dots; a day is shown as it is typed. */
static void put_digits(const struct desk *desk, struct page *page) {
    char text[4 * DESK_DIGITS_MAX + 1];
    struct str s;
    str_init(&s, text, sizeof text);
    for (const char *digit = desk->digits; *digit; digit++) {
        if (desk->stage == DESK_DATE) {
            str_put_n(&s, digit, 1);
            str_put(&s, digit - desk->digits == 1 || digit - desk->digits == 3 ? "/" : "");
        } else {
            str_put(&s, "•");
        }
    }
    page->entry_at = page_put_text(page, text);
}

static void put_choices(const struct desk *desk, unsigned room, struct page *page) {
    struct desk_choice choices[PAGE_CHOICES_MAX];
    unsigned count = desk_choices(desk, room, choices);
    for (unsigned i = 0; i < count; i++) {
        struct page_choice *to = &page->choices[page->choice_count++];
        enum control control = (enum control)(CONTROL_CHOICE_1 + i);
        to->numeral = (uint8_t)(i + 1);
        to->weave = LIBRARY_NONE;
        to->lang_ix = LIBRARY_VIETNAMESE;
        to->label_at = page_put_text(page, choices[i].label);
        to->note_at = page_put_text(page, choices[i].note);
        to->pictogram_at = page_put_text(page, choices[i].pictogram);
        say(page, control, LIBRARY_NONE, LIBRARY_VIETNAMESE, choices[i].label);
    }
}

static const struct {
    enum control control;
    const char *label, *pictogram;
} bar[] = {
    {CONTROL_BACK, "Quay lại", "⬅️"}, {CONTROL_REPEAT, "Nghe lại", "🔁"},
    {CONTROL_SLOWER, "Chậm hơn", "🐢"},    {CONTROL_LOUDER, "To hơn", "🔊"},
    {CONTROL_NEXT, "Đi tiếp", "➡️"},
};

static void put_bar(const struct state *state, uint32_t usable, struct page *page) {
    for (unsigned c = 0; c < CONTROL_COUNT; c++) {
        page->enabled[c] = (usable >> c) & 1u;
    }
    for (size_t i = 0; i < sizeof bar / sizeof *bar; i++) {
        page->bar_at[bar[i].control] = page_put_text(page, bar[i].label);
        page->bar_pictogram_at[bar[i].control] = page_put_text(page, bar[i].pictogram);
        if (page->enabled[bar[i].control]) {
            say(page, bar[i].control, LIBRARY_NONE, LIBRARY_VIETNAMESE, bar[i].label);
        }
    }
    page->on[CONTROL_SLOWER] = state->visit.slower;
    page->volume = state->visit.volume;
}

void desk_page(const struct state *state, const struct library *library, struct page *page) {
    const struct desk *desk = &state->desk;
    const struct paging *paging = paging_of(state->world.layout);
    (void)library;
    page->kind = stages[desk->stage].page;
    page->lang_ix = LIBRARY_VIETNAMESE;
    page->title_at = page_put_text(page, title_of(desk));
    page->pictogram_at = page_put_text(page, pictogram_of(desk));
    say(page, CONTROL_NONE, LIBRARY_NONE, LIBRARY_VIETNAMESE, title_of(desk));
    put_lines(desk, paging->lines, page); /* why a PIN was refused comes before how to type it */
    if (stages[desk->stage].hint) {
        put_line(page, LIBRARY_VIETNAMESE, stages[desk->stage].hint, false);
    }
    if (page->kind == PAGE_DESK_DIGITS) {
        put_digits(desk, page);
    }
    page->percent = desk->percent;
    page->metered = desk->stage == DESK_TALK && desk->metered;
    if (desk->stage == DESK_LIST || desk->stage == DESK_PEOPLE ||
        !desk_more(desk, paging->lines, paging->choices)) {
        put_choices(desk, paging->choices, page);
    }
    page->arrival_end = page->prompt_count;
    put_bar(state, desk_controls(desk, paging->lines, paging->choices), page);
}
