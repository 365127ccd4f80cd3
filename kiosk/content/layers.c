#include "content/layers.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/str.h"
#include "content/check.h"
#include "content/spoken.h"

enum { BELOW, LAYER, SIDES };
enum { NEW = INT32_MAX }; /* a place that is not counted yet */

/* One of the two libraries, and where its parts go. */
struct side {
    const struct library *library;
    int32_t *items; /* by index: place in the merged library, LIBRARY_NONE = nowhere */
    int32_t *units; /* the same */
    int first_fact; /* its facts stand together */
    uint8_t first_pack;
};

struct merge {
    struct arena *memory;
    struct side sides[SIDES];
    int8_t languages[LIBRARY_LANGUAGES_MAX]; /* of the layer, LIBRARY_NONE = not below */
    struct library out;
};

static void *array(const struct merge *m, size_t count, size_t size) {
    return arena_array(m->memory, count, size);
}

/* ---- languages ---------------------------------------------------------------------- */

static void match_languages(struct merge *m) {
    const struct library *layer = m->sides[LAYER].library;
    for (int i = 0; i < layer->language_count; i++) {
        const char *code = layer->languages[i].code;
        m->languages[i] = (int8_t)library_language(m->sides[BELOW].library, code);
        if (m->languages[i] == LIBRARY_NONE) {
            diag_log("gói “%s”: bỏ tiếng “%s”, gói bên dưới không có tiếng này",
                     "pack \"%s\": the language \"%s\" is left out, the pack below has none such",
                     layer->pack_id, code);
        }
    }
}

/* ---- which items -------------------------------------------------------------------- */

/* The merged place of what an answer of the layer leads to. */
static int32_t link_of(const struct merge *m, const struct answer *answer) {
    const struct side *layer = &m->sides[LAYER];
    const char *id =
        answer->next_item ? answer->next_item : layer->library->items[answer->next_ix].id;
    int32_t own = answer->next_ix;
    return own != LIBRARY_NONE && layer->items[own] != LIBRARY_NONE
               ? layer->items[own]
               : library_item(m->sides[BELOW].library, id);
}

static bool answers_lead_on(const struct merge *m, const struct question *question) {
    for (int a = 0; a < question->answer_count; a++) {
        const struct answer *answer = &question->answers[a];
        if (answer->next == NEXT_ITEM && link_of(m, answer) == LIBRARY_NONE) {
            return false;
        }
    }
    return true;
}

static bool leads_on(const struct merge *m, const struct item *item) {
    for (int q = 0; q < item->question_count; q++) {
        if (!answers_lead_on(m, &item->questions[q])) {
            return false;
        }
    }
    return true;
}

static void leave_out(struct merge *m, int32_t ix, struct layers_report *report) {
    const struct library *layer = m->sides[LAYER].library;
    diag_log("gói “%s”: không hiện mục “%s”, nó dẫn tới một mục không còn; hãy sửa mục này",
             "pack \"%s\": \"%s\" is not shown, it leads to an item that is not there; correct it",
             layer->pack_id, layer->items[ix].id);
    m->sides[LAYER].items[ix] = LIBRARY_NONE;
    report->left_item = report->left_item ? report->left_item : layer->items[ix].id;
    report->left_out++;
}

static bool leave_out_some(struct merge *m, struct layers_report *report) {
    const struct side *layer = &m->sides[LAYER];
    int before = report->left_out;
    for (int32_t i = 0; i < layer->library->item_count; i++) {
        if (layer->items[i] != LIBRARY_NONE && !leads_on(m, &layer->library->items[i])) {
            leave_out(m, i, report);
        }
    }
    return report->left_out > before;
}

/* Leaves out what leads nowhere; that may be what others lead to. */
static void leave_out_dead_ends(struct merge *m, struct layers_report *report) {
    while (leave_out_some(m, report)) {
    }
}

