#include "content/pack_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"
#include "content/grow.h"
#include "content/markup.h"
#include "content/pack_schema.h"
#include "content/recordings.h"
#include "content/source.h" /* enum variant */
#include "content/spoken.h"
#include "content/ways.h"
#include "unicode/nfc.h"

enum {
    UNITS_MAX = 200000,
    TOPICS_MAX = 64,
    SPANS_MAX = 200,
    DAY_MAX = 99991231,
    SPOKEN_MAX = 2000000
};

enum query {
    QUERY_LANGUAGES,
    QUERY_LANGUAGE_ORDER,
    QUERY_ITEMS,
    QUERY_VILLAGES,
    QUERY_FACTS,
    QUERY_UNITS,
    QUERY_UNIT_ORDER,
    QUERY_PHRASES,
    QUERY_QUESTIONS,
    QUERY_ANSWERS,
    QUERY_ENTRIES,
    QUERY_CONDITIONS,
    QUERY_TOPICS,
    QUERY_TOPIC_ITEMS,
    QUERY_ITEM_TOPIC,
    QUERY_ANSWER_ITEM,
    QUERY_SPOKEN,
    QUERY_COUNT
};

static const char *const QUERIES[] = {
    [QUERY_LANGUAGES] = "SELECT ix, code, autonym, name, voice, voice_status, colour, weave,"
                        " greeting, greeting_lang FROM language ORDER BY ix",
    [QUERY_LANGUAGE_ORDER] = "SELECT ix FROM language ORDER BY position, ix",
    [QUERY_ITEMS] = "SELECT ix, id, kind, priority, title, pictogram, evidence, valid_from,"
                    " valid_to FROM item ORDER BY ix",
    [QUERY_VILLAGES] = "SELECT ix, village FROM item_village WHERE item = ?1 ORDER BY ix",
    [QUERY_FACTS] = "SELECT ix, key, type, value, legal_number, valid_from, valid_to, checked_on,"
                    " checked_by, evidence FROM fact WHERE item = ?1 ORDER BY ix",
    [QUERY_UNITS] = "SELECT ix, id, item, pictogram, photo FROM unit ORDER BY ix",
    [QUERY_UNIT_ORDER] = "SELECT ix FROM unit ORDER BY id",
    [QUERY_PHRASES] = "SELECT lang, variant, state, text FROM phrase WHERE unit = ?1",
    [QUERY_QUESTIONS] = "SELECT ix, label, pictogram FROM question WHERE item = ?1 ORDER BY ix",
    [QUERY_ANSWERS] = "SELECT ix, label, pictogram, next, next_ix FROM answer"
                      " WHERE item = ?1 AND question = ?2 ORDER BY ix",
    [QUERY_ENTRIES] = "SELECT ix, label, first_unit, unit_count, pictogram FROM entry"
                      " WHERE item = ?1 AND section = ?2 ORDER BY ix",
    [QUERY_CONDITIONS] = "SELECT ix, question, answers FROM condition"
                         " WHERE item = ?1 AND section = ?2 AND entry = ?3 ORDER BY ix",
    [QUERY_TOPICS] = "SELECT ix, id, label, pictogram FROM topic ORDER BY ix",
    [QUERY_TOPIC_ITEMS] = "SELECT ix, item FROM topic_item WHERE topic = ?1 ORDER BY ix",
    [QUERY_ITEM_TOPIC] = "SELECT topic FROM item_topic WHERE item = ?1",
    [QUERY_ANSWER_ITEM] = "SELECT id FROM answer_item WHERE item = ?1 AND question = ?2"
                          " AND ix = ?3",
    [QUERY_SPOKEN] = "SELECT ix, unit, lang, wording, source, ms, digest FROM recording"
                     " ORDER BY ix",
};

/* A range of library.facts: what the texts of one item may name. */
struct fact_range {
    int first, count;
};

struct reader {
    const char *path;
    unsigned flags; /* enum pack_flag */
    struct store *store;
    struct store_row *rows[QUERY_COUNT];
    struct library library;         /* what is read so far */
    int item_count;                 /* known before the items themselves */
    struct fact_range *fact_ranges; /* of each item */
    bool bad;                       /* the pack is refused; it was said why */
};

