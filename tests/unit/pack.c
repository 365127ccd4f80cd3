/* Packs: what is built is what is read; what is damaged, hostile or half is not. */
#include "tests/unit/content_tree.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

#include "content/content.h"
#include "content/pack_read.h"
#include "content/pack_schema.h"

enum { PACK_BYTES_MAX = 1024 * 1024 };

struct place {
    struct tree tree;
    char pack[TREE_PATH_BYTES]; /* built from the good tree */
};

static int set_up(void **state) {
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    tree_init(&place->tree);
    tree_path(&place->tree, "sample.pack", place->pack);
    assert_int_equal(
        content_build(place->tree.content, place->tree.voices, place->pack, &place->tree.diag),
        ERR_OK);
    *state = place;
    return 0;
}

static int tear_down(void **state) {
    struct place *place = *state;
    tree_fini(&place->tree);
    free(place);
    return 0;
}

/* ---- helpers ---------------------------------------------------------------------- */

/* Loops over hundreds of bad packs say hundreds of sentences: not here. */
static int quiet(void) {
    int kept = dup(STDERR_FILENO);
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
    return kept;
}

static void loud(int kept) {
    dup2(kept, STDERR_FILENO);
    close(kept);
}

static size_t load_pack(const char *path, char **bytes_out) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    *bytes_out = calloc(PACK_BYTES_MAX, 1);
    assert_non_null(*bytes_out);
    size_t bytes = fread(*bytes_out, 1, PACK_BYTES_MAX, file);
    fclose(file);
    assert_in_range(bytes, 4096, PACK_BYTES_MAX - 1);
    return bytes;
}

static struct library read_good(const char *path) {
    struct library library = {0};
    assert_int_equal(pack_read(path, &library), ERR_OK);
    return library;
}

static void assert_refused(const char *path) {
    static const struct library nothing;
    struct library library = {0};
    assert_int_equal(pack_read(path, &library), ERR_REJECT);
    assert_memory_equal(&library, &nothing, sizeof library);
}

static const struct item *item_of(const struct library *library, const char *id) {
    for (int i = 0; i < library->item_count; i++) {
        if (str_same(library->items[i].id, id)) {
            return &library->items[i];
        }
    }
    fail_msg("no item %s", id);
    return NULL;
}

static const struct unit *unit_of(const struct library *library, const char *id) {
    int32_t ix = library_unit(library, id);
    assert_true(ix >= 0);
    return &library->units[ix];
}

/* A phrase with its spans marked: "Từ ngày [news fact 0], ..." */
static const char *shown(const struct library *library, const struct phrase *phrase, char *text,
                         size_t size) {
    struct str s;
    str_init(&s, text, size);
    for (int i = 0; i < phrase->span_count; i++) {
        const struct span *span = &phrase->spans[i];
        if (span->kind == SPAN_FACT) {
            str_printf(&s, "<%s>", library->facts[span->fact_ix].key);
        } else if (span->lang_ix != LIBRARY_NONE) {
            str_printf(&s, "<%s:%s>", library->languages[span->lang_ix].code, span->text);
        } else {
            str_put(&s, span->text);
        }
    }
    return text;
}

static void assert_shown(const struct library *library, const struct phrase *phrase,
                         const char *wanted) {
    char text[256];
    assert_string_equal(shown(library, phrase, text, sizeof text), wanted);
}

/* ---- what was built ----------------------------------------------------------------- */

static void test_languages(void **state) {
    struct place *place = *state;
    struct library l = read_good(place->pack);
    assert_int_equal(l.language_count, 3);
    assert_string_equal(l.languages[0].code, "vi");
    assert_string_equal(l.languages[1].code, "ium");
    assert_string_equal(l.languages[2].code, "hmn");
    assert_memory_equal(l.language_order, ((const uint8_t[]){1, 0, 2}), 3);
    assert_int_equal(l.languages[2].colour, 0x0D47A1);
    assert_int_equal(l.languages[1].weave, 5);
    assert_int_equal(l.languages[1].voice_status, VOICE_NONE);
    assert_null(l.languages[1].voice);
    assert_int_equal(l.languages[2].voice_status, VOICE_TRIAL);
    assert_string_equal(l.languages[2].voice, "vi");
    assert_string_equal(l.languages[1].greeting.text, "Iu Miền");
    assert_int_equal(l.languages[1].greeting.lang_ix, 0);
    assert_int_equal(library_language(&l, "hmn"), 2);
    assert_int_equal(library_language(&l, "tyz"), LIBRARY_NONE);
    assert_string_equal(l.pack_id, "sample");
    assert_int_equal(strlen(l.pack_hash), 32);
    library_fini(&l);
}