/* Replaced items keep their place, new ones come after. */
static void place_items(struct merge *m, struct layers_report *report) {
    struct side *below = &m->sides[BELOW], *layer = &m->sides[LAYER];
    int32_t end = below->library->item_count;
    below->items = array(m, below->library->item_count, sizeof *below->items);
    layer->items = array(m, layer->library->item_count, sizeof *layer->items);
    for (int32_t i = 0; i < below->library->item_count; i++) {
        below->items[i] = i;
    }
    for (int32_t i = 0; i < layer->library->item_count; i++) {
        int32_t same = library_item(below->library, layer->library->items[i].id);
        layer->items[i] = same == LIBRARY_NONE ? NEW : same;
    }
    leave_out_dead_ends(m, report);
    for (int32_t i = 0; i < layer->library->item_count; i++) {
        if (layer->items[i] == NEW) {
            layer->items[i] = end++;
        } else if (layer->items[i] != LIBRARY_NONE) {
            below->items[layer->items[i]] = LIBRARY_NONE;
        }
    }
    m->out.item_count = (uint16_t)end;
}

/* ---- which units -------------------------------------------------------------------- */

static bool is_phrase(const char *id) { return strncmp(id, "ui.", strlen("ui.")) == 0; }

static void need_unit(struct side *side, int32_t ix) {
    if (ix != LIBRARY_NONE) {
        side->units[ix] = 0;
    }
}

static void need_entry(struct side *side, const struct entry *entry) {
    need_unit(side, entry->label_ix);
    for (int32_t u = 0; u < entry->unit_count; u++) {
        need_unit(side, entry->first_unit + u);
    }
}

static void need_sections(struct side *side, const struct item *item) {
    for (int s = 0; s < SECTION_COUNT; s++) {
        for (int e = 0; e < item->sections[s].count; e++) {
            need_entry(side, &item->sections[s].entries[e]);
        }
    }
}

static void need_question(struct side *side, const struct question *question) {
    need_unit(side, question->label_ix);
    for (int a = 0; a < question->answer_count; a++) {
        need_unit(side, question->answers[a].label_ix);
    }
}

static void need_item(struct side *side, const struct item *item) {
    need_unit(side, item->title_ix);
    for (int q = 0; q < item->question_count; q++) {
        need_question(side, &item->questions[q]);
    }
    need_sections(side, item);
}

static bool has_topic(const struct library *library, const struct topic *topic) {
    for (int t = 0; t < library->topic_count; t++) {
        if (str_same(library->topics[t].id, topic->id)) {
            return true;
        }
    }
    return false;
}

/* The units of items that stay, of topics that are not joined, and the phrases that nobody
 * replaces. By what refers to them and not by their ids: those of a hostile pack need not agree. */
static void need_units(struct merge *m, struct side *side) {
    const struct library *library = side->library;
    side->units = array(m, library->unit_count, sizeof *side->units);
    for (uint32_t u = 0; u < library->unit_count; u++) {
        const char *id = library->units[u].id;
        bool replaced = side == &m->sides[BELOW] && library_unit(m->sides[LAYER].library, id) >= 0;
        side->units[u] = is_phrase(id) && !replaced ? 0 : LIBRARY_NONE;
    }
    for (int i = 0; i < library->item_count; i++) {
        if (side->items[i] != LIBRARY_NONE) {
            need_item(side, &library->items[i]);
        }
    }
    for (int t = 0; t < library->topic_count; t++) {
        if (side == &m->sides[BELOW] || !has_topic(m->sides[BELOW].library, &library->topics[t])) {
            need_unit(side, library->topics[t].label_ix);
        }
    }
}

/* Where the needed ones go: in their order, so that what stands together still does. */
static void place_units(struct merge *m, struct side *side) {
    need_units(m, side);
    for (uint32_t u = 0; u < side->library->unit_count; u++) {
        if (side->units[u] != LIBRARY_NONE) {
            side->units[u] = (int32_t)m->out.unit_count++;
        }
    }
}

/* ---- texts -------------------------------------------------------------------------- */

