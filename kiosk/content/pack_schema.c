#include "content/pack_schema.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"

/* ix: index in the library's array. lang, item, unit, ...: indices of those.
 * state, kind, type, section, variant: the enums of library.h and source.h. */
static const char *const MIGRATIONS[] = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE language(ix INTEGER PRIMARY KEY, code TEXT NOT NULL, autonym TEXT NOT NULL,"
    " name TEXT NOT NULL, voice TEXT, voice_status INTEGER NOT NULL, colour INTEGER NOT NULL,"
    " weave INTEGER NOT NULL, position INTEGER NOT NULL, parent TEXT,"
    " confidence TEXT NOT NULL, greeting TEXT NOT NULL, greeting_lang INTEGER NOT NULL) STRICT;"
    "CREATE TABLE item(ix INTEGER PRIMARY KEY, id TEXT NOT NULL, kind INTEGER NOT NULL,"
    " priority INTEGER NOT NULL, title INTEGER NOT NULL, pictogram TEXT,"
    " evidence TEXT NOT NULL, valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL,"
    " code TEXT) STRICT;"
    "CREATE TABLE item_village(item INTEGER, ix INTEGER, village TEXT NOT NULL,"
    " PRIMARY KEY(item, ix)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE item_legal(item INTEGER, ix INTEGER, text TEXT NOT NULL,"
    " PRIMARY KEY(item, ix)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE item_source(item INTEGER, ix INTEGER, text TEXT NOT NULL,"
    " PRIMARY KEY(item, ix)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE fact(item INTEGER, ix INTEGER, key TEXT NOT NULL, type INTEGER NOT NULL,"
    " value INTEGER NOT NULL, legal_number TEXT, valid_from INTEGER NOT NULL,"
    " valid_to INTEGER NOT NULL, checked_on INTEGER NOT NULL, checked_by TEXT,"
    " evidence TEXT NOT NULL, PRIMARY KEY(item, ix)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE unit(ix INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, item INTEGER,"
    " pictogram TEXT, photo TEXT) STRICT;"
    "CREATE TABLE phrase(unit INTEGER, lang INTEGER, variant INTEGER, state INTEGER NOT NULL,"
    " text TEXT, PRIMARY KEY(unit, lang, variant)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE question(item INTEGER, ix INTEGER, label INTEGER NOT NULL, pictogram TEXT,"
    " PRIMARY KEY(item, ix)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE answer(item INTEGER, question INTEGER, ix INTEGER, label INTEGER NOT NULL,"
    " pictogram TEXT, next INTEGER NOT NULL, next_ix INTEGER NOT NULL,"
    " PRIMARY KEY(item, question, ix)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE entry(item INTEGER, section INTEGER, ix INTEGER, label INTEGER,"
    " first_unit INTEGER NOT NULL, unit_count INTEGER NOT NULL, pictogram TEXT,"
    " PRIMARY KEY(item, section, ix)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE condition(item INTEGER, section INTEGER, entry INTEGER, ix INTEGER,"
    " question INTEGER NOT NULL, answers INTEGER NOT NULL,"
    " PRIMARY KEY(item, section, entry, ix)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE topic(ix INTEGER PRIMARY KEY, id TEXT NOT NULL, label INTEGER NOT NULL,"
    " pictogram TEXT) STRICT;"
    "CREATE TABLE topic_item(topic INTEGER, ix INTEGER, item INTEGER NOT NULL,"
    " PRIMARY KEY(topic, ix)) STRICT, WITHOUT ROWID;",
    /* What leads out of a layer, by id: the topic of an item, the item an answer leads
     * to (its next_ix is -1). */
    "CREATE TABLE item_topic(item INTEGER PRIMARY KEY, topic TEXT NOT NULL) STRICT;"
    "CREATE TABLE answer_item(item INTEGER, question INTEGER, ix INTEGER, id TEXT NOT NULL,"
    " PRIMARY KEY(item, question, ix)) STRICT, WITHOUT ROWID;",
    /* Recordings. unit is an id: it may be a unit of the pack below, or number:<word>.
     * source, digest: hashes in hexadecimal digits, of the Vietnamese and of the sound,
     * which has a table of its own, so that the list is read without it. */
    "CREATE TABLE recording(ix INTEGER PRIMARY KEY, unit TEXT NOT NULL, lang INTEGER NOT NULL,"
    " wording INTEGER NOT NULL, source TEXT NOT NULL, speaker TEXT NOT NULL,"
    " dialect TEXT NOT NULL, licence TEXT NOT NULL, recorded INTEGER NOT NULL,"
    " ms INTEGER NOT NULL, digest TEXT NOT NULL) STRICT;"
    "CREATE TABLE recording_sound(ix INTEGER PRIMARY KEY, opus BLOB NOT NULL) STRICT;",
    /* What is found by its words (search_index.h). The texts come folded and are not kept a
     * second time; the first letters of words have indices of their own, for who is still
     * typing. */
    ("CREATE VIRTUAL TABLE search USING fts5(title, body, content='', prefix='1 2 3',"
     " tokenize='unicode61 remove_diacritics 0');"),
};