static void test_texts(void **state) {
    struct place *place = *state;
    struct library l = read_good(place->pack);
    const struct unit *unit = unit_of(&l, "news.body#1");
    assert_shown(&l, &unit->text[0], "Từ ngày <since>, nộp <fee> ở xã.");
    assert_shown(&l, &unit->text[2], "ccc <fee> ddd <since>");
    assert_int_equal(unit->text[2].state, TRANSLATION_REVIEWED);
    assert_int_equal(unit->text[1].state, TRANSLATION_MISSING);
    assert_int_equal(unit->text[1].span_count, 0);
    assert_int_equal(unit->say[0].span_count, 0);

    assert_shown(&l, &unit_of(&l, "news.body#7")->text[0], "Ngoặc { và } cứ để nguyên.");
    unit = unit_of(&l, "news.body#3");
    assert_shown(&l, &unit->text[0], "Ông <hmn:Vàj> nói <hmn:nyob zoo>.");
    assert_shown(&l, &unit->say[0], "Ông Vàng chào.");
    assert_shown(&l, &unit->shorter[0], "Chào.");
    assert_string_equal(unit->photo, "chao.jpg");

    unit = unit_of(&l, "ui.back");
    assert_string_equal(unit->pictogram, "⬅️");
    assert_int_equal(unit->text[2].state, TRANSLATION_DRAFT);
    assert_shown(&l, &unit->text[2], "aaa");
    assert_shown(&l, &unit->say[2], "bbb <vi:Việt Nam>");
    unit = unit_of(&l, "news.title");
    assert_int_equal(unit->text[2].state, TRANSLATION_MISSING);
    assert_int_equal(unit->say[2].state, TRANSLATION_STALE);
    assert_int_equal(unit->say[2].span_count, 0);
    unit = unit_of(&l, "birth.title");
    assert_int_equal(unit->text[2].state, TRANSLATION_STALE);
    assert_int_equal(library_unit(&l, "birth.titl"), LIBRARY_NONE);
    library_fini(&l);
}

static void test_notice(void **state) {
    struct place *place = *state;
    struct library l = read_good(place->pack);
    const struct item *news = item_of(&l, "news");
    assert_int_equal(news->kind, ITEM_NOTICE);
    assert_int_equal(news->priority, PRIORITY_HIGH);
    assert_int_equal(news->evidence, 'B');
    assert_int_equal(news->valid_from, 20260101);
    assert_int_equal(news->valid_to, 20261231);
    assert_int_equal(news->village_count, 2);
    assert_string_equal(news->villages[1], "ban-hai");
    assert_int_equal(news->question_count, 0);
    assert_int_equal(news->sections[SECTION_BODY].count, 1);
    const struct entry *body = news->sections[SECTION_BODY].entries;
    assert_int_equal(body->label_ix, LIBRARY_NONE);
    assert_int_equal(body->unit_count, 3);
    /* In the order of the file, whatever the numbers. */
    assert_string_equal(l.units[body->first_unit + 1].id, "news.body#7");
    assert_string_equal(l.units[body->first_unit + 2].id, "news.body#3");

    const struct fact *fee = &l.facts[unit_of(&l, "news.body#1")->text[0].spans[3].fact_ix];
    assert_int_equal(fee->type, FACT_MONEY);
    assert_int_equal(fee->value, 8000);
    assert_string_equal(fee->legal_number, "NĐ 1/2026/NĐ-CP");
    assert_int_equal(fee->valid_to, 0);
    assert_int_equal(fee->checked_on, 20260203);
    assert_string_equal(fee->checked_by, "cán bộ xã");
    assert_int_equal(l.facts[0].value, 20250701);
    library_fini(&l);
}

