/* A commune's layer over the province's pack. */
#include "tests/unit/layer_tree.h"

#include "content/layers.h"
#include "content/pack_read.h"
#include "model/guide.h"

struct fixture {
    struct tree tree;
    struct library library; /* the pack of the good tree */
    struct layers_report report;
};

static int set_up(void **state) {
    struct fixture *place = calloc(1, sizeof *place);
    char path[TREE_PATH_BYTES];
    assert_non_null(place);
    tree_init(&place->tree);
    tree_path(&place->tree, "below.pack", path);
    layer_build(&place->tree, "content", path);
    assert_int_equal(pack_read(path, &place->library), ERR_OK);
    *state = place;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *place = *state;
    library_fini(&place->library);
    tree_fini(&place->tree);
    free(place);
    return 0;
}

/* ---- helpers ------------------------------------------------------------------------ */

static struct library read_layer(struct fixture *place, const char *dir) {
    char path[TREE_PATH_BYTES];
    struct library layer = {0};
    tree_path(&place->tree, "layer.pack", path);
    layer_build(&place->tree, dir, path);
    assert_int_equal(pack_read_with(path, PACK_LAYER, &layer), ERR_OK);
    return layer;
}

/* Builds "layer/" and lays it over the library. */
static void lay(struct fixture *place) {
    static const struct library nothing;
    struct library layer = read_layer(place, "layer");
    assert_int_equal(layers_lay(&place->library, &layer, &place->report), ERR_OK);
    assert_memory_equal(&layer, &nothing, sizeof layer);
}

static void lay_notices(struct fixture *place, const struct layer_notice *notices, size_t count) {
    layer_begin(&place->tree, "layer", notices, count);
    lay(place);
}

static const struct item *item_of(const struct library *library, const char *id) {
    int32_t ix = library_item(library, id);
    if (ix < 0) {
        fail_msg("no item %s", id);
    }
    return &library->items[ix];
}

static const char *words(const struct phrase *phrase) {
    assert_int_equal(phrase->span_count, 1);
    return phrase->spans[0].text;
}

static const char *text_of(const struct library *library, const char *unit) {
    int32_t ix = library_unit(library, unit);
    return ix < 0 ? NULL : words(&library->units[ix].text[LIBRARY_VIETNAMESE]);
}

/* "family: birth chicken; commune: news" */
static void assert_topics(const struct library *library, const char *wanted) {
    char text[512];
    struct str s;
    str_init(&s, text, sizeof text);
    for (int t = 0; t < library->topic_count; t++) {
        str_printf(&s, "%s%s:", t ? "; " : "", library->topics[t].id);
        for (int i = 0; i < library->topics[t].item_count; i++) {
            str_printf(&s, " %s", library->items[library->topics[t].items[i]].id);
        }
    }
    assert_string_equal(text, wanted);
}

/* Every index is in range, every id once and found. */
static void assert_sound(const struct library *l) {
    for (uint32_t u = 0; u < l->unit_count; u++) {
        assert_int_equal(library_unit(l, l->units[u].id), u);
        for (int v = 0; v < l->units[u].text[0].span_count; v++) {
            const struct span *span = &l->units[u].text[0].spans[v];
            assert_true(span->kind == SPAN_TEXT || span->fact_ix < l->fact_count);
        }
    }
    for (int i = 0; i < l->item_count; i++) {
        const struct item *item = &l->items[i];
        char title[256];
        snprintf(title, sizeof title, "%s.title", item->id);
        assert_string_equal(l->units[item->title_ix].id, title);
        assert_int_equal(library_item(l, item->id), i);
        assert_null(item->topic);
        assert_true(item->pack_ix < l->pack_count);
    }
}

/* ---- items -------------------------------------------------------------------------- */

static void test_adds_to_a_topic_below(void **state) {
    struct fixture *place = *state;
    const struct layer_notice notices[] = {{"power", "commune", "Mai mất điện."}};
    lay_notices(place, notices, 1);
    struct library *l = &place->library;
    assert_topics(l, "family: birth chicken; commune: news power");
    assert_string_equal(text_of(l, "power.body#1"), "Mai mất điện.");
    assert_int_equal(item_of(l, "power")->pack_ix, 1);
    assert_int_equal(item_of(l, "news")->pack_ix, 0);
    assert_int_equal(l->pack_count, 2);
    assert_string_equal(l->packs[1].id, "xa");
    assert_string_equal(l->pack_id, "sample");
    assert_string_not_equal(l->pack_hash, l->packs[0].hash);
    assert_string_not_equal(l->pack_hash, l->packs[1].hash);
    assert_int_equal(place->report.other + place->report.left_out, 0);
    assert_sound(l);
}