/* ---- values that are checked ------------------------------------------------------- */

static void refuse(struct reader *r, const char *what) {
    if (!r->bad) {
        diag_log("%s: gói nội dung không dùng được (%s); hãy chép lại hoặc làm lại gói",
                 "%s: the pack cannot be used (%s); copy it again or build it again", r->path,
                 what);
    }
    r->bad = true;
}

static int64_t number(struct reader *r, enum query q, int column, int64_t low, int64_t high) {
    int64_t value = store_int(r->rows[q], column);
    if (store_is_null(r->rows[q], column) || value < low || value > high) {
        refuse(r, QUERIES[q]);
        return low;
    }
    return value;
}

static const char *optional_text(struct reader *r, enum query q, int column) {
    const char *text = store_text(r->rows[q], column);
    if (text && (!nfc_is_utf8(text, strlen(text)) || !nfc_is_normal(text))) {
        refuse(r, QUERIES[q]);
        return NULL;
    }
    return arena_strdup(&r->library.memory, text);
}

static const char *text(struct reader *r, enum query q, int column) {
    const char *copy = optional_text(r, q, column);
    if (!copy) {
        refuse(r, QUERIES[q]);
    }
    return copy ? copy : "";
}

static char evidence(struct reader *r, enum query q, int column) {
    const char *letter = text(r, q, column);
    if (strlen(letter) != 1 || *letter < 'A' || *letter > 'D') {
        refuse(r, QUERIES[q]);
    }
    return *letter;
}

static int32_t day(struct reader *r, enum query q, int column) {
    return (int32_t)number(r, q, column, 0, DAY_MAX);
}

static int32_t unit_ix(struct reader *r, enum query q, int column) {
    return (int32_t)number(r, q, column, 0, (int64_t)r->library.unit_count - 1);
}

/* The next row; column 0 must be its index. False at the end or when refused. */
static bool next_row(struct reader *r, enum query q, size_t ix, size_t max) {
    if (r->bad || !store_step(r->rows[q])) {
        r->bad = r->bad || store_failed(r->rows[q]); /* the store said why */
        return false;
    }
    if (ix >= max || store_int(r->rows[q], 0) != (int64_t)ix) {
        refuse(r, QUERIES[q]);
    }
    return !r->bad;
}

static void *room(struct reader *r, void *list, size_t count, size_t size) {
    return grow(&r->library.memory, list, count, size);
}

/* ---- languages --------------------------------------------------------------------- */

static struct language read_language(struct reader *r) {
    enum query q = QUERY_LANGUAGES;
    return (struct language){
        .code = text(r, q, 1),
        .autonym = text(r, q, 2),
        .name = text(r, q, 3),
        .voice = optional_text(r, q, 4),
        .voice_status = (enum voice_status)number(r, q, 5, VOICE_NONE, VOICE_STOCK),
        .colour = (uint32_t)number(r, q, 6, 0, 0xFFFFFF),
        .weave = (uint8_t)number(r, q, 7, 0, UINT8_MAX),
        .greeting = {.text = text(r, q, 8),
                     .lang_ix = (int8_t)number(r, q, 9, 0, LIBRARY_LANGUAGES_MAX - 1)},
    };
}

/* Every language once, or the pack is refused. */
static void read_language_order(struct reader *r, int count) {
    uint8_t *order = arena_array(&r->library.memory, (size_t)count, sizeof *order);
    struct store_row *row = r->rows[QUERY_LANGUAGE_ORDER];
    unsigned seen = 0;
    for (int i = 0; i < count && store_step(row); i++) {
        order[i] = (uint8_t)number(r, QUERY_LANGUAGE_ORDER, 0, 0, count - 1);
        seen |= 1u << order[i];
    }
    if (seen != (1u << count) - 1) {
        refuse(r, QUERIES[QUERY_LANGUAGE_ORDER]);
    }
    r->library.language_order = order;
}

