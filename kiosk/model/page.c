#include "model/page.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"
#include "model/choices.h"
#include "model/desk.h"
#include "model/guide.h"
#include "model/page_parts.h"
#include "model/state.h"

static const char *const page_kind_names[PAGE_KIND_COUNT] = {
    [PAGE_LANGUAGES] = "languages",
    [PAGE_TOPICS] = "topics",
    [PAGE_LIST] = "list",
    [PAGE_NOTICE] = "notice",
    [PAGE_QUESTION] = "question",
    [PAGE_PAPERS] = "papers",
    [PAGE_STEPS] = "steps",
    [PAGE_DETAILS] = "details",
    [PAGE_SUMMARY] = "summary",
    [PAGE_CALL] = "call",
    [PAGE_ASK] = "ask",
    [PAGE_STAFF] = "staff",
    [PAGE_DESK] = "desk",
    [PAGE_DESK_DIGITS] = "desk-digits",
    [PAGE_DESK_READ] = "desk-read",
    [PAGE_DESK_WORK] = "desk-work",
    [PAGE_DESK_TALK] = "desk-talk",
};

const char *page_kind_name(enum page_kind kind) {
    assert(kind < PAGE_KIND_COUNT);
    return page_kind_names[kind];
}

/* One call of page_build. The page is zeroed before, and fields are set one by
 * one, so that equal pages are equal bytes: see page_hash. */
struct builder {
    const struct state *state;
    const struct visit *visit;
    const struct library *library;
    struct page *page;
    int8_t lang_ix; /* of the texts; Vietnamese before a language is chosen */
};

/* ---- text ---------------------------------------------------------------------- */

static uint16_t put_phrase(struct builder *b, const struct phrase *phrase) {
    char text[2048];
    struct str s;
    str_init(&s, text, sizeof text);
    library_put_phrase(b->library, phrase, &s);
    return page_put_text(b->page, text);
}

/* ---- which wording, in which language --------------------------------------------- */

struct wording {
    const struct phrase *phrase;
    int8_t lang_ix;
    uint8_t marks;
};

static bool fact_unsure(const struct fact *fact, int32_t today) {
    return fact->evidence >= 'C' || (fact->valid_to != 0 && today > fact->valid_to);
}

static uint8_t fact_marks(const struct builder *b, const struct phrase *phrase) {
    for (unsigned i = 0; i < phrase->span_count; i++) {
        const struct span *span = &phrase->spans[i];
        if (span->kind == SPAN_FACT &&
            fact_unsure(&b->library->facts[span->fact_ix], b->state->world.today)) {
            return MARK_CHECKING;
        }
    }
    return 0;
}

/* The wording in the citizen's language, or the Vietnamese one, marked so. */
static struct wording wording_of(const struct builder *b, const struct phrase *phrases) {
    struct wording w = {.phrase = &phrases[b->lang_ix], .lang_ix = b->lang_ix};
    if (w.phrase->span_count == 0) {
        w.phrase = &phrases[LIBRARY_VIETNAMESE];
        w.lang_ix = LIBRARY_VIETNAMESE;
        w.marks = MARK_SOURCE;
    } else if (b->lang_ix != LIBRARY_VIETNAMESE && w.phrase->state == TRANSLATION_DRAFT) {
        w.marks = MARK_DRAFT;
    }
    w.marks |= fact_marks(b, w.phrase);
    return w;
}

static const struct unit *unit_at(const struct builder *b, int32_t unit_ix) {
    return &b->library->units[unit_ix];
}

/* What is said for a unit: its own wording for speech if it has one, in a
 * language that has a voice. */
static struct wording speech_of(const struct builder *b, const struct unit *unit) {
    struct builder voice = *b;
    if (b->library->languages[b->lang_ix].voice_status == VOICE_NONE) {
        voice.lang_ix = LIBRARY_VIETNAMESE;
    }
    struct wording text = wording_of(&voice, unit->text);
    bool own = unit->say[text.lang_ix].span_count > 0;
    return own ? wording_of(&voice, unit->say) : text;
}

/* ---- recordings ----------------------------------------------------------------------- */

static int32_t spoken_of(const struct builder *b, int32_t unit_ix) {
    return library_spoken(b->library, unit_ix, b->lang_ix);
}

