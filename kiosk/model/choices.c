#include "model/choices.h"

#include "model/guide.h"

/* Adds a choice if it falls on the part of the page that is shown. */
struct collector {
    struct choices *choices;
    unsigned skip; /* choices of earlier parts */
    unsigned room; /* on this part */
};

static void collect(struct collector *collector, const struct choice *choice) {
    if (collector->skip > 0) {
        collector->skip--;
    } else if (collector->choices->count < collector->room) {
        collector->choices->list[collector->choices->count++] = *choice;
    } else {
        collector->choices->more = true;
    }
}

static struct place place_of(enum page_kind page, int16_t topic_ix) {
    return (struct place){
        .page = page, .topic_ix = topic_ix, .item_ix = LIBRARY_NONE, .question_ix = LIBRARY_NONE};
}

static void languages(const struct library *library, struct collector *out) {
    for (unsigned i = 0; i < library->language_count; i++) {
        collect(out, &(struct choice){.act = CHOICE_LANGUAGE,
                                      .lang_ix = (int8_t)library->language_order[i],
                                      .label_ix = LIBRARY_NONE});
    }
}

static unsigned current_items(const struct library *library, const struct topic *topic,
                              int32_t today) {
    unsigned count = 0;
    for (unsigned i = 0; i < topic->item_count; i++) {
        count += item_current(&library->items[topic->items[i]], today);
    }
    return count;
}

static void topics(const struct state *state, const struct library *library,
                   struct collector *out) {
    for (unsigned i = 0; i < library->topic_count; i++) {
        const struct topic *topic = &library->topics[i];
        if (current_items(library, topic, state->world.today) > 0) {
            collect(out, &(struct choice){.act = CHOICE_GO,
                                          .to = place_of(PAGE_LIST, (int16_t)i),
                                          .label_ix = topic->label_ix,
                                          .pictogram = topic->pictogram});
        }
    }
}

static void items_of_priority(const struct state *state, const struct library *library,
                              enum priority priority, struct collector *out) {
    int16_t topic_ix = state->visit.here.topic_ix;
    const struct topic *topic = &library->topics[topic_ix];
    uint8_t lines = paging_of(state->world.layout)->lines;
    for (unsigned i = 0; i < topic->item_count; i++) {
        const struct item *item = &library->items[topic->items[i]];
        if (item->priority == priority && item_current(item, state->world.today)) {
            collect(out, &(struct choice){
                             .act = CHOICE_GO,
                             .to = guide_start(library, topic_ix, (int16_t)topic->items[i], lines),
                             .label_ix = item->title_ix,
                             .pictogram = item->pictogram});
        }
    }
}

static void items(const struct state *state, const struct library *library, struct collector *out) {
    items_of_priority(state, library, PRIORITY_EMERGENCY, out);
    items_of_priority(state, library, PRIORITY_HIGH, out);
    items_of_priority(state, library, PRIORITY_NORMAL, out);
}

static void answers(const struct state *state, const struct library *library,
                    struct collector *out) {
    const struct place *here = &state->visit.here;
    const struct question *question = &library->items[here->item_ix].questions[here->question_ix];
    uint8_t lines = paging_of(state->world.layout)->lines;
    for (unsigned i = 0; i < question->answer_count; i++) {
        collect(out, &(struct choice){.act = CHOICE_ANSWER,
                                      .to = guide_answer(library, here, i + 1, lines),
                                      .number = (uint8_t)(i + 1),
                                      .label_ix = question->answers[i].label_ix,
                                      .pictogram = question->answers[i].pictogram});
    }
}

static void collect_phrase(const struct library *library, const char *id, struct choice choice,
                           struct collector *out) {
    choice.label_ix = library_unit(library, id);
    if (choice.label_ix != LIBRARY_NONE && library->units[choice.label_ix].pictogram) {
        choice.pictogram = library->units[choice.label_ix].pictogram;
    }
    collect(out, &choice);
}