static void test_procedure(void **state) {
    struct place *place = *state;
    struct library l = read_good(place->pack);
    const struct item *birth = item_of(&l, "birth");
    assert_int_equal(birth->question_count, 2);
    assert_string_equal(birth->questions[0].pictogram, "👶");
    assert_int_equal(birth->questions[0].answers[0].next, NEXT_QUESTION);
    assert_int_equal(birth->questions[0].answers[0].next_ix, 1);
    assert_int_equal(birth->questions[0].answers[1].next, NEXT_PAPERS);
    const struct answer *coop = &birth->questions[1].answers[2];
    assert_int_equal(coop->next, NEXT_ITEM);
    assert_string_equal(l.items[coop->next_ix].id, "chicken");
    assert_string_equal(l.units[coop->label_ix].id, "birth.questions.place.coop");

    const struct entry *papers = birth->sections[SECTION_PAPERS].entries;
    assert_int_equal(birth->sections[SECTION_PAPERS].count, 3);
    assert_int_equal(papers[0].condition_count, 0);
    assert_int_equal(papers[1].condition_count, 2);
    assert_int_equal(papers[1].conditions[1].question, 1);
    assert_int_equal(papers[1].conditions[1].answers, 1);
    assert_int_equal(papers[2].conditions[0].answers, 2);
    assert_int_equal(papers[2].unit_count, 0);
    assert_string_equal(l.units[papers[1].first_unit].id, "birth.papers.slip#1");
    assert_int_equal(birth->sections[SECTION_STEPS].entries[0].unit_count, 2);
    assert_int_equal(birth->sections[SECTION_HARD].count, 0);

    assert_int_equal(l.topic_count, 2);
    assert_int_equal(l.topics[0].item_count, 2);
    assert_string_equal(l.items[l.topics[0].items[1]].id, "chicken");
    assert_string_equal(l.units[l.topics[0].label_ix].id, "topic.family");
    assert_string_equal(l.topics[0].pictogram, "👪");
    library_fini(&l);
    library_fini(&l);
}

static void test_same_source_same_hash(void **state) {
    struct place *place = *state;
    struct library first = read_good(place->pack);
    assert_int_equal(
        content_build(place->tree.content, place->tree.voices, place->pack, &place->tree.diag),
        ERR_OK);
    struct library again = read_good(place->pack);
    assert_string_equal(first.pack_hash, again.pack_hash);
    library_fini(&again);

    tree_change(&place->tree, "content/notices/news.yaml", "8000", "8001");
    assert_int_equal(
        content_build(place->tree.content, place->tree.voices, place->pack, &place->tree.diag),
        ERR_OK);
    again = read_good(place->pack);
    assert_string_not_equal(first.pack_hash, again.pack_hash);
    library_fini(&again);
    library_fini(&first);
}

/* To the byte: who builds the same content elsewhere gets the file that was signed. */
static void test_same_source_same_file(void **state) {
    struct place *place = *state;
    char path[TREE_PATH_BYTES], *first, *again;
    tree_path(&place->tree, "again.pack", path);
    assert_int_equal(
        content_build(place->tree.content, place->tree.voices, path, &place->tree.diag), ERR_OK);
    size_t bytes = load_pack(place->pack, &first);
    assert_int_equal(load_pack(path, &again), bytes);
    assert_memory_equal(first, again, bytes);
    free(again);
    free(first);
}

/* Worked out by hand from the definition in pack_schema.h. */
static void test_hash(void **state) {
    struct place *place = *state;
    char path[TREE_PATH_BYTES], hash[PACK_HASH_BYTES];
    struct store *store = NULL;
    tree_path(&place->tree, "empty.pack", path);
    assert_int_equal(store_open(path, STORE_BUILD, &PACK_SCHEMA, &store), ERR_OK);
    assert_int_equal(pack_hash(store, hash), ERR_OK);
    assert_string_equal(hash, "b1e7e79556d1905232ba2954b94a70cd");
    assert_int_equal(store_run(store, "INSERT INTO meta VALUES('id', 'a'), ('hash', 'b')"), ERR_OK);
    assert_int_equal(pack_hash(store, hash), ERR_OK);
    assert_string_equal(hash, "27e126df466fb831a1d3cd97b3ea1dbc");
    store_close(store);
    assert_refused(path);
}