static void test_replaces_in_its_place(void **state) {
    struct fixture *place = *state;
    const struct layer_notice notices[] = {{"chicken", "family", "Gà của xã."}};
    int32_t before = library_item(&place->library, "chicken");
    uint32_t units = place->library.unit_count;
    lay_notices(place, notices, 1);
    struct library *l = &place->library;
    assert_topics(l, "family: birth chicken; commune: news");
    assert_int_equal(library_item(l, "chicken"), before);
    assert_int_equal(item_of(l, "chicken")->kind, ITEM_NOTICE);
    assert_string_equal(text_of(l, "chicken.body#1"), "Gà của xã.");
    assert_int_equal(library_unit(l, "chicken.papers.none"), LIBRARY_NONE);
    assert_true(l->unit_count < units);
    /* What led to it from below leads to the new one. */
    const struct answer *coop = &item_of(l, "birth")->questions[1].answers[2];
    assert_int_equal(coop->next, NEXT_ITEM);
    assert_int_equal(coop->next_ix, before);
    assert_sound(l);
}

static void test_replaces_in_another_topic(void **state) {
    struct fixture *place = *state;
    const struct layer_notice notices[] = {{"news", "family", "Tin khác."}};
    lay_notices(place, notices, 1);
    assert_topics(&place->library, "family: birth chicken news; commune:");
    assert_sound(&place->library);
}

static void test_keeps_days(void **state) {
    struct fixture *place = *state;
    layer_begin(&place->tree, "layer", NULL, 0);
    layer_write(&place->tree, "layer/notices/power.yaml",
                "notice: power\ntopic: commune\ntitle: \"Điện\"\nevidence: B\n"
                "valid_from: 2026-05-01\nvalid_to: 2026-05-03\nbody: [\"Mất điện.\"]\n");
    lay(place);
    const struct item *power = item_of(&place->library, "power");
    assert_int_equal(power->valid_from, 20260501);
    assert_int_equal(power->valid_to, 20260503);
    assert_false(item_current(power, 20260430));
    assert_true(item_current(power, 20260503));
    assert_false(item_current(power, 20260504)); /* by itself */
    assert_int_equal(item_of(&place->library, "news")->valid_to, 20261231);
}

static void test_facts_of_both(void **state) {
    struct fixture *place = *state;
    uint16_t facts = place->library.fact_count;
    layer_begin(&place->tree, "layer", NULL, 0);
    layer_write(&place->tree, "layer/notices/fee.yaml",
                "notice: fee\ntopic: commune\ntitle: \"Phí\"\nevidence: B\n"
                "facts:\n  fee: {type: money, value: 1234, evidence: B}\n"
                "body: [\"Nộp {fee}.\"]\n");
    lay(place);
    struct library *l = &place->library;
    const struct unit *unit = &l->units[library_unit(l, "fee.body#1")];
    assert_int_equal(l->fact_count, facts + 1);
    assert_int_equal(l->facts[unit->text[0].spans[1].fact_ix].value, 1234);
    unit = &l->units[library_unit(l, "news.body#1")];
    assert_int_equal(l->facts[unit->text[0].spans[3].fact_ix].value, 8000);
    assert_sound(l);
}

/* ---- topics --------------------------------------------------------------------------- */

static void test_new_and_joined_topics(void **state) {
    struct fixture *place = *state;
    const struct layer_notice notices[] = {{"market", "market", "Chợ họp."},
                                           {"power", "commune", "Mất điện."}};
    layer_begin(&place->tree, "layer", notices, 2);
    layer_write(&place->tree, "layer/topics.yaml",
                "topics:\n  - {id: market, text: \"Chợ\", pictogram: 🛒, items: [market]}\n"
                "  - {id: commune, text: \"Tên khác\", items: [power]}\n");
    lay(place);
    struct library *l = &place->library;
    assert_topics(l, "family: birth chicken; commune: news power; market: market");
    assert_string_equal(text_of(l, "topic.market"), "Chợ");
    assert_string_equal(l->topics[2].pictogram, "🛒");
    assert_string_equal(text_of(l, "topic.commune"), "Việc xã"); /* the name stays */
    assert_string_equal(words(&l->units[l->topics[2].label_ix].text[0]), "Chợ");
    assert_sound(l);
}