static bool on_trial(const struct builder *b) {
    return b->library->languages[b->lang_ix].voice_status == VOICE_TRIAL;
}

/* Where people are heard, too, each sentence of the machine's is told apart. */
static bool has_recordings(const struct builder *b) {
    return b->library->spoken_langs >> b->lang_ix & 1u;
}

/* Marks of a text together with those of what is heard for it: nobody who hears her own
 * language is told that the machine speaks Vietnamese. */
static uint8_t heard_marks(const struct builder *b, int32_t unit_ix, uint8_t marks) {
    bool source = marks & MARK_SOURCE;
    if (spoken_of(b, unit_ix) != LIBRARY_NONE) {
        return source ? (uint8_t)((marks & ~MARK_SOURCE) | MARK_ALOUD) : marks;
    }
    return has_recordings(b) && on_trial(b) && !source ? marks | MARK_TRIAL : marks;
}

/* ---- prompts ------------------------------------------------------------------------ */

/* A value keeps its type: speech says it in the words of the sentence it stands in. */
static void fact_segment(struct builder *b, struct page_prompt *prompt, const struct fact *fact) {
    static const enum segment_kind kinds[] = {
        [FACT_MONEY] = SEGMENT_MONEY, [FACT_COUNT] = SEGMENT_COUNT, [FACT_DATE] = SEGMENT_DATE};
    char text[64];
    struct str s;
    uint16_t before = b->page->segment_count;
    str_init(&s, text, sizeof text);
    library_put_fact(fact, &s);
    page_add_segment(b->page, prompt, LIBRARY_VIETNAMESE, text);
    if (b->page->segment_count > before) {
        b->page->segments[before].kind = kinds[fact->type];
        b->page->segments[before].value = fact->value;
    }
}

static void prompt_unit(struct builder *b, int32_t unit_ix, enum control control, int line) {
    if (unit_ix == LIBRARY_NONE) {
        return;
    }
    struct page_prompt *prompt = page_add_prompt(b->page, control, line, unit_ix);
    if (!prompt) {
        return;
    }
    struct wording w = speech_of(b, unit_at(b, unit_ix));
    prompt->spoken_ix = spoken_of(b, unit_ix);
    for (unsigned i = 0; i < w.phrase->span_count; i++) {
        const struct span *span = &w.phrase->spans[i];
        if (span->kind == SPAN_FACT) {
            fact_segment(b, prompt, &b->library->facts[span->fact_ix]);
        } else {
            page_add_segment(b->page, prompt,
                             span->lang_ix == LIBRARY_NONE ? w.lang_ix : span->lang_ix, span->text);
        }
    }
}

/* ---- parts of a page ------------------------------------------------------------------- */

static int32_t phrase_ix(const struct builder *b, const char *name) {
    char id[64];
    struct str s;
    str_init(&s, id, sizeof id);
    str_printf(&s, "ui.%s", name);
    return library_unit(b->library, id);
}

static uint16_t put_unit(struct builder *b, int32_t unit_ix, uint8_t *marks_out,
                         int8_t *lang_ix_out) {
    if (unit_ix == LIBRARY_NONE) {
        return 0;
    }
    struct wording w = wording_of(b, unit_at(b, unit_ix)->text);
    *marks_out |= heard_marks(b, unit_ix, w.marks);
    *lang_ix_out = w.lang_ix;
    return put_phrase(b, w.phrase);
}

/* The content's own picture of a phrase, else what the kiosk has for it. */
static const char *pictogram_of(const struct builder *b, int32_t unit_ix, const char *otherwise) {
    const char *own = unit_ix == LIBRARY_NONE ? NULL : unit_at(b, unit_ix)->pictogram;
    return own ? own : otherwise;
}

static void title(struct builder *b, int32_t unit_ix, const char *pictogram) {
    int8_t lang_ix;
    b->page->title_at = put_unit(b, unit_ix, &b->page->marks, &lang_ix);
    b->page->pictogram_at = page_put_text(b->page, pictogram);
}

/* The title is said where it is new: not on the second page of the same thing. */
static void say_title(struct builder *b, int32_t unit_ix, bool again) {
    if (b->visit->here.part == 0 || again) {
        prompt_unit(b, unit_ix, CONTROL_NONE, LIBRARY_NONE);
    }
}