/* ---- damage ------------------------------------------------------------------------ */

static void test_cut_packs(void **state) {
    struct place *place = *state;
    char path[TREE_PATH_BYTES], *bytes;
    size_t count = load_pack(place->pack, &bytes);
    tree_path(&place->tree, "cut.pack", path);
    int kept = quiet();
    for (size_t length = 0; length < count; length += 1013) {
        tree_save(path, bytes, length);
        assert_refused(path);
    }
    tree_save(path, bytes, count - 1);
    assert_refused(path);
    loud(kept);
    free(bytes);
}

/* A changed byte is noticed, unless it lies where nothing is stored: then the
 * content is the same to the last letter. */
static void test_flipped_packs(void **state) {
    struct place *place = *state;
    char path[TREE_PATH_BYTES], *bytes;
    struct library good = read_good(place->pack);
    size_t count = load_pack(place->pack, &bytes), refused = 0;
    tree_path(&place->tree, "flipped.pack", path);
    int kept = quiet();
    for (size_t at = 0; at < count; at += at < 512 ? 7 : 97) {
        struct library library = {0};
        bytes[at] ^= (char)(1 << at % 8);
        tree_save(path, bytes, count);
        bytes[at] ^= (char)(1 << at % 8);
        if (pack_read(path, &library) == ERR_OK) {
            assert_string_equal(library.pack_hash, good.pack_hash);
        } else {
            refused++;
        }
        library_fini(&library);
    }
    loud(kept);
    assert_true(refused > 50);
    library_fini(&good);
    free(bytes);
}

static void test_no_packs(void **state) {
    struct place *place = *state;
    char path[TREE_PATH_BYTES];
    int kept = quiet();
    tree_path(&place->tree, "none.pack", path);
    assert_refused(path);
    assert_refused(place->tree.dir);
    assert_refused("/dev/null");
    tree_save(path, "SQLite format 3", 16);
    assert_refused(path);
    loud(kept);
}

/* ---- hostile packs: whole, with a right hash, and wrong ------------------------------ */

static void sign_again(struct store *store) {
    char hash[PACK_HASH_BYTES], sql[128];
    assert_int_equal(pack_hash(store, hash), ERR_OK);
    snprintf(sql, sizeof sql, "UPDATE meta SET value = '%s' WHERE key = 'hash'", hash);
    assert_int_equal(store_run(store, sql), ERR_OK);
}

static void change_pack(const char *path, const char *sql) {
    struct store *store = NULL;
    assert_int_equal(store_open(path, STORE_WRITE, &PACK_SCHEMA, &store), ERR_OK);
    if (store_run(store, sql)) {
        fail_msg("%s", sql);
    }
    sign_again(store);
    store_close(store);
}