static struct phrase lay_phrase(const struct merge *m, const struct phrase *phrase) {
    struct span *spans = array(m, phrase->span_count, sizeof *spans);
    struct phrase copy = *phrase;
    for (int i = 0; i < phrase->span_count; i++) {
        spans[i] = phrase->spans[i];
        if (spans[i].lang_ix != LIBRARY_NONE) {
            spans[i].lang_ix = m->languages[spans[i].lang_ix];
        }
        if (spans[i].kind == SPAN_FACT) {
            spans[i].fact_ix = (int16_t)(spans[i].fact_ix + m->sides[LAYER].first_fact);
        }
    }
    copy.spans = spans;
    return copy;
}

/* A unit of the layer with the languages in the order of those below. */
static struct unit lay_unit(const struct merge *m, const struct unit *unit) {
    struct unit copy = {.id = unit->id, .pictogram = unit->pictogram, .photo = unit->photo};
    for (int l = 0; l < m->sides[LAYER].library->language_count; l++) {
        int to = m->languages[l];
        if (to != LIBRARY_NONE) {
            copy.text[to] = lay_phrase(m, &unit->text[l]);
            copy.say[to] = lay_phrase(m, &unit->say[l]);
            copy.shorter[to] = lay_phrase(m, &unit->shorter[l]);
        }
    }
    return copy;
}

static void lay_units(struct merge *m) {
    const struct side *below = &m->sides[BELOW], *layer = &m->sides[LAYER];
    struct unit *units = array(m, m->out.unit_count, sizeof *units);
    for (uint32_t u = 0; u < below->library->unit_count; u++) {
        if (below->units[u] != LIBRARY_NONE) {
            units[below->units[u]] = below->library->units[u];
        }
    }
    for (uint32_t u = 0; u < layer->library->unit_count; u++) {
        if (layer->units[u] != LIBRARY_NONE) {
            units[layer->units[u]] = lay_unit(m, &layer->library->units[u]);
        }
    }
    m->out.units = units;
}

static void lay_facts(struct merge *m) {
    struct fact *facts = array(m, m->out.fact_count, sizeof *facts);
    for (int s = 0; s < SIDES; s++) {
        const struct library *from = m->sides[s].library;
        if (from->fact_count) {
            memcpy(facts + m->sides[s].first_fact, from->facts, from->fact_count * sizeof *facts);
        }
    }
    m->out.facts = facts;
}

/* ---- items -------------------------------------------------------------------------- */

static int32_t unit_at(const struct side *side, int32_t ix) {
    return ix == LIBRARY_NONE ? ix : side->units[ix];
}

static const struct answer *lay_answers(const struct merge *m, const struct side *side,
                                        const struct question *question) {
    struct answer *answers = array(m, question->answer_count, sizeof *answers);
    for (int a = 0; a < question->answer_count; a++) {
        answers[a] = question->answers[a];
        answers[a].label_ix = unit_at(side, answers[a].label_ix);
        if (answers[a].next == NEXT_ITEM && side == &m->sides[LAYER]) {
            answers[a].next_ix = link_of(m, &answers[a]);
            answers[a].next_item = NULL;
        }
    }
    return answers;
}

static const struct question *lay_questions(const struct merge *m, const struct side *side,
                                            const struct item *item) {
    struct question *questions = array(m, item->question_count, sizeof *questions);
    for (int q = 0; q < item->question_count; q++) {
        questions[q] = item->questions[q];
        questions[q].label_ix = unit_at(side, questions[q].label_ix);
        questions[q].answers = lay_answers(m, side, &item->questions[q]);
    }
    return questions;
}

static const struct entry *lay_entries(const struct merge *m, const struct side *side,
                                       const struct entry *from, int count) {
    struct entry *entries = array(m, (size_t)count, sizeof *entries);
    for (int e = 0; e < count; e++) {
        entries[e] = from[e];
        entries[e].label_ix = unit_at(side, entries[e].label_ix);
        entries[e].first_unit = entries[e].unit_count ? side->units[entries[e].first_unit] : 0;
    }
    return entries;
}