static void line(struct builder *b, struct page_block *block, int32_t unit_ix, bool label) {
    struct page *page = b->page;
    if (page->line_count == PAGE_LINES_MAX) {
        return;
    }
    struct page_line *to = &page->lines[page->line_count];
    to->text_at = put_unit(b, unit_ix, &to->marks, &to->lang_ix);
    to->label = label;
    prompt_unit(b, unit_ix, CONTROL_NONE, page->line_count);
    page->line_count++;
    block->line_count++;
}

static struct page_block *block_new(struct builder *b, const char *pictogram, uint8_t number) {
    assert(b->page->block_count < PAGE_BLOCKS_MAX);
    struct page_block *block = &b->page->blocks[b->page->block_count++];
    block->first_line = b->page->line_count;
    block->pictogram_at = page_put_text(b->page, pictogram);
    block->number = number;
    return block;
}

/* A labelled entry is one block; a notice's sentences are blocks of their own,
 * each with its picture. */
static void entry_blocks(struct builder *b, const struct slice_block *part) {
    const struct entry *entry = part->entry;
    bool counted = part->section == SECTION_PAPERS || part->section == SECTION_STEPS;
    struct page_block *block = NULL;
    if (part->label) {
        block = block_new(b, entry->pictogram, counted ? part->number : 0);
        line(b, block, entry->label_ix, true);
    }
    for (unsigned i = 0; i < part->unit_count; i++) {
        int32_t unit_ix = entry->first_unit + part->first_unit + (int32_t)i;
        const char *pictogram = unit_at(b, unit_ix)->pictogram;
        if (!block || entry->label_ix == LIBRARY_NONE) {
            block = block_new(b, pictogram ? pictogram : entry->pictogram, 0);
        }
        line(b, block, unit_ix, false);
    }
}

static void blocks(struct builder *b) {
    struct slice slice;
    guide_slice(b->library, &b->visit->here, paging_of(b->state->world.layout)->lines, &slice);
    for (unsigned i = 0; i < slice.count; i++) {
        entry_blocks(b, &slice.blocks[i]);
    }
}

static void language_choice(struct builder *b, struct page_choice *to, int8_t lang_ix,
                            enum control control) {
    const struct language *language = &b->library->languages[lang_ix];
    to->label_at = page_put_text(b->page, language->autonym);
    to->note_at =
        str_same(language->name, language->autonym) ? 0 : page_put_text(b->page, language->name);
    to->colour = language->colour;
    to->weave = (int8_t)language->weave;
    to->lang_ix = lang_ix;
    struct page_prompt *prompt = page_add_prompt(b->page, control, LIBRARY_NONE, LIBRARY_NONE);
    if (prompt) {
        page_add_segment(b->page, prompt, language->greeting.lang_ix, language->greeting.text);
    }
}

static void choices(struct builder *b) {
    struct choices list;
    choices_of(b->state, b->library, &list);
    for (unsigned i = 0; i < list.count; i++) {
        const struct choice *choice = &list.list[i];
        struct page_choice *to = &b->page->choices[b->page->choice_count++];
        enum control control = (enum control)(CONTROL_CHOICE_1 + i);
        to->numeral = (uint8_t)(i + 1);
        to->weave = LIBRARY_NONE;
        if (choice->act == CHOICE_LANGUAGE) {
            language_choice(b, to, choice->lang_ix, control);
            continue;
        }
        to->label_at = put_unit(b, choice->label_ix, &to->marks, &to->lang_ix);
        to->pictogram_at = page_put_text(b->page, choice->pictogram);
        prompt_unit(b, choice->label_ix, control, LIBRARY_NONE);
    }
}

/* ---- what each page is made of: a row ----------------------------------------------------- */

enum title_from {
    TITLE_PHRASE,
    TITLE_TOPIC,
    TITLE_ITEM,
    TITLE_QUESTION,
    TITLE_DETAILS,
    TITLE_SUMMARY
};

