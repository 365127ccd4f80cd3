#include "content/worklist.h"

#include <inttypes.h>
#include <string.h>

#include "base/str.h"
#include "content/grow.h"

enum { SHOWN_BYTES = 2048, ID_BYTES = 256 };

struct making {
    const struct library *library;
    int lang_ix;
    const struct recordings *recordings;
    struct worklist *worklist;
    bool *listed; /* by unit */
};

/* Finished, with what is known of its recording. */
static void add(struct making *m, struct work work) {
    struct worklist *to = m->worklist;
    const struct recording *recording = recordings_find(m->recordings, work.unit, work.wording);
    bool same = recording && recording->source.high == work.source.high &&
                recording->source.low == work.source.low;
    work.done = same;
    work.stale = recording && !same;
    to->list = grow(&to->memory, to->list, to->count, sizeof *to->list);
    to->list[to->count++] = work;
    to->done += same;
}

static const char *shown(struct making *m, const struct phrase *phrase) {
    char text[SHOWN_BYTES];
    struct str s;
    str_init(&s, text, sizeof text);
    library_put_phrase(m->library, phrase, &s);
    return arena_strdup(&m->worklist->memory, text);
}

/* A translation that says something: missing and stale ones have no spans. */
static const struct phrase *translation_of(const struct making *m, const struct unit *unit) {
    const struct phrase *say = &unit->say[m->lang_ix], *text = &unit->text[m->lang_ix];
    return say->span_count ? say : text->span_count ? text : NULL;
}

static void add_unit(struct making *m, int32_t unit_ix) {
    if (unit_ix == LIBRARY_NONE || m->listed[unit_ix]) {
        return;
    }
    const struct unit *unit = &m->library->units[unit_ix];
    bool say = unit->say[LIBRARY_VIETNAMESE].span_count > 0;
    const struct phrase *translation = translation_of(m, unit);
    struct work work = {
        .unit = arena_strdup(&m->worklist->memory, unit->id),
        .wording = say ? RECORDING_SAY : RECORDING_TEXT,
        .vietnamese =
            shown(m, say ? &unit->say[LIBRARY_VIETNAMESE] : &unit->text[LIBRARY_VIETNAMESE]),
        .translation = translation ? shown(m, translation) : NULL,
        .draft = translation && translation->state == TRANSLATION_DRAFT,
    };
    work.source = recordings_source(work.vietnamese);
    m->listed[unit_ix] = true;
    add(m, work);
}

static void add_questions(struct making *m, const struct item *item) {
    for (int q = 0; q < item->question_count; q++) {
        const struct question *question = &item->questions[q];
        add_unit(m, question->label_ix);
        for (int a = 0; a < question->answer_count; a++) {
            add_unit(m, question->answers[a].label_ix);
        }
    }
}

static void add_section(struct making *m, const struct item *item, int section) {
    for (int e = 0; e < item->sections[section].count; e++) {
        const struct entry *entry = &item->sections[section].entries[e];
        add_unit(m, entry->label_ix);
        for (int32_t i = 0; i < entry->unit_count; i++) {
            add_unit(m, entry->first_unit + i);
        }
    }
}

/* The body is what opens a procedure: it comes before the questions. */
static void add_item(struct making *m, const struct item *item) {
    add_unit(m, item->title_ix);
    add_section(m, item, SECTION_BODY);
    add_questions(m, item);
    for (int section = SECTION_BODY + 1; section < SECTION_COUNT; section++) {
        add_section(m, item, section);
    }
}

static void add_phrases(struct making *m) {
    for (uint32_t i = 0; i < m->library->unit_count; i++) {
        if (strncmp(m->library->units[i].id, "ui.", 3) == 0) {
            add_unit(m, (int32_t)i);
        }
    }
}

static void add_numerals(struct making *m, const struct numeral *numerals, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct numeral *numeral = &numerals[i];
        char id[ID_BYTES], value[32];
        struct str s;
        str_init(&s, id, sizeof id);
        str_printf(&s, "number:%s", numeral->word);
        str_init(&s, value, sizeof value);
        str_printf(&s, "%" PRId64, numeral->value);
        add(m, (struct work){.unit = arena_strdup(&m->worklist->memory, id),
                             .wording = RECORDING_TEXT,
                             .source = recordings_source(numeral->word),
                             .vietnamese = arena_strdup(&m->worklist->memory, value),
                             .translation = arena_strdup(&m->worklist->memory, numeral->example)});
    }
}

void worklist_make(const struct library *library, int lang_ix, const struct recordings *recordings,
                   const struct numeral *numerals, size_t numeral_count,
                   struct worklist *worklist_out) {
    *worklist_out = (struct worklist){0};
    struct making m = {
        .library = library, .lang_ix = lang_ix, .recordings = recordings, .worklist = worklist_out};
    m.listed = arena_array(&worklist_out->memory, library->unit_count + 1, sizeof *m.listed);
    add_phrases(&m);
    for (int t = 0; t < library->topic_count; t++) {
        add_unit(&m, library->topics[t].label_ix);
    }
    for (int t = 0; t < library->topic_count; t++) {
        for (int i = 0; i < library->topics[t].item_count; i++) {
            add_item(&m, &library->items[library->topics[t].items[i]]);
        }
    }
    for (uint32_t i = 0; i < library->unit_count; i++) {
        add_unit(&m, (int32_t)i); /* what no topic leads to */
    }
    add_numerals(&m, numerals, numeral_count);
}

void worklist_done(struct worklist *worklist, size_t ix) {
    worklist->done += !worklist->list[ix].done;
    worklist->list[ix].done = true;
    worklist->list[ix].stale = false;
}

void worklist_fini(struct worklist *worklist) {
    arena_fini(&worklist->memory);
    *worklist = (struct worklist){0};
}