static void test_hostile_packs(void **state) {
    static const char *const changes[] = {
        "UPDATE language SET code = 'xx' WHERE ix = 0",
        "UPDATE language SET greeting_lang = 9 WHERE ix = 1",
        "UPDATE language SET voice_status = 3 WHERE ix = 1",
        "UPDATE language SET voice = NULL WHERE ix = 0",
        "UPDATE language SET colour = 99999999 WHERE ix = 1",
        "UPDATE language SET ix = 7 WHERE ix = 2",
        "DELETE FROM language",
        "UPDATE item SET kind = 2 WHERE ix = 0",
        "UPDATE item SET priority = -1 WHERE ix = 0",
        "UPDATE item SET title = 100000 WHERE ix = 0",
        "UPDATE item SET evidence = 'E' WHERE ix = 0",
        "UPDATE item SET evidence = '' WHERE ix = 0",
        "UPDATE item SET valid_to = -1 WHERE ix = 0",
        "DELETE FROM item WHERE ix = 2",
        "DELETE FROM item",
        "UPDATE fact SET type = 3 WHERE ix = 0",
        "UPDATE fact SET key = 'other' WHERE ix = 0",
        "UPDATE unit SET item = 3 WHERE ix = (SELECT max(ix) FROM unit)",
        "UPDATE unit SET item = NULL WHERE id = 'news.body#1'",
        "DELETE FROM unit WHERE ix = 5",
        "DELETE FROM unit",
        "DELETE FROM phrase WHERE lang = 0",
        "UPDATE phrase SET lang = 3 WHERE lang = 2",
        "UPDATE phrase SET state = 4 WHERE lang = 2",
        "UPDATE phrase SET state = 1 WHERE lang = 0",
        "UPDATE phrase SET text = NULL WHERE lang = 0",
        "UPDATE phrase SET text = '' WHERE unit = 3",
        "UPDATE phrase SET text = 'a {b' WHERE unit = 3",
        "UPDATE phrase SET text = 'a {unknown}' WHERE unit = 3",
        "UPDATE phrase SET text = '{xx:a}' WHERE unit = 3",
        "UPDATE phrase SET text = CAST(x'FFFE' AS TEXT) WHERE unit = 3",
        "UPDATE phrase SET text = 'e' || char(0x301) WHERE unit = 3",
        "UPDATE question SET label = -1 WHERE ix = 0",
        "DELETE FROM question WHERE ix = 1",
        "UPDATE answer SET next = 3 WHERE ix = 0",
        "UPDATE answer SET next_ix = 2 WHERE next = 0",
        "UPDATE answer SET next_ix = 0 WHERE next = 0",
        "UPDATE answer SET next = 0, next_ix = 0 WHERE question = 1 AND ix = 1",
        "UPDATE answer SET next_ix = 3 WHERE next = 2",
        "UPDATE answer SET next_ix = -1 WHERE next = 2",
        "DELETE FROM answer WHERE question = 1 AND ix > 0",
        "UPDATE entry SET first_unit = 1000000",
        "UPDATE entry SET first_unit = -1",
        "UPDATE entry SET unit_count = 65535",
        "UPDATE entry SET label = 1000000 WHERE label IS NOT NULL",
        "UPDATE condition SET question = 2",
        "UPDATE condition SET answers = 255",
        "UPDATE condition SET answers = 0",
        "UPDATE topic SET label = 1000000",
        "UPDATE topic_item SET item = 3 WHERE ix = 1",
        "UPDATE topic_item SET ix = 9 WHERE ix = 1",
        "DELETE FROM meta WHERE key = 'id'",
        "CREATE VIEW extra AS SELECT 1",
        "CREATE TABLE extra(a)",
        "CREATE TRIGGER extra AFTER INSERT ON unit BEGIN DELETE FROM unit; END",
        "DROP TABLE topic_item; CREATE VIEW topic_item(topic, ix, item) AS SELECT 0, 0, 0",
    };
    struct place *place = *state;
    char path[TREE_PATH_BYTES], *bytes;
    size_t count = load_pack(place->pack, &bytes);
    tree_path(&place->tree, "hostile.pack", path);
    int kept = quiet();
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct library library = {0};
        tree_save(path, bytes, count);
        change_pack(path, changes[i]);
        if (pack_read(path, &library) != ERR_REJECT) {
            fail_msg("was accepted: %s", changes[i]);
        }
    }
    /* The harness itself does no harm. */
    tree_save(path, bytes, count);
    change_pack(path, "UPDATE topic SET pictogram = NULL");
    loud(kept);
    struct library library = read_good(path);
    library_fini(&library);
    free(bytes);
}

static void test_wrong_hash(void **state) {
    struct place *place = *state;
    struct store *store = NULL;
    assert_int_equal(store_open(place->pack, STORE_WRITE, &PACK_SCHEMA, &store), ERR_OK);
    assert_int_equal(store_run(store, "UPDATE fact SET value = 1 WHERE key = 'fee'"), ERR_OK);
    store_close(store);
    assert_refused(place->pack);
}

/* ---- packs of before, and layers ------------------------------------------------------- */