static const struct recipe {
    enum title_from from;
    const char *phrase;    /* TITLE_PHRASE */
    const char *pictogram; /* if the phrase has none */
} recipes[PAGE_KIND_COUNT] = {
    [PAGE_LANGUAGES] = {TITLE_PHRASE, "choose_language", "🗣️"},
    [PAGE_TOPICS] = {TITLE_PHRASE, "choose_topic", "🏠"},
    [PAGE_LIST] = {TITLE_TOPIC, NULL, NULL},
    [PAGE_NOTICE] = {TITLE_ITEM, NULL, NULL},
    [PAGE_QUESTION] = {TITLE_QUESTION, NULL, NULL},
    [PAGE_PAPERS] = {TITLE_PHRASE, "papers_title", "🎒"},
    [PAGE_STEPS] = {TITLE_PHRASE, "steps_title", "👣"},
    [PAGE_DETAILS] = {TITLE_DETAILS, NULL, "ℹ️"},
    [PAGE_SUMMARY] = {TITLE_SUMMARY, NULL, "✅"},
    [PAGE_CALL] = {TITLE_PHRASE, "person_coming", "🙋"},
    [PAGE_ASK] = {TITLE_PHRASE, "still_there", "🤔"},
    [PAGE_STAFF] = {TITLE_PHRASE, "please_call_staff", "🙋"},
};

/* A page of details that tells one section only bears its name. */
static const char *details_phrase(const struct builder *b, const struct place *place) {
    static const char *const names[SECTION_COUNT] = {
        [SECTION_WHERE] = "where_title", [SECTION_FEE] = "fee_title",
        [SECTION_TIME] = "time_title",   [SECTION_RESULT] = "result_title",
        [SECTION_HARD] = "hard_title",
    };
    struct slice slice;
    guide_slice(b->library, place, paging_of(b->state->world.layout)->lines, &slice);
    for (unsigned i = 1; i < slice.count; i++) {
        if (slice.blocks[i].section != slice.blocks[0].section) {
            return "details_title";
        }
    }
    return slice.count > 0 ? names[slice.blocks[0].section] : "details_title";
}

static bool details_title_is_new(const struct builder *b) {
    struct place before = b->visit->here;
    if (before.part == 0) {
        return true;
    }
    before.part--;
    return !str_same(details_phrase(b, &before), details_phrase(b, &b->visit->here));
}

/* A summary that lists papers says so. */
static const char *summary_phrase(const struct builder *b) {
    struct slice slice;
    guide_slice(b->library, &b->visit->here, paging_of(b->state->world.layout)->lines, &slice);
    return slice.count > 0 ? "summary_bring" : "summary_title";
}

/* The unit that is the title of the page. */
static int32_t title_ix(const struct builder *b) {
    const struct place *here = &b->visit->here;
    const struct library *library = b->library;
    switch (recipes[here->page].from) {
    case TITLE_PHRASE:
        return phrase_ix(b, recipes[here->page].phrase);
    case TITLE_DETAILS:
        return phrase_ix(b, details_phrase(b, here));
    case TITLE_SUMMARY:
        return phrase_ix(b, summary_phrase(b));
    case TITLE_TOPIC:
        return library->topics[here->topic_ix].label_ix;
    case TITLE_ITEM:
        return library->items[here->item_ix].title_ix;
    case TITLE_QUESTION:
        return library->items[here->item_ix].questions[here->question_ix].label_ix;
    }
    return LIBRARY_NONE;
}

static const char *title_pictogram(const struct builder *b, int32_t unit_ix) {
    const struct place *here = &b->visit->here;
    const struct library *library = b->library;
    switch (recipes[here->page].from) {
    case TITLE_TOPIC:
        return library->topics[here->topic_ix].pictogram;
    case TITLE_ITEM:
        return library->items[here->item_ix].pictogram;
    case TITLE_QUESTION:
        return library->items[here->item_ix].questions[here->question_ix].pictogram;
    case TITLE_PHRASE:
    case TITLE_DETAILS:
    case TITLE_SUMMARY:
        break;
    }
    return pictogram_of(b, unit_ix, recipes[here->page].pictogram);
}

static void page_title(struct builder *b) {
    int32_t unit_ix = title_ix(b);
    title(b, unit_ix, title_pictogram(b, unit_ix));
    say_title(b, unit_ix,
              recipes[b->visit->here.page].from == TITLE_DETAILS && details_title_is_new(b));
}