static void test_no_topic_is_another_topic(void **state) {
    struct fixture *place = *state;
    const struct layer_notice notices[] = {{"power", "gone", "Mất điện."},
                                           {"water", "lost", "Mất nước."}};
    lay_notices(place, notices, 2);
    struct library *l = &place->library;
    assert_topics(l, "family: birth chicken; commune: news; other: power water");
    assert_int_equal(place->report.other, 2);
    assert_string_equal(words(&l->units[l->topics[2].label_ix].text[0]), "Việc khác");
    assert_int_equal(l->units[l->topics[2].label_ix].text[1].state, TRANSLATION_MISSING);
    assert_sound(l);
}

/* Six topics fill a page; what is more is still found, under the last one. */
static void test_a_page_of_topics(void **state) {
    struct fixture *place = *state;
    char text[1024] = "topics:\n";
    size_t used = strlen(text);
    layer_begin(&place->tree, "layer", NULL, 0);
    for (int i = 0; i < 6; i++) {
        char id[32], topic[32];
        snprintf(id, sizeof id, "new-%d", i);
        snprintf(topic, sizeof topic, "topic-%d", i);
        layer_notice(&place->tree, "layer", &(struct layer_notice){id, topic, "Mới."});
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "  - {id: %s, text: \"T\", items: [%s]}\n", topic, id);
    }
    layer_write(&place->tree, "layer/topics.yaml", text);
    lay(place);
    assert_topics(&place->library, "family: birth chicken; commune: news; topic-0: new-0; "
                                   "topic-1: new-1; topic-2: new-2; topic-3: new-3; "
                                   "other: new-4 new-5");
    assert_sound(&place->library);
}

/* ---- links ---------------------------------------------------------------------------- */

static void write_guide(struct fixture *place, const char *id, const char *next) {
    char name[64], text[1024];
    snprintf(name, sizeof name, "layer/procedures/%s.yaml", id);
    snprintf(text, sizeof text,
             "procedure: %s\ntopic: family\ntitle: \"Việc\"\nevidence: B\nbody: [\"Hỏi.\"]\n"
             "questions:\n  - id: q\n    text: \"Hỏi gì?\"\n    answers:\n"
             "      - {id: a, text: \"A\", next: papers}\n"
             "      - {id: b, text: \"B\", next: \"item:%s\"}\n"
             "papers: [{id: p, text: \"Giấy\"}]\nsteps: [{id: s, text: \"Làm\"}]\n",
             id, next);
    layer_write(&place->tree, name, text);
}

static const char *led_to(const struct library *library, const char *id) {
    const struct answer *answer = &item_of(library, id)->questions[0].answers[1];
    assert_int_equal(answer->next, NEXT_ITEM);
    assert_null(answer->next_item);
    return library->items[answer->next_ix].id;
}

static void test_links_out_of_the_layer(void **state) {
    struct fixture *place = *state;
    layer_begin(&place->tree, "layer", NULL, 0);
    write_guide(place, "one", "two");
    write_guide(place, "two", "birth");
    write_guide(place, "three", "one");
    lay(place);
    assert_string_equal(led_to(&place->library, "one"), "two");
    assert_string_equal(led_to(&place->library, "two"), "birth");
    assert_string_equal(led_to(&place->library, "three"), "one");
    assert_int_equal(place->report.left_out, 0);
    assert_sound(&place->library);
}

/* What leads nowhere is not shown, nor what leads there; what it would have replaced is. */
static void test_dead_ends_are_left_out(void **state) {
    struct fixture *place = *state;
    const struct layer_notice notices[] = {{"power", "commune", "Mất điện."}};
    layer_begin(&place->tree, "layer", notices, 1);
    write_guide(place, "one", "two");
    write_guide(place, "two", "nowhere");
    write_guide(place, "birth", "one");
    write_guide(place, "chicken", "birth");
    lay(place);
    struct library *l = &place->library;
    assert_int_equal(place->report.left_out, 3);
    assert_int_equal(library_item(l, "one"), LIBRARY_NONE);
    assert_int_equal(library_item(l, "two"), LIBRARY_NONE);
    assert_int_equal(library_unit(l, "two.title"), LIBRARY_NONE);
    assert_int_equal(item_of(l, "birth")->pack_ix, 0);
    assert_int_equal(item_of(l, "chicken")->pack_ix, 1);
    assert_string_equal(led_to(l, "chicken"), "birth");
    assert_topics(l, "family: birth chicken; commune: news power");
    assert_sound(l);
}