/* What comes after an item: again, something else, or good-bye. */
static void endings(const struct state *state, const struct library *library,
                    struct collector *out) {
    const struct place *here = &state->visit.here;
    struct place more;
    uint8_t lines = paging_of(state->world.layout)->lines;
    if (guide_next(library, here, lines, &more)) {
        return; /* the last part asks */
    }
    struct choice again = {.act = CHOICE_GO,
                           .to = guide_start(library, here->topic_ix, here->item_ix, lines),
                           .pictogram = "🔁"};
    struct choice other = {
        .act = CHOICE_GO, .to = place_of(PAGE_TOPICS, LIBRARY_NONE), .pictogram = "🏠"};
    struct choice end = {.act = CHOICE_END, .pictogram = "👋"};
    collect_phrase(library, "ui.summary_again", again, out);
    collect_phrase(library, "ui.summary_other", other, out);
    collect_phrase(library, "ui.summary_end", end, out);
}

void choices_of(const struct state *state, const struct library *library,
                struct choices *choices_out) {
    *choices_out = (struct choices){0};
    unsigned room = paging_of(state->world.layout)->choices;
    bool paged = state->visit.here.page != PAGE_SUMMARY; /* its part counts its blocks */
    struct collector out = {
        .choices = choices_out, .skip = paged ? state->visit.here.part * room : 0, .room = room};
    switch (state->visit.here.page) {
    case PAGE_LANGUAGES:
        languages(library, &out);
        break;
    case PAGE_TOPICS:
        topics(state, library, &out);
        break;
    case PAGE_LIST:
        items(state, library, &out);
        break;
    case PAGE_QUESTION:
        answers(state, library, &out);
        break;
    case PAGE_SUMMARY:
        endings(state, library, &out);
        break;
    case PAGE_NOTICE:
    case PAGE_PAPERS:
    case PAGE_STEPS:
    case PAGE_DETAILS:
    case PAGE_CALL:
    case PAGE_ASK:
    case PAGE_STAFF:
    case PAGE_DESK:
    case PAGE_DESK_DIGITS:
    case PAGE_DESK_READ:
    case PAGE_DESK_WORK:
    case PAGE_DESK_TALK:
    case PAGE_KIND_COUNT:
        break;
    }
}

static uint32_t bit(enum control control) { return 1u << control; }

uint32_t controls_of(const struct state *state, const struct library *library) {
    const struct visit *visit = &state->visit;
    const struct paging *paging = paging_of(state->world.layout);
    uint32_t controls = bit(CONTROL_REPEAT) | bit(CONTROL_SLOWER) | bit(CONTROL_LOUDER) |
                        bit(CONTROL_CALL) | bit(CONTROL_CORNER);
    if (state->desk.stage != DESK_SHUT) {
        return desk_controls(&state->desk, paging->lines, paging->choices);
    }
    if (visit->here.page == PAGE_STAFF) {
        return bit(CONTROL_CALL) | bit(CONTROL_CORNER);
    }
    struct choices choices;
    choices_of(state, library, &choices);
    for (unsigned i = 0; i < choices.count; i++) {
        controls |= bit((enum control)(CONTROL_CHOICE_1 + i));
    }
    struct place next;
    if (choices.more || visit->here.page == PAGE_CALL || visit->here.page == PAGE_ASK ||
        guide_next(library, &visit->here, paging->lines, &next)) {
        controls |= bit(CONTROL_NEXT);
    }
    if (visit->trail_count > 0 || visit->here.page == PAGE_TOPICS) {
        controls |= bit(CONTROL_BACK);
    }
    if (visit->lang_ix != LIBRARY_NONE || visit->here.page != PAGE_LANGUAGES) {
        controls |= bit(CONTROL_HOME);
    }
    if (visit->here.page != PAGE_LANGUAGES) {
        controls |= bit(CONTROL_LANGUAGE);
    }
    return controls;
}