/* ---- marks explained ---------------------------------------------------------------------- */

/* Marks of the sentences and choices, without those of the page: all of them
 * together, and those that every one has. */
struct mark_sum {
    uint8_t any, every;
};

static void sum_marks(struct mark_sum *sum, uint8_t marks) {
    sum->any |= marks;
    sum->every &= marks;
}

static struct mark_sum part_marks(const struct page *page) {
    struct mark_sum sum = {.every = UINT8_MAX};
    for (unsigned i = 0; i < page->line_count; i++) {
        sum_marks(&sum, page->lines[i].marks);
    }
    for (unsigned i = 0; i < page->choice_count; i++) {
        sum_marks(&sum, page->choices[i].marks);
    }
    return sum;
}

uint8_t page_marks(const struct page *page) { return page->marks | part_marks(page).any; }

/* No word of the page is in the citizen's language. */
static bool all_source(const struct page *page) {
    return page->marks & part_marks(page).every & MARK_SOURCE;
}

/* A page that is Vietnamese, or said by the machine, throughout bears one mark, not one
 * a line. */
static void fold_marks(struct page *page) {
    uint8_t folded = page->marks & part_marks(page).every & (MARK_SOURCE | MARK_ALOUD | MARK_TRIAL);
    for (unsigned i = 0; i < page->line_count; i++) {
        page->lines[i].marks &= (uint8_t)~folded;
    }
    for (unsigned i = 0; i < page->choice_count; i++) {
        page->choices[i].marks &= (uint8_t)~folded;
    }
}

/* The one thing about this page that its reader has to know first. */
static int32_t notice_ix(const struct builder *b, uint8_t marks) {
    const char *name = b->page->mute           ? "mute_notice"
                       : marks & MARK_CHECKING ? "checking_notice"
                       : marks & MARK_SOURCE   ? "source_notice"
                       : marks & MARK_DRAFT    ? "draft_notice"
                       : marks & MARK_TRIAL    ? "trial_notice"
                                               : NULL;
    return name ? phrase_ix(b, name) : LIBRARY_NONE;
}

/* The item as a whole is of a grade that has to be checked. */
static bool item_unsure(const struct builder *b) {
    int16_t item_ix = b->visit->here.item_ix;
    return item_ix != LIBRARY_NONE && b->library->items[item_ix].evidence >= 'C';
}

static void say_phrase(struct builder *b, const char *name) {
    prompt_unit(b, phrase_ix(b, name), CONTROL_NONE, LIBRARY_NONE);
}

/* What must not only be seen: what a language cannot do yet, where that is first met;
 * with a doubtful fact, and when an item begins or ends, that it is in doubt. */
static void say_marks(struct builder *b, uint8_t marks) {
    const struct place *here = &b->visit->here;
    bool edge = here->part == 0 && (here->page == PAGE_NOTICE || here->page == PAGE_SUMMARY);
    uint8_t news = b->lang_ix == LIBRARY_VIETNAMESE ? 0 : marks & (uint8_t)~b->visit->told;
    if (news & MARK_TRIAL) {
        say_phrase(b, "trial_notice");
    }
    if (news & MARK_SOURCE) {
        say_phrase(b, "source_notice");
    }
    if (part_marks(b->page).any & MARK_CHECKING || (edge && item_unsure(b))) {
        say_phrase(b, "checking_notice");
    }
}

static void notice(struct builder *b) {
    struct page *page = b->page;
    int8_t lang_ix;
    uint8_t own = 0;
    if (item_unsure(b)) {
        page->marks |= MARK_CHECKING;
    }
    if (on_trial(b) && !has_recordings(b) && !all_source(page)) {
        page->marks |= MARK_TRIAL;
    }
    uint8_t marks = page_marks(page);
    say_marks(b, marks);
    page->notice_at = put_unit(b, notice_ix(b, marks), &own, &lang_ix);
    fold_marks(page);
}

/* ---- the bar --------------------------------------------------------------------------------- */