static struct item lay_item(const struct merge *m, const struct side *side,
                            const struct item *item) {
    struct item copy = *item;
    copy.title_ix = unit_at(side, item->title_ix);
    copy.topic = NULL;
    copy.pack_ix = (uint8_t)(item->pack_ix + side->first_pack);
    copy.questions = lay_questions(m, side, item);
    for (int s = 0; s < SECTION_COUNT; s++) {
        copy.sections[s].entries =
            lay_entries(m, side, item->sections[s].entries, item->sections[s].count);
    }
    return copy;
}

static void lay_items_of(const struct merge *m, const struct side *side, struct item *items) {
    for (int i = 0; i < side->library->item_count; i++) {
        if (side->items[i] != LIBRARY_NONE) {
            items[side->items[i]] = lay_item(m, side, &side->library->items[i]);
        }
    }
}

static void lay_items(struct merge *m) {
    struct item *items = array(m, m->out.item_count, sizeof *items);
    lay_items_of(m, &m->sides[BELOW], items);
    lay_items_of(m, &m->sides[LAYER], items);
    m->out.items = items;
}

/* ---- topics ------------------------------------------------------------------------- */

static const char OTHER[] = "other";

/* Topics while they are filled: as many as there may be, each with room for all. */
struct topics {
    struct topic list[UINT8_MAX];
    int32_t *items[UINT8_MAX]; /* of each */
    int count;
    struct unit other; /* the label of the last one */
    bool needs_other;
};

static int topic_ix(const struct topics *topics, const char *id) {
    for (int t = 0; t < topics->count; t++) {
        if (str_same(topics->list[t].id, id)) {
            return t;
        }
    }
    return LIBRARY_NONE;
}

static const char *topic_of(const struct library *layer, int32_t item_ix) {
    for (int t = 0; t < layer->topic_count; t++) {
        if (library_topic_has(&layer->topics[t], item_ix)) {
            return layer->topics[t].id;
        }
    }
    return layer->items[item_ix].topic;
}

static void take_out_of(struct topic *topic, int32_t *items, int32_t item_ix) {
    uint16_t count = 0;
    for (int i = 0; i < topic->item_count; i++) {
        if (items[i] != item_ix) {
            items[count++] = items[i];
        }
    }
    topic->item_count = count;
}

/* Takes the item out of every topic but `kept`. */
static void take_out(struct topics *topics, int kept, int32_t item_ix) {
    for (int t = 0; t < topics->count; t++) {
        if (t != kept) {
            take_out_of(&topics->list[t], topics->items[t], item_ix);
        }
    }
}

/* Adds `topic` with the first `count` of its items. */
static int add_topic(struct merge *m, struct topics *topics, const struct topic *topic,
                     uint16_t count) {
    int ix = topics->count++;
    topics->items[ix] =
        array(m, count + m->sides[LAYER].library->item_count, sizeof *topics->items[ix]);
    if (count) {
        memcpy(topics->items[ix], topic->items, count * sizeof *topic->items);
    }
    topics->list[ix] = *topic;
    topics->list[ix].items = topics->items[ix];
    topics->list[ix].item_count = count;
    return ix;
}

static void add_topic_of(struct merge *m, struct topics *topics, const struct side *side, int t) {
    struct topic copy = side->library->topics[t];
    copy.label_ix = unit_at(side, copy.label_ix);
    /* The layer's items come one by one: some may be left out. */
    add_topic(m, topics, &copy, side == &m->sides[BELOW] ? copy.item_count : 0);
}

/* The place for what has no topic. Its name is Vietnamese in every language: the pack
 * below has no such words, and none are made up. */
static int other_topic(struct merge *m, struct topics *topics) {
    static const struct span name = {SPAN_TEXT, LIBRARY_NONE, LIBRARY_NONE, "Việc khác"};
    int ix = topic_ix(topics, OTHER);
    if (ix != LIBRARY_NONE) {
        return ix;
    }
    topics->needs_other = true;
    topics->other = (struct unit){.id = "topic.other", .pictogram = "📌"};
    topics->other.text[LIBRARY_VIETNAMESE] = (struct phrase){&name, 1, TRANSLATION_REVIEWED};
    struct topic other = {.id = OTHER, .label_ix = (int32_t)m->out.unit_count, .pictogram = "📌"};
    return add_topic(m, topics, &other, 0);
}