static void read_languages(struct reader *r) {
    struct language *list = NULL;
    int count = 0;
    while (next_row(r, QUERY_LANGUAGES, (size_t)count, LIBRARY_LANGUAGES_MAX)) {
        list = room(r, list, (size_t)count, sizeof *list);
        list[count++] = read_language(r);
    }
    bool good = count > 0 && str_same(list[0].code, "vi");
    for (int i = 0; i < count; i++) {
        good = good && list[i].greeting.lang_ix < count &&
               (list[i].voice || list[i].voice_status == VOICE_NONE);
    }
    if (!good) {
        refuse(r, "language");
        return;
    }
    r->library.languages = list;
    r->library.language_count = (uint8_t)count;
    read_language_order(r, count);
}

/* ---- facts -------------------------------------------------------------------------- */

static struct fact read_fact(struct reader *r) {
    enum query q = QUERY_FACTS;
    return (struct fact){
        .key = text(r, q, 1),
        .type = (enum fact_type)number(r, q, 2, FACT_MONEY, FACT_DATE),
        .value = number(r, q, 3, 0, INT64_MAX),
        .legal_number = optional_text(r, q, 4),
        .valid_from = day(r, q, 5),
        .valid_to = day(r, q, 6),
        .checked_on = day(r, q, 7),
        .checked_by = optional_text(r, q, 8),
        .evidence = evidence(r, q, 9),
    };
}

/* How many rows a query by position has, for arrays that are filled later. */
static int count_rows(struct reader *r, enum query q, size_t max) {
    size_t count = 0;
    while (next_row(r, q, count, max)) {
        count++;
    }
    return (int)count;
}

/* Appends the facts of one item to the list. */
static struct fact *read_facts_of(struct reader *r, int item, struct fact *list, int *count) {
    struct fact_range *range = &r->fact_ranges[item];
    range->first = *count;
    store_bind_int(r->rows[QUERY_FACTS], 1, item);
    while (next_row(r, QUERY_FACTS, (size_t)range->count, (size_t)(INT16_MAX - range->first))) {
        list = room(r, list, (size_t)*count, sizeof *list);
        list[(*count)++] = read_fact(r);
        range->count++;
    }
    return list;
}

static void read_facts(struct reader *r) {
    struct fact *list = NULL;
    int count = 0;
    r->item_count = count_rows(r, QUERY_ITEMS, INT16_MAX);
    r->fact_ranges = arena_array(&r->library.memory, (size_t)r->item_count, sizeof *r->fact_ranges);
    for (int i = 0; i < r->item_count && !r->bad; i++) {
        list = read_facts_of(r, i, list, &count);
    }
    r->library.facts = list;
    r->library.fact_count = (uint16_t)count;
}

/* ---- texts -------------------------------------------------------------------------- */

