#include "model/guide.h"

#include <assert.h>

/* The pages of an item in their order, and the sections each one tells. */
struct chapter {
    enum page_kind page;
    enum section first, last;
    bool labels_only; /* what is remembered in the end */
};

static const struct chapter chapters[] = {
    {PAGE_NOTICE, SECTION_BODY, SECTION_BODY, false},
    {PAGE_PAPERS, SECTION_PAPERS, SECTION_PAPERS, false},
    {PAGE_STEPS, SECTION_STEPS, SECTION_STEPS, false},
    {PAGE_DETAILS, SECTION_WHERE, SECTION_HARD, false},
    {PAGE_SUMMARY, SECTION_PAPERS, SECTION_PAPERS, true},
};

enum { CHAPTERS = sizeof chapters / sizeof *chapters, LAST_CHAPTER = CHAPTERS - 1 };

static int chapter_of(enum page_kind page) {
    for (int ix = 0; ix < CHAPTERS; ix++) {
        if (chapters[ix].page == page) {
            return ix;
        }
    }
    return LIBRARY_NONE;
}

/* Number of the answer given to a question, from 1; 0 = not asked. */
static unsigned answer_to(const struct place *place, unsigned question_ix) {
    return (unsigned)(place->answers >> (4 * question_ix)) & 0xF;
}

static void answer_set(struct place *place, unsigned question_ix, unsigned number) {
    uint64_t field = (uint64_t)0xF << (4 * question_ix);
    place->answers = (place->answers & ~field) | (uint64_t)number << (4 * question_ix);
}

static bool entry_fits(const struct entry *entry, const struct place *place) {
    for (unsigned i = 0; i < entry->condition_count; i++) {
        const struct condition *condition = &entry->conditions[i];
        unsigned number = answer_to(place, condition->question);
        if (number == 0 || !(condition->answers & 1u << (number - 1))) {
            return false;
        }
    }
    return true;
}

/* Walks a chapter and keeps the blocks that fall on one part. */
struct cutter {
    const struct chapter *chapter;
    const struct place *place;
    unsigned lines; /* a page holds */
    unsigned part;  /* being filled */
    unsigned used;  /* lines of it */
    unsigned blocks;
    struct slice *slice;
};

static void cut_page(struct cutter *cut) {
    if (cut->blocks > 0) {
        cut->part++;
        cut->used = 0;
        cut->blocks = 0;
    }
}

static void cut_block(struct cutter *cut, const struct slice_block *block) {
    cut->used += block->unit_count + (block->label ? 1u : 0u);
    cut->blocks++;
    if (cut->part == cut->place->part) {
        assert(cut->slice->count < PAGE_BLOCKS_MAX);
        cut->slice->blocks[cut->slice->count++] = *block;
    }
}

/* An entry stays on one page unless it is longer than a page. */
static void cut_entry(struct cutter *cut, struct slice_block block) {
    unsigned left = cut->chapter->labels_only ? 0 : block.entry->unit_count;
    unsigned label = block.label ? 1 : 0;
    if (cut->used + label + left > cut->lines || cut->blocks == PAGE_BLOCKS_MAX) {
        cut_page(cut);
    }
    do {
        unsigned room = cut->lines - cut->used - label;
        block.unit_count = (uint16_t)(left < room ? left : room);
        cut_block(cut, &block);
        left -= block.unit_count;
        block.first_unit = (uint16_t)(block.first_unit + block.unit_count);
        block.label = false;
        label = 0;
        if (left > 0) {
            cut_page(cut);
        }
    } while (left > 0);
}

static void cut_section(struct cutter *cut, const struct item *item, enum section section) {
    uint8_t number = 0;
    for (unsigned i = 0; i < item->sections[section].count; i++) {
        const struct entry *entry = &item->sections[section].entries[i];
        if (!entry_fits(entry, cut->place)) {
            continue;
        }
        number++;
        cut_entry(cut, (struct slice_block){.section = section,
                                            .entry = entry,
                                            .number = number,
                                            .label = entry->label_ix != LIBRARY_NONE});
    }
}