static void put_into_topic(struct merge *m, struct topics *topics, int32_t ix,
                           struct layers_report *report) {
    const struct side *layer = &m->sides[LAYER];
    const char *id = topic_of(layer->library, ix);
    int topic = topic_ix(topics, id);
    if (topic == LIBRARY_NONE) {
        topic = other_topic(m, topics);
        report->other++;
    }
    take_out(topics, topic, layer->items[ix]);
    struct topic *place = &topics->list[topic];
    if (!library_topic_has(place, layer->items[ix])) {
        topics->items[topic][place->item_count++] = layer->items[ix];
    }
}

static void lay_topics(struct merge *m, struct topics *topics, struct layers_report *report) {
    const struct library *below = m->sides[BELOW].library, *layer = m->sides[LAYER].library;
    for (int t = 0; t < below->topic_count; t++) {
        add_topic_of(m, topics, &m->sides[BELOW], t);
    }
    for (int t = 0; t < layer->topic_count && topics->count < CHECK_TOPICS_MAX; t++) {
        if (topic_ix(topics, layer->topics[t].id) == LIBRARY_NONE) {
            add_topic_of(m, topics, &m->sides[LAYER], t);
        }
    }
    for (int32_t i = 0; i < layer->item_count; i++) {
        if (m->sides[LAYER].items[i] != LIBRARY_NONE) {
            put_into_topic(m, topics, i, report);
        }
    }
    if (report->other) {
        diag_log("gói “%s”: %d mục không có chủ đề ở đây, được xếp vào “Việc khác”",
                 "pack \"%s\": %d items have no topic here and are under \"Việc khác\"",
                 layer->pack_id, report->other);
    }
    struct topic *list = array(m, (size_t)topics->count, sizeof *list);
    memcpy(list, topics->list, (size_t)topics->count * sizeof *list);
    m->out.topics = list;
    m->out.topic_count = (uint16_t)topics->count;
}

static void add_other_label(struct merge *m, const struct topics *topics) {
    if (topics->needs_other) {
        struct unit *units = array(m, m->out.unit_count + 1u, sizeof *units);
        memcpy(units, m->out.units, m->out.unit_count * sizeof *units);
        units[m->out.unit_count++] = topics->other;
        m->out.units = units;
    }
}

/* ---- recordings --------------------------------------------------------------------- */

/* Appends the recordings of a side; those of a language that is not below are left out. */
static size_t take_spoken(const struct merge *m, const struct side *side, struct spoken *list,
                          size_t count) {
    for (uint32_t i = 0; i < side->library->spoken_count; i++) {
        struct spoken spoken = side->library->spoken[i];
        spoken.pack_ix = (uint8_t)(spoken.pack_ix + side->first_pack);
        spoken.lang_ix = side == &m->sides[LAYER] ? m->languages[spoken.lang_ix] : spoken.lang_ix;
        if (spoken.lang_ix != LIBRARY_NONE) {
            list[count++] = spoken;
        }
    }
    return count;
}

/* Those of both are judged anew: the layer may have changed what they say. */
static void lay_spoken(struct merge *m) {
    size_t most =
        (size_t)m->sides[BELOW].library->spoken_count + m->sides[LAYER].library->spoken_count;
    struct spoken *list = array(m, most, sizeof *list);
    size_t count = take_spoken(m, &m->sides[BELOW], list, 0);
    count = take_spoken(m, &m->sides[LAYER], list, count);
    spoken_settle(&m->out, list, count, m->memory);
}

/* ---- the whole ---------------------------------------------------------------------- */

struct by_id {
    const struct unit *units;
    uint32_t *order, *space;
};