static const struct {
    enum control control;
    const char *phrase;
    const char *pictogram;
} bar[] = {
    {CONTROL_BACK, "back", "⬅️"}, {CONTROL_HOME, "home", "🏠"},
    {CONTROL_REPEAT, "repeat", "🔁"},  {CONTROL_SLOWER, "slower", "🐢"},
    {CONTROL_LOUDER, "louder", "🔊"},  {CONTROL_LANGUAGE, "language", "🗣️"},
    {CONTROL_CALL, "call", "🙋"},      {CONTROL_NEXT, "next", "➡️"},
};

static void controls(struct builder *b) {
    struct page *page = b->page;
    uint32_t usable = controls_of(b->state, b->library);
    for (unsigned c = 0; c < CONTROL_COUNT; c++) {
        page->enabled[c] = (usable >> c) & 1u;
    }
    for (size_t i = 0; i < sizeof bar / sizeof *bar; i++) {
        uint8_t marks = 0;
        int8_t lang_ix;
        int32_t unit_ix = phrase_ix(b, bar[i].phrase);
        page->bar_at[bar[i].control] = put_unit(b, unit_ix, &marks, &lang_ix);
        page->bar_pictogram_at[bar[i].control] =
            page_put_text(b->page, pictogram_of(b, unit_ix, bar[i].pictogram));
        if (page->enabled[bar[i].control]) {
            prompt_unit(b, unit_ix, bar[i].control, LIBRARY_NONE);
        }
    }
    page->on[CONTROL_SLOWER] = b->visit->slower;
    page->volume = b->visit->volume;
}

/* Without content there is nothing but this: who reads it can call somebody. */
static void built_in_page(struct builder *b) {
    struct page *page = b->page;
    page->kind = PAGE_STAFF;
    page->pictogram_at = page_put_text(b->page, "🙋");
    page->title_at = page_put_text(b->page, "Máy chưa có nội dung. Xin gọi cán bộ giúp.");
    page->bar_at[CONTROL_CALL] = page_put_text(b->page, "Gọi người");
    page->bar_pictogram_at[CONTROL_CALL] = page->pictogram_at;
    page->enabled[CONTROL_CALL] = page->enabled[CONTROL_CORNER] = true;
}

void page_build(const struct state *state, const struct library *library, struct page *page_out) {
    const struct visit *visit = &state->visit;
    bool chosen = visit->lang_ix != LIBRARY_NONE;
    struct builder b = {.state = state,
                        .visit = visit,
                        .library = library,
                        .page = page_out,
                        .lang_ix = chosen ? visit->lang_ix : LIBRARY_VIETNAMESE};
    memset(page_out, 0, sizeof *page_out);
    page_out->text_used = 1; /* offset 0 is the empty text */
    page_out->kind = visit->here.page;
    page_out->lang_ix = visit->lang_ix;
    page_out->weave = LIBRARY_NONE;
    page_out->focus = visit->focus;
    page_out->lit = visit->lit;
    page_out->mute = !state->world.sound;
    if (state->desk.stage != DESK_SHUT) {
        desk_page(state, library, page_out);
        return;
    }
    if (library->language_count == 0) {
        built_in_page(&b);
        return;
    }
    if (chosen) {
        page_out->colour = library->languages[b.lang_ix].colour;
        page_out->weave = (int8_t)library->languages[b.lang_ix].weave;
    }
    page_title(&b);
    blocks(&b);
    choices(&b);
    notice(&b);
    page_out->arrival_end = page_out->prompt_count;
    controls(&b);
    guide_progress(library, &visit->here, paging_of(state->world.layout)->lines, &page_out->step,
                   &page_out->steps);
}

void page_prompts(const struct page *page, const struct effect *say, uint8_t *first_out,
                  uint8_t *end_out) {
    *end_out = say->end < page->arrival_end ? say->end : page->arrival_end;
    *first_out = say->first < *end_out ? say->first : *end_out;
    for (uint8_t i = 0; say->value != CONTROL_NONE && i < page->prompt_count; i++) {
        if (page->prompts[i].control == (enum control)say->value) {
            *first_out = i;
            *end_out = (uint8_t)(i + 1);
            return;
        }
    }
}

uint64_t page_hash(const struct page *page) {
    uint64_t hash = hash64_bytes(HASH64_EMPTY, page, offsetof(struct page, text));
    return hash64_bytes(hash, page->text, page->text_used);
}