void guide_slice(const struct library *library, const struct place *place, uint8_t lines,
                 struct slice *slice_out) {
    *slice_out = (struct slice){0};
    int ix = chapter_of(place->page);
    if (ix == LIBRARY_NONE || place->item_ix == LIBRARY_NONE) {
        return;
    }
    assert(lines >= 2);
    struct cutter cut = {
        .chapter = &chapters[ix], .place = place, .lines = lines, .slice = slice_out};
    const struct item *item = &library->items[place->item_ix];
    for (unsigned s = chapters[ix].first; s <= chapters[ix].last; s++) {
        cut_section(&cut, item, (enum section)s);
    }
}

static bool has_blocks(const struct library *library, const struct place *place, uint8_t lines) {
    struct slice slice;
    guide_slice(library, place, lines, &slice);
    return slice.count > 0;
}

/* The first chapter from `chapter` on that has something to tell; the summary
 * always has: it asks what to do next. */
static struct place chapter_start(const struct library *library, struct place place, int chapter,
                                  uint8_t lines) {
    place.part = 0;
    place.question_ix = LIBRARY_NONE;
    for (int ix = chapter; ix < LAST_CHAPTER; ix++) {
        place.page = chapters[ix].page;
        if (has_blocks(library, &place, lines)) {
            return place;
        }
    }
    place.page = chapters[LAST_CHAPTER].page;
    return place;
}

static struct place question_place(struct place place, int question_ix) {
    place.page = PAGE_QUESTION;
    place.part = 0;
    place.question_ix = (int16_t)question_ix;
    return place;
}

struct place guide_start(const struct library *library, int16_t topic_ix, int16_t item_ix,
                         uint8_t lines) {
    struct place place = {
        .page = PAGE_NOTICE, .topic_ix = topic_ix, .item_ix = item_ix, .question_ix = LIBRARY_NONE};
    if (has_blocks(library, &place, lines)) {
        return place;
    }
    return library->items[item_ix].question_count > 0 ? question_place(place, 0)
                                                      : chapter_start(library, place, 1, lines);
}

struct place guide_answer(const struct library *library, const struct place *place, unsigned number,
                          uint8_t lines) {
    const struct item *item = &library->items[place->item_ix];
    const struct answer *answer = &item->questions[place->question_ix].answers[number - 1];
    struct place to = *place;
    answer_set(&to, (unsigned)place->question_ix, number);
    switch (answer->next) {
    case NEXT_QUESTION:
        return question_place(to, answer->next_ix);
    case NEXT_ITEM:
        return guide_start(library, place->topic_ix, (int16_t)answer->next_ix, lines);
    case NEXT_PAPERS:
        break;
    }
    return chapter_start(library, to, 1, lines);
}

bool guide_next(const struct library *library, const struct place *place, uint8_t lines,
                struct place *next_out) {
    int ix = chapter_of(place->page);
    if (ix == LIBRARY_NONE || place->item_ix == LIBRARY_NONE) {
        return false;
    }
    *next_out = *place;
    next_out->part++;
    if (has_blocks(library, next_out, lines)) {
        return true;
    }
    if (ix == LAST_CHAPTER) {
        return false;
    }
    *next_out = place->page == PAGE_NOTICE && library->items[place->item_ix].question_count > 0
                    ? question_place(*place, 0)
                    : chapter_start(library, *place, ix + 1, lines);
    return true;
}

static bool same_page(const struct place *a, const struct place *b) {
    return a->page == b->page && a->part == b->part;
}

void guide_progress(const struct library *library, const struct place *place, uint8_t lines,
                    uint8_t *step_out, uint8_t *steps_out) {
    *step_out = *steps_out = 0;
    bool guide =
        place->item_ix != LIBRARY_NONE && library->items[place->item_ix].question_count > 0;
    if (chapter_of(place->page) == LIBRARY_NONE || place->item_ix == LIBRARY_NONE ||
        (guide && place->page == PAGE_NOTICE)) {
        return;
    }
    struct place at = chapter_start(library, *place, guide ? 1 : 0, lines);
    uint8_t count = 0;
    bool more = true;
    while (more && count < UINT8_MAX) {
        count++;
        if (same_page(&at, place)) {
            *step_out = count;
        }
        struct place from = at;
        more = guide_next(library, &from, lines, &at);
    }
    *steps_out = count;
}

bool item_current(const struct item *item, int32_t today) {
    return (item->valid_from == 0 || today >= item->valid_from) &&
           (item->valid_to == 0 || today <= item->valid_to);
}