/* Merges two sorted runs: [from, middle) and [middle, to). */
static void merge_runs(const struct by_id *s, uint32_t from, uint32_t middle, uint32_t to) {
    uint32_t a = from, b = middle;
    for (uint32_t i = from; i < to; i++) {
        bool first = b == to || (a < middle &&
                                 strcmp(s->units[s->order[a]].id, s->units[s->order[b]].id) <= 0);
        s->space[i] = s->order[first ? a++ : b++];
    }
    memcpy(s->order + from, s->space + from, (to - from) * sizeof *s->order);
}

/* A merge sort: qsort cannot be told where the units are. */
static void order_units(struct merge *m) {
    uint32_t count = m->out.unit_count;
    struct by_id s = {m->out.units, array(m, count, sizeof *s.order),
                      array(m, count, sizeof *s.space)};
    for (uint32_t i = 0; i < count; i++) {
        s.order[i] = i;
    }
    for (uint64_t width = 1; width < count; width *= 2) {
        for (uint64_t from = 0; from + width < count; from += 2 * width) {
            uint64_t to = from + 2 * width < count ? from + 2 * width : count;
            merge_runs(&s, (uint32_t)from, (uint32_t)(from + width), (uint32_t)to);
        }
    }
    m->out.unit_order = s.order;
}

/* What the journal writes beside an item: another one whenever either pack is. */
static const char *both_hashes(const struct merge *m) {
    enum { HASH_BYTES = 33 };
    struct hash128 hash = HASH128_EMPTY;
    char *text = array(m, HASH_BYTES, 1);
    for (int s = 0; s < SIDES; s++) {
        const char *of = m->sides[s].library->pack_hash;
        hash128_bytes(&hash, of, strlen(of) + 1);
    }
    snprintf(text, HASH_BYTES, "%016llx%016llx", (unsigned long long)hash.high,
             (unsigned long long)hash.low);
    return text;
}

static bool fits(const struct library *below, const struct library *layer) {
    return below->kind == LIBRARY_WHOLE && layer->kind == LIBRARY_LAYER &&
           below->pack_count + layer->pack_count <= LIBRARY_PACKS_MAX &&
           below->item_count + layer->item_count < INT16_MAX &&
           below->fact_count + layer->fact_count < INT16_MAX &&
           below->topic_count + CHECK_TOPICS_MAX < UINT8_MAX;
}

static struct merge begin(const struct library *below, const struct library *layer,
                          struct arena *memory) {
    struct merge m = {.memory = memory, .out = *below};
    m.sides[BELOW] = (struct side){.library = below};
    m.sides[LAYER] = (struct side){
        .library = layer, .first_fact = below->fact_count, .first_pack = below->pack_count};
    m.out.fact_count = (uint16_t)(below->fact_count + layer->fact_count);
    m.out.unit_count = 0;
    for (int p = 0; p < layer->pack_count; p++) {
        m.out.packs[m.out.pack_count++] = layer->packs[p];
    }
    return m;
}

enum err layers_lay(struct library *library, struct library *layer,
                    struct layers_report *report_out) {
    struct arena memory = {0};
    struct topics topics = {.count = 0};
    *report_out = (struct layers_report){0};
    if (!fits(library, layer)) {
        diag_log("gói “%s” không nằm vừa trên gói “%s”; hãy làm gói nhỏ hơn",
                 "the pack \"%s\" does not fit over the pack \"%s\"; make it smaller",
                 layer->pack_id, library->pack_id);
        return ERR_REJECT;
    }
    struct merge m = begin(library, layer, &memory);
    match_languages(&m);
    place_items(&m, report_out);
    place_units(&m, &m.sides[BELOW]);
    place_units(&m, &m.sides[LAYER]);
    lay_units(&m);
    lay_facts(&m);
    lay_items(&m);
    lay_topics(&m, &topics, report_out);
    add_other_label(&m, &topics);
    order_units(&m);
    lay_spoken(&m);
    m.out.pack_hash = both_hashes(&m);
    arena_take(&memory, &library->memory);
    arena_take(&memory, &layer->memory);
    m.out.memory = memory;
    *library = m.out;
    *layer = (struct library){0};
    return ERR_OK;
}