static int fact_ix(const struct reader *r, struct fact_range range,
                   const struct markup_piece *piece) {
    for (int i = range.first; i < range.first + range.count; i++) {
        if (markup_is(piece->text, piece->bytes, r->library.facts[i].key)) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

static int tag_ix(const struct reader *r, const struct markup_piece *piece) {
    for (int i = 0; i < r->library.language_count; i++) {
        if (markup_is(piece->lang, piece->lang_bytes, r->library.languages[i].code)) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

static struct span span_of(struct reader *r, struct fact_range facts,
                           const struct markup_piece *piece) {
    struct span span = {.kind = SPAN_TEXT, .lang_ix = LIBRARY_NONE, .fact_ix = LIBRARY_NONE};
    if (piece->kind == MARKUP_FACT) {
        span.kind = SPAN_FACT;
        span.fact_ix = (int16_t)fact_ix(r, facts, piece);
        if (span.fact_ix < 0) {
            refuse(r, "phrase: fact");
        }
        return span;
    }
    char *plain = arena_array(&r->library.memory, piece->bytes + 1, 1);
    markup_plain(piece, plain);
    span.text = plain;
    if (piece->lang) {
        span.lang_ix = (int8_t)tag_ix(r, piece);
        if (span.lang_ix < 0) {
            refuse(r, "phrase: language");
        }
    }
    return span;
}

static void parse_spans(struct reader *r, struct fact_range facts, const char *marked,
                        struct phrase *phrase) {
    struct span *spans = NULL;
    uint16_t count = 0;
    const char *at = marked;
    struct markup_piece piece = markup_next(&at);
    while (piece.kind == MARKUP_TEXT || piece.kind == MARKUP_FACT) {
        if (count == SPANS_MAX) {
            break;
        }
        spans = room(r, spans, count, sizeof *spans);
        spans[count++] = span_of(r, facts, &piece);
        piece = markup_next(&at);
    }
    if (piece.kind != MARKUP_END || count == 0) {
        refuse(r, "phrase: text");
        return;
    }
    phrase->spans = spans;
    phrase->span_count = count;
}

static struct phrase *phrase_at(struct unit *unit, enum variant variant, int lang) {
    struct phrase *const wordings[] = {
        [VARIANT_TEXT] = unit->text, [VARIANT_SAY] = unit->say, [VARIANT_SHORT] = unit->shorter};
    return &wordings[variant][lang];
}

static void read_phrase(struct reader *r, struct fact_range facts, struct unit *unit) {
    enum query q = QUERY_PHRASES;
    int lang = (int)number(r, q, 0, 0, r->library.language_count - 1);
    enum variant variant = (enum variant)number(r, q, 1, 0, VARIANT_COUNT - 1);
    struct phrase *phrase = phrase_at(unit, variant, lang);
    const char *marked = store_text(r->rows[q], 3);
    phrase->state =
        (enum translation_state)number(r, q, 2, TRANSLATION_STALE, TRANSLATION_REVIEWED);
    if ((phrase->state == TRANSLATION_STALE) != !marked) {
        refuse(r, "phrase: state");
    } else if (marked && (!nfc_is_utf8(marked, strlen(marked)) || !nfc_is_normal(marked))) {
        refuse(r, "phrase: UTF-8");
    } else if (marked) {
        parse_spans(r, facts, marked, phrase);
    }
}

static struct unit read_unit(struct reader *r, int64_t ix) {
    enum query q = QUERY_UNITS;
    struct unit unit = {
        .id = text(r, q, 1), .pictogram = optional_text(r, q, 3), .photo = optional_text(r, q, 4)};
    struct fact_range facts = {0, 0};
    if (!store_is_null(r->rows[q], 2)) {
        facts = r->item_count ? r->fact_ranges[number(r, q, 2, 0, r->item_count - 1)] : facts;
    }
    store_bind_int(r->rows[QUERY_PHRASES], 1, ix);
    while (!r->bad && store_step(r->rows[QUERY_PHRASES])) {
        read_phrase(r, facts, &unit);
    }
    r->bad = r->bad || store_failed(r->rows[QUERY_PHRASES]);
    if (unit.text[LIBRARY_VIETNAMESE].span_count == 0) {
        refuse(r, "unit: no Vietnamese text");
    }
    return unit;
}

static const char *id_at(const struct reader *r, const uint32_t *order, uint32_t place) {
    return r->library.units[order[place]].id;
}

/* Every unit once, by id. The order comes from an index of SQLite's, and in a
 * damaged file that need not agree with the table. */
static void read_unit_order(struct reader *r) {
    uint32_t count = r->library.unit_count, found = 0;
    uint32_t *order = arena_array(&r->library.memory, count, sizeof *order);
    struct store_row *row = r->rows[QUERY_UNIT_ORDER];
    bool rising = true;
    while (found < count && !r->bad && store_step(row)) {
        order[found] = (uint32_t)number(r, QUERY_UNIT_ORDER, 0, 0, (int64_t)count - 1);
        rising = rising &&
                 (found == 0 || strcmp(id_at(r, order, found - 1), id_at(r, order, found)) < 0);
        found++;
    }
    if (found < count || !rising) {
        refuse(r, QUERIES[QUERY_UNIT_ORDER]);
    }
    r->library.unit_order = order;
}

static void read_units(struct reader *r) {
    struct unit *list = NULL;
    uint32_t count = 0;
    while (next_row(r, QUERY_UNITS, count, UNITS_MAX)) {
        list = room(r, list, count, sizeof *list);
        list[count] = read_unit(r, count);
        count++;
    }
    r->library.units = list;
    r->library.unit_count = count;
    read_unit_order(r);
}

/* ---- items --------------------------------------------------------------------------- */

/* The one text that a query by key has for (a, b, c); NULL if there is none. */
static const char *named(struct reader *r, enum query q, int a, int b, int c) {
    const char *name = NULL;
    store_bind_int(r->rows[q], 1, a);
    if (q == QUERY_ANSWER_ITEM) {
        store_bind_int(r->rows[q], 2, b);
        store_bind_int(r->rows[q], 3, c);
    }
    while (!r->bad && store_step(r->rows[q])) { /* to the end: the key has one row */
        name = text(r, q, 0);
    }
    r->bad = r->bad || store_failed(r->rows[q]);
    return name;
}

static bool is_layer(const struct reader *r) { return r->library.kind == LIBRARY_LAYER; }

/* Where an answer of kind NEXT_ITEM leads: an item of the pack, or of the one below. */
static void read_next_item(struct reader *r, const int key[3], struct answer *answer) {
    int low = is_layer(r) ? LIBRARY_NONE : 0;
    answer->next_ix = (int32_t)number(r, QUERY_ANSWERS, 4, low, r->item_count - 1);
    if (answer->next_ix == LIBRARY_NONE && !r->bad) {
        answer->next_item = named(r, QUERY_ANSWER_ITEM, key[0], key[1], key[2]);
        if (!answer->next_item) {
            refuse(r, "answer: item");
        }
    }
}

static struct answer read_answer(struct reader *r, const int key[3]) {
    enum query q = QUERY_ANSWERS;
    struct answer answer = {.label_ix = unit_ix(r, q, 1),
                            .pictogram = optional_text(r, q, 2),
                            .next = (enum next_kind)number(r, q, 3, NEXT_QUESTION, NEXT_ITEM),
                            .next_ix = LIBRARY_NONE};
    switch (answer.next) {
    case NEXT_QUESTION: /* against the number of questions, when that is known */
        answer.next_ix = (int32_t)number(r, q, 4, 0, LIBRARY_QUESTIONS_MAX - 1);
        break;
    case NEXT_ITEM:
        read_next_item(r, key, &answer);
        break;
    case NEXT_PAPERS:
        break;
    }
    return answer;
}

static struct question read_question(struct reader *r, int item, int ix) {
    struct question question = {.label_ix = unit_ix(r, QUERY_QUESTIONS, 1),
                                .pictogram = optional_text(r, QUERY_QUESTIONS, 2)};
    struct answer *answers = arena_array(&r->library.memory, LIBRARY_ANSWERS_MAX, sizeof *answers);
    store_bind_int(r->rows[QUERY_ANSWERS], 1, item);
    store_bind_int(r->rows[QUERY_ANSWERS], 2, ix);
    while (next_row(r, QUERY_ANSWERS, question.answer_count, LIBRARY_ANSWERS_MAX)) {
        const int key[] = {item, ix, question.answer_count};
        answers[question.answer_count] = read_answer(r, key);
        question.answer_count++;
    }
    if (question.answer_count < 2) {
        refuse(r, "question: fewer than two answers");
    }
    question.answers = answers;
    return question;
}

static bool answers_lead_on(const struct question *question, int question_count) {
    for (int a = 0; a < question->answer_count; a++) {
        const struct answer *answer = &question->answers[a];
        if (answer->next == NEXT_QUESTION && answer->next_ix >= question_count) {
            return false;
        }
    }
    return true;
}

/* Every answer leads to a question there is, and none in a circle. */
static bool leads_on(const struct item *item) {
    for (int q = 0; q < item->question_count; q++) {
        if (!answers_lead_on(&item->questions[q], item->question_count)) {
            return false;
        }
    }
    struct ways ways = ways_of_item(item);
    return ways_loop(&ways) == LIBRARY_NONE;
}

static void read_questions(struct reader *r, int ix, struct item *item) {
    struct question *questions =
        arena_array(&r->library.memory, LIBRARY_QUESTIONS_MAX, sizeof *questions);
    store_bind_int(r->rows[QUERY_QUESTIONS], 1, ix);
    while (next_row(r, QUERY_QUESTIONS, item->question_count, LIBRARY_QUESTIONS_MAX)) {
        questions[item->question_count] = read_question(r, ix, item->question_count);
        item->question_count++;
    }
    item->questions = questions;
    if (!leads_on(item)) {
        refuse(r, "question: links");
    }
}

static struct condition read_condition(struct reader *r, const struct item *item) {
    int question = (int)number(r, QUERY_CONDITIONS, 1, 0, (int64_t)item->question_count - 1);
    int64_t all =
        item->question_count && !r->bad ? (1 << item->questions[question].answer_count) - 1 : 0;
    return (struct condition){.question = (uint8_t)question,
                              .answers = (uint8_t)number(r, QUERY_CONDITIONS, 2, 1, all)};
}

static void read_conditions(struct reader *r, const struct item *item, const int key[3],
                            struct entry *entry) {
    struct condition *list = NULL;
    for (int i = 0; i < 3; i++) {
        store_bind_int(r->rows[QUERY_CONDITIONS], i + 1, key[i]);
    }
    while (next_row(r, QUERY_CONDITIONS, entry->condition_count, UINT8_MAX)) {
        list = room(r, list, entry->condition_count, sizeof *list);
        list[entry->condition_count++] = read_condition(r, item);
    }
    entry->conditions = list;
}

static struct entry read_entry(struct reader *r) {
    enum query q = QUERY_ENTRIES;
    struct entry entry = {.label_ix = LIBRARY_NONE, .pictogram = optional_text(r, q, 4)};
    if (!store_is_null(r->rows[q], 1)) {
        entry.label_ix = unit_ix(r, q, 1);
    }
    entry.unit_count = (uint16_t)number(r, q, 3, 0, UINT16_MAX);
    entry.first_unit =
        (int32_t)number(r, q, 2, 0, (int64_t)r->library.unit_count - entry.unit_count);
    return entry;
}

static void read_section(struct reader *r, int ix, int section, struct item *item) {
    struct entry *list = NULL;
    uint16_t count = 0;
    store_bind_int(r->rows[QUERY_ENTRIES], 1, ix);
    store_bind_int(r->rows[QUERY_ENTRIES], 2, section);
    while (next_row(r, QUERY_ENTRIES, count, UINT16_MAX)) {
        list = room(r, list, count, sizeof *list);
        list[count] = read_entry(r);
        read_conditions(r, item, (const int[]){ix, section, count}, &list[count]);
        count++;
    }
    item->sections[section].entries = list;
    item->sections[section].count = count;
}

static void read_villages(struct reader *r, int ix, struct item *item) {
    const char **list = NULL;
    store_bind_int(r->rows[QUERY_VILLAGES], 1, ix);
    while (next_row(r, QUERY_VILLAGES, item->village_count, UINT16_MAX)) {
        list = room(r, list, item->village_count, sizeof *list);
        list[item->village_count++] = text(r, QUERY_VILLAGES, 1);
    }
    item->villages = list;
}

static struct item read_item(struct reader *r, int ix) {
    enum query q = QUERY_ITEMS;
    struct item item = {
        .id = text(r, q, 1),
        .kind = (enum item_kind)number(r, q, 2, ITEM_NOTICE, ITEM_PROCEDURE),
        .priority = (enum priority)number(r, q, 3, PRIORITY_NORMAL, PRIORITY_EMERGENCY),
        .title_ix = unit_ix(r, q, 4),
        .pictogram = optional_text(r, q, 5),
        .evidence = evidence(r, q, 6),
        .valid_from = day(r, q, 7),
        .valid_to = day(r, q, 8),
    };
    item.topic = is_layer(r) ? named(r, QUERY_ITEM_TOPIC, ix, 0, 0) : NULL;
    read_villages(r, ix, &item);
    read_questions(r, ix, &item);
    for (int s = 0; s < SECTION_COUNT; s++) {
        read_section(r, ix, s, &item);
    }
    return item;
}

static void read_items(struct reader *r) {
    struct item *list = NULL;
    int count = 0;
    while (next_row(r, QUERY_ITEMS, (size_t)count, INT16_MAX)) {
        list = room(r, list, (size_t)count, sizeof *list);
        list[count] = read_item(r, count);
        count++;
    }
    r->library.items = list;
    r->library.item_count = (uint16_t)count;
}

static struct topic read_topic(struct reader *r, int ix) {
    struct topic topic = {.id = text(r, QUERY_TOPICS, 1),
                          .label_ix = unit_ix(r, QUERY_TOPICS, 2),
                          .pictogram = optional_text(r, QUERY_TOPICS, 3)};
    int32_t *items = NULL;
    store_bind_int(r->rows[QUERY_TOPIC_ITEMS], 1, ix);
    while (next_row(r, QUERY_TOPIC_ITEMS, topic.item_count, INT16_MAX)) {
        items = room(r, items, topic.item_count, sizeof *items);
        items[topic.item_count++] = (int32_t)number(r, QUERY_TOPIC_ITEMS, 1, 0, r->item_count - 1);
    }
    topic.items = items;
    return topic;
}

static void read_topics(struct reader *r) {
    struct topic *list = NULL;
    uint16_t count = 0;
    while (next_row(r, QUERY_TOPICS, count, TOPICS_MAX)) {
        list = room(r, list, count, sizeof *list);
        list[count] = read_topic(r, count);
        count++;
    }
    r->library.topics = list;
    r->library.topic_count = count;
}

/* ---- recordings ------------------------------------------------------------------------ */

static struct hash128 read_hash(struct reader *r, enum query q, int column) {
    struct hash128 hash = {0, 0};
    const char *hex = store_text(r->rows[q], column);
    if (!hex || !recordings_read_hash(hex, &hash)) {
        refuse(r, QUERIES[q]);
    }
    return hash;
}

static struct spoken read_spoken(struct reader *r, uint32_t ix) {
    enum query q = QUERY_SPOKEN;
    return (struct spoken){.unit = text(r, q, 1),
                           .unit_ix = LIBRARY_NONE,
                           .lang_ix =
                               (int8_t)number(r, q, 2, 0, (int64_t)r->library.language_count - 1),
                           .wording = (uint8_t)number(r, q, 3, 0, SPOKEN_WORDINGS - 1),
                           .row = ix,
                           .source = read_hash(r, q, 4),
                           .ms = (uint32_t)number(r, q, 5, 0, RECORDINGS_MS_MAX),
                           .digest = read_hash(r, q, 6)};
}

/* One query, and no sound. What a layer says of the pack below is judged when it is laid
 * over it. */
static void read_recordings(struct reader *r) {
    struct spoken *list = NULL;
    uint32_t count = 0;
    if (!r->rows[QUERY_SPOKEN]) {
        return;
    }
    while (next_row(r, QUERY_SPOKEN, count, SPOKEN_MAX)) {
        list = room(r, list, count, sizeof *list);
        list[count] = read_spoken(r, count);
        count++;
    }
    if (is_layer(r)) {
        r->library.spoken = list;
        r->library.spoken_count = count;
    } else if (!r->bad) {
        spoken_settle(&r->library, list, count, &r->library.memory);
    }
}

/* ---- the whole ------------------------------------------------------------------------ */

static const char *one_text(struct reader *r, struct store *store, const char *sql) {
    struct store_row *row = store_prepare(store, sql);
    const char *copy = NULL;
    if (row && store_step(row)) {
        copy = arena_strdup(&r->library.memory, store_text(row, 0));
    }
    store_done(row);
    return copy;
}

/* Exactly the tables of a pack: no views, triggers or columns that compute. */
static void check_schema(struct reader *r) {
    static const char sql[] =
        "SELECT group_concat(type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, ''), "
        "';') FROM (SELECT * FROM sqlite_schema ORDER BY type, name)";
    struct store *model = NULL;
    struct store_schema then = PACK_SCHEMA; /* as it was when the pack was made */
    then.migration_count = store_version(r->store);
    if (store_open(":memory:", STORE_WRITE, &then, &model)) {
        r->bad = true;
        return;
    }
    if (!str_same(one_text(r, r->store, sql), one_text(r, model, sql))) {
        refuse(r, "tables");
    }
    store_close(model);
}

/* What the pack says it is: a base unless it calls itself a layer. */
static void check_kind(struct reader *r) {
    const char *kind = one_text(r, r->store, "SELECT value FROM meta WHERE key = 'kind'");
    if (str_same(kind, "layer") && store_version(r->store) >= PACK_VERSION_LAYER) {
        r->library.kind = LIBRARY_LAYER;
    } else if (kind && !str_same(kind, "whole")) {
        refuse(r, "kind");
    }
    if (is_layer(r) && !(r->flags & PACK_LAYER)) {
        diag_log("%s: gói này chỉ là một lớp, phải nằm trên một gói khác; hãy cài nó bằng “content "
                 "install”",
                 "%s: this pack is only a layer that lies over another one; install it by "
                 "\"content install\"",
                 r->path);
        r->bad = true;
    }
}

static void read_name(struct reader *r, struct pack_name *name) {
    name->id = one_text(r, r->store, "SELECT value FROM meta WHERE key = 'id'");
    name->name = one_text(r, r->store, "SELECT value FROM meta WHERE key = 'name'");
    name->version = one_text(r, r->store, "SELECT value FROM meta WHERE key = 'version'");
    name->hash = one_text(r, r->store, "SELECT value FROM meta WHERE key = 'hash'");
    name->path = arena_strdup(&r->library.memory, r->path);
    const char *const texts[] = {name->id, name->name, name->version, name->hash};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!texts[i] || !nfc_is_utf8(texts[i], strlen(texts[i]))) {
            refuse(r, "meta");
        }
    }
}

static void check_content(struct reader *r) {
    char hash[PACK_HASH_BYTES];
    struct pack_name *pack = &r->library.packs[0];
    if (!store_is_all_there(r->store) || (!(r->flags & PACK_KNOWN) && !store_sound(r->store))) {
        refuse(r, "damaged file");
        return;
    }
    read_name(r, pack);
    if (!r->bad && (pack_hash(r->store, hash) || !str_same(hash, pack->hash))) {
        refuse(r, "hash");
    }
    if (r->bad) {
        return;
    }
    r->library.pack_count = 1;
    r->library.pack_id = pack->id;
    r->library.pack_hash = pack->hash;
    check_kind(r);
}

/* Does a pack of this kind and version answer the query? */
static bool answers(const struct reader *r, int query) {
    bool of_layers = query == QUERY_ITEM_TOPIC || query == QUERY_ANSWER_ITEM;
    return of_layers ? is_layer(r)
                     : query != QUERY_SPOKEN || store_version(r->store) >= PACK_VERSION_SPOKEN;
}

static void prepare(struct reader *r) {
    for (int i = 0; i < QUERY_COUNT && !r->bad; i++) {
        if (answers(r, i)) {
            r->rows[i] = store_prepare(r->store, QUERIES[i]);
            r->bad = !r->rows[i]; /* the store said why */
        }
    }
}

static void read_all(struct reader *r) {
    static void (*const steps[])(struct reader *) = {
        check_schema, check_content, prepare,     read_languages,  read_facts,
        read_units,   read_items,    read_topics, read_recordings,
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !r->bad; i++) {
        steps[i](r);
    }
}

enum err pack_read_with(const char *path, unsigned flags, struct library *library) {
    struct reader r = {.path = path, .flags = flags};
    if (store_open(path, STORE_READ, &PACK_SCHEMA, &r.store)) {
        return ERR_REJECT;
    }
    read_all(&r);
    for (int i = 0; i < QUERY_COUNT; i++) {
        store_done(r.rows[i]);
    }
    store_close(r.store);
    if (r.bad) {
        library_fini(&r.library);
        return ERR_REJECT;
    }
    *library = r.library;
    return ERR_OK;
}

enum err pack_read(const char *path, struct library *library) {
    return pack_read_with(path, 0, library);
}

enum err pack_read_name(const char *path, struct arena *arena, struct pack_name *name_out) {
    struct reader r = {.path = path};
    if (store_open(path, STORE_READ, &PACK_SCHEMA, &r.store)) {
        return ERR_REJECT;
    }
    read_name(&r, name_out);
    store_close(r.store);
    arena_take(arena, &r.library.memory);
    return r.bad ? ERR_REJECT : ERR_OK;
}