/* ---- languages and phrases -------------------------------------------------------------- */

/* The layer is built with other languages, in another order. */
static void test_languages_by_code(void **state) {
    struct fixture *place = *state;
    struct tree *tree = &place->tree;
    char from[TREE_PATH_BYTES], to[TREE_PATH_BYTES];
    tree_change(tree, "voices/ium/language.yaml", "code: ium", "code: tyz");
    tree_change(tree, "voices/ium/language.yaml", "position: 1", "position: 3");
    tree_change(tree, "voices/hmn/language.yaml", "position: 3", "position: 1");
    tree_path(tree, "voices/ium", from);
    tree_path(tree, "voices/tyz", to);
    assert_int_equal(rename(from, to), 0);
    layer_begin(tree, "layer", NULL, 0);
    layer_write(tree, "layer/notices/power.yaml",
                "notice: power\ntopic: commune\ntitle: \"Điện\"\nevidence: B\n"
                "body: [\"Mất {hmn:c} {tyz:b} điện.\"]\n");
    layer_write(tree, "layer/po/hmn.po",
                "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                "\"Language: hmn\\n\"\n\n#, fuzzy\nmsgctxt \"power.title\"\nmsgid \"Điện\"\n"
                "msgstr \"xyz\"\n");
    lay(place);
    struct library *l = &place->library;
    int hmn = library_language(l, "hmn"), ium = library_language(l, "ium");
    assert_int_equal(l->language_count, 3);
    assert_int_equal(library_language(l, "tyz"), LIBRARY_NONE);
    const struct unit *title = &l->units[library_unit(l, "power.title")];
    assert_string_equal(words(&title->text[hmn]), "xyz");
    assert_int_equal(title->text[hmn].state, TRANSLATION_DRAFT);
    assert_int_equal(title->text[ium].state, TRANSLATION_MISSING);
    const struct span *spans = l->units[library_unit(l, "power.body#1")].text[0].spans;
    assert_int_equal(spans[1].lang_ix, hmn);
    assert_int_equal(spans[3].lang_ix, LIBRARY_NONE);
    assert_string_equal(spans[3].text, "b");
    assert_sound(l);
}

static void test_phrases_of_the_layer(void **state) {
    struct fixture *place = *state;
    layer_begin(&place->tree, "layer", NULL, 0);
    layer_write(&place->tree, "layer/kiosk.yaml",
                "phrases:\n  person_coming: \"Chị ở bàn số hai ra ngay.\"\n");
    uint32_t units = place->library.unit_count;
    lay(place);
    assert_string_equal(text_of(&place->library, "ui.person_coming"), "Chị ở bàn số hai ra ngay.");
    assert_string_equal(text_of(&place->library, "ui.back"), "Về");
    assert_int_equal(place->library.unit_count, units);
    assert_sound(&place->library);
}

/* ---- what does not fit -------------------------------------------------------------------- */

static void test_only_a_layer_over_a_whole_pack(void **state) {
    struct fixture *place = *state;
    const struct layer_notice notices[] = {{"power", "commune", "Mất điện."}};
    lay_notices(place, notices, 1);
    struct library again = read_layer(place, "layer");
    struct library under = read_layer(place, "layer"), before = under;
    assert_int_equal(layers_lay(&place->library, &again, &place->report), ERR_REJECT);
    assert_int_equal(layers_lay(&under, &again, &place->report), ERR_REJECT);
    assert_memory_equal(&under, &before, sizeof under); /* as it was */
    assert_topics(&place->library, "family: birth chicken; commune: news power");
    library_fini(&again);
    library_fini(&under);
}

#define LAYERS_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        LAYERS_TEST(test_adds_to_a_topic_below),
        LAYERS_TEST(test_replaces_in_its_place),
        LAYERS_TEST(test_replaces_in_another_topic),
        LAYERS_TEST(test_keeps_days),
        LAYERS_TEST(test_facts_of_both),
        LAYERS_TEST(test_new_and_joined_topics),
        LAYERS_TEST(test_no_topic_is_another_topic),
        LAYERS_TEST(test_a_page_of_topics),
        LAYERS_TEST(test_links_out_of_the_layer),
        LAYERS_TEST(test_dead_ends_are_left_out),
        LAYERS_TEST(test_languages_by_code),
        LAYERS_TEST(test_phrases_of_the_layer),
        LAYERS_TEST(test_only_a_layer_over_a_whole_pack),
    };
    return cmocka_run_group_tests_name("layers", tests, NULL, NULL);
}