/* The schema as it was before there were layers. */
static void test_first_version(void **state) {
    struct place *place = *state;
    struct library now = read_good(place->pack);
    struct store_schema first = PACK_SCHEMA;
    struct store *store = NULL;
    assert_int_equal(store_open(place->pack, STORE_WRITE, &PACK_SCHEMA, &store), ERR_OK);
    assert_int_equal(store_run(store, "DROP TABLE item_topic; DROP TABLE answer_item;"
                                      "DROP TABLE recording; DROP TABLE recording_sound;"
                                      "DROP TABLE search;"
                                      "DELETE FROM meta WHERE key = 'kind';"
                                      "PRAGMA user_version = 1"),
                     ERR_OK);
    store_close(store);
    assert_refused(place->pack); /* its hash is still the new one */
    first.migration_count = 1;
    assert_int_equal(store_open(place->pack, STORE_WRITE, &first, &store), ERR_OK);
    sign_again(store);
    store_close(store);
    struct library then = read_good(place->pack);
    assert_int_equal(then.unit_count, now.unit_count);
    assert_int_equal(then.kind, LIBRARY_WHOLE);
    assert_string_equal(then.packs[0].version, "1");
    library_fini(&then);
    library_fini(&now);

    assert_int_equal(store_open(place->pack, STORE_WRITE, &first, &store), ERR_OK);
    assert_int_equal(store_run(store, "PRAGMA user_version = 99"), ERR_OK);
    store_close(store);
    assert_refused(place->pack);
}

/* Makes the tree's content a layer: one notice in a topic below, one procedure that
 * leads to an item below. */
static void make_layer(struct place *place) {
    struct tree *tree = &place->tree;
    char path[TREE_PATH_BYTES];
    tree_change(tree, "content/pack.yaml", "version:", "kind: layer, version:");
    tree_change(tree, "content/procedures/birth.yaml", "item:chicken", "item:elsewhere");
    tree_change(tree, "content/procedures/birth.yaml", "topic: family", "topic: somewhere");
    tree_path(tree, "content/topics.yaml", path);
    unlink(path);
    tree_path(tree, "content/kiosk.yaml", path);
    unlink(path);
    tree_path(tree, "content/procedures/chicken.yaml", path);
    unlink(path);
    assert_int_equal(content_build(tree->content, tree->voices, place->pack, &tree->diag), ERR_OK);
}

static void test_layer(void **state) {
    struct place *place = *state;
    struct library l = {0};
    make_layer(place);
    assert_refused(place->pack); /* it does not stand alone */
    assert_int_equal(pack_read_with(place->pack, PACK_LAYER | PACK_KNOWN, &l), ERR_OK);
    assert_int_equal(l.kind, LIBRARY_LAYER);
    assert_int_equal(l.topic_count, 0);
    assert_int_equal(l.item_count, 2);
    assert_string_equal(item_of(&l, "news")->topic, "commune");
    const struct item *birth = item_of(&l, "birth");
    assert_string_equal(birth->topic, "somewhere");
    const struct answer *coop = &birth->questions[1].answers[2];
    assert_int_equal(coop->next, NEXT_ITEM);
    assert_int_equal(coop->next_ix, LIBRARY_NONE);
    assert_string_equal(coop->next_item, "elsewhere");
    assert_null(birth->questions[0].answers[0].next_item);
    library_fini(&l);
}

static void test_hostile_layers(void **state) {
    static const char *const changes[] = {
        "DELETE FROM answer_item",
        "UPDATE answer SET next_ix = -2 WHERE next = 2",
        "UPDATE answer_item SET id = CAST(x'FFFE' AS TEXT)",
        "UPDATE item_topic SET topic = CAST(x'FFFE' AS TEXT)",
        "UPDATE meta SET value = 'other' WHERE key = 'kind'",
        "UPDATE meta SET value = 'whole' WHERE key = 'kind'", /* leads out, and must not */
        "DELETE FROM meta WHERE key = 'version'",
    };
    struct place *place = *state;
    char path[TREE_PATH_BYTES], *bytes;
    make_layer(place);
    size_t count = load_pack(place->pack, &bytes);
    tree_path(&place->tree, "hostile.pack", path);
    int kept = quiet();
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct library library = {0};
        tree_save(path, bytes, count);
        change_pack(path, changes[i]);
        if (pack_read_with(path, PACK_LAYER, &library) != ERR_REJECT) {
            fail_msg("was accepted: %s", changes[i]);
        }
    }
    loud(kept);
    free(bytes);
}