const struct store_schema PACK_SCHEMA = {
    .application_id = 0x5442504B, /* "TBPK" */
    .migrations = MIGRATIONS,
    .migration_count = sizeof MIGRATIONS / sizeof *MIGRATIONS,
    .oldest = PACK_VERSION_WHOLE,
};

/* Every table in the order of its key. */
static const struct {
    const char *rows;
    int columns;
    int since; /* user_version */
} TABLES[] = {
    {"SELECT * FROM meta WHERE key <> 'hash' ORDER BY key", 2, 1},
    {"SELECT * FROM language ORDER BY ix", 13, 1},
    {"SELECT * FROM item ORDER BY ix", 10, 1},
    {"SELECT * FROM item_village ORDER BY item, ix", 3, 1},
    {"SELECT * FROM item_legal ORDER BY item, ix", 3, 1},
    {"SELECT * FROM item_source ORDER BY item, ix", 3, 1},
    {"SELECT * FROM fact ORDER BY item, ix", 11, 1},
    {"SELECT * FROM unit ORDER BY ix", 5, 1},
    {"SELECT * FROM phrase ORDER BY unit, lang, variant", 5, 1},
    {"SELECT * FROM question ORDER BY item, ix", 4, 1},
    {"SELECT * FROM answer ORDER BY item, question, ix", 7, 1},
    {"SELECT * FROM entry ORDER BY item, section, ix", 7, 1},
    {"SELECT * FROM condition ORDER BY item, section, entry, ix", 6, 1},
    {"SELECT * FROM topic ORDER BY ix", 4, 1},
    {"SELECT * FROM topic_item ORDER BY topic, ix", 3, 1},
    {"SELECT * FROM item_topic ORDER BY item", 2, 2},
    {"SELECT * FROM answer_item ORDER BY item, question, ix", 4, 2},
    {"SELECT * FROM recording ORDER BY ix", 11, 3},
};

static void add_value(struct hash128 *hash, struct store_row *row, int column) {
    const char *text = store_is_null(row, column) ? NULL : store_text(row, column);
    hash128_bytes(hash, text ? "\1" : "\2", 1);
    if (text) {
        hash128_bytes(hash, text, strlen(text) + 1);
    }
}

static enum err add_table(struct hash128 *hash, struct store *store, const char *sql, int columns) {
    struct store_row *row = store_prepare(store, sql);
    if (!row) {
        return ERR_REJECT;
    }
    while (store_step(row)) {
        for (int c = 0; c < columns; c++) {
            add_value(hash, row, c);
        }
        hash128_bytes(hash, "\3", 1);
    }
    hash128_bytes(hash, "\4", 1);
    enum err err = store_failed(row) ? ERR_REJECT : ERR_OK;
    store_done(row);
    return err;
}

enum err pack_hash(struct store *store, char hash_out[PACK_HASH_BYTES]) {
    struct hash128 hash = HASH128_EMPTY;
    for (size_t t = 0; t < sizeof TABLES / sizeof *TABLES; t++) {
        if (TABLES[t].since > store_version(store)) {
            continue;
        }
        enum err err = add_table(&hash, store, TABLES[t].rows, TABLES[t].columns);
        if (err) {
            return err;
        }
    }
    snprintf(hash_out, PACK_HASH_BYTES, "%016llx%016llx", (unsigned long long)hash.high,
             (unsigned long long)hash.low);
    return ERR_OK;
}