/* ---- the disk ------------------------------------------------------------------------- */

static int count_files(const char *dir) {
    DIR *stream = opendir(dir);
    assert_non_null(stream);
    int count = 0;
    for (struct dirent *row = readdir(stream); row; row = readdir(stream)) {
        count += row->d_name[0] != '.';
    }
    closedir(stream);
    return count;
}

static void test_errors_leave_the_old_pack(void **state) {
    struct place *place = *state;
    struct library old = read_good(place->pack);
    int files = count_files(place->tree.dir);
    tree_change(&place->tree, "content/notices/news.yaml", "{since}", "{since");
    assert_int_equal(
        content_build(place->tree.content, place->tree.voices, place->pack, &place->tree.diag),
        ERR_REJECT);
    struct library now = read_good(place->pack);
    assert_string_equal(old.pack_hash, now.pack_hash);
    assert_int_equal(count_files(place->tree.dir), files);
    library_fini(&now);
    library_fini(&old);
}

/* The disk is full after every number of bytes: the old pack stays, whole, and
 * nothing lies beside it. */
static void test_full_disk(void **state) {
    struct place *place = *state;
    struct library old = read_good(place->pack);
    int files = count_files(place->tree.dir), failures = 0;
    struct rlimit all, little;
    tree_change(&place->tree, "content/notices/news.yaml", "8000", "8001");
    getrlimit(RLIMIT_FSIZE, &all);
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t room = 0; room <= 512 * 1024; room += 5000) {
        int kept = quiet();
        little = (struct rlimit){room, all.rlim_max};
        setrlimit(RLIMIT_FSIZE, &little);
        enum err err =
            content_build(place->tree.content, place->tree.voices, place->pack, &place->tree.diag);
        setrlimit(RLIMIT_FSIZE, &all);
        loud(kept);
        assert_int_equal(count_files(place->tree.dir), files);
        struct library now = read_good(place->pack);
        assert_int_equal(str_same(old.pack_hash, now.pack_hash), err != ERR_OK);
        library_fini(&now);
        if (!err) {
            break;
        }
        failures++;
    }
    signal(SIGXFSZ, SIG_DFL);
    assert_in_range(failures, 3, 100);
    library_fini(&old);
}

static void test_no_folder(void **state) {
    struct place *place = *state;
    char path[TREE_PATH_BYTES];
    tree_path(&place->tree, "none/a.pack", path);
    assert_int_equal(
        content_build(place->tree.content, place->tree.voices, path, &place->tree.diag), ERR_RETRY);
    tree_path(&place->tree, "content", path); /* a folder stands where the pack would */
    int files = count_files(place->tree.dir);
    assert_int_equal(
        content_build(place->tree.content, place->tree.voices, path, &place->tree.diag), ERR_RETRY);
    assert_int_equal(count_files(place->tree.dir), files);
}

#define PACK_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        PACK_TEST(test_languages),
        PACK_TEST(test_texts),
        PACK_TEST(test_notice),
        PACK_TEST(test_procedure),
        PACK_TEST(test_same_source_same_hash),
        PACK_TEST(test_same_source_same_file),
        PACK_TEST(test_hash),
        PACK_TEST(test_first_version),
        PACK_TEST(test_layer),
        PACK_TEST(test_hostile_layers),
        PACK_TEST(test_cut_packs),
        PACK_TEST(test_flipped_packs),
        PACK_TEST(test_no_packs),
        PACK_TEST(test_hostile_packs),
        PACK_TEST(test_wrong_hash),
        PACK_TEST(test_errors_leave_the_old_pack),
        PACK_TEST(test_full_disk),
        PACK_TEST(test_no_folder),
    };
    return cmocka_run_group_tests_name("pack", tests, NULL, NULL);
}
