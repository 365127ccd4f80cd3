#include "content/pack_write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"
#include "content/pack_read.h"
#include "content/pack_schema.h"
#include "content/search_index.h"

/* ---- rows ------------------------------------------------------------------------- */

/* A value to be bound. */
struct value {
    enum { VALUE_NUMBER, VALUE_TEXT, VALUE_BYTES } kind;
    const void *data; /* text or bytes; NULL = NULL */
    int64_t number;   /* or how many bytes */
};

#define T(x) ((struct value){.kind = VALUE_TEXT, .data = (x)})
#define N(x) ((struct value){.number = (x)})
#define B(x, bytes) ((struct value){VALUE_BYTES, x, (int64_t)(bytes)})
#define NULL_VALUE ((struct value){.kind = VALUE_TEXT})
#define PUT(pack, statement, ...)                                                                  \
    put(pack, statement, (struct value[]){__VA_ARGS__},                                            \
        sizeof((struct value[]){__VA_ARGS__}) / sizeof(struct value))

enum statement {
    PUT_META,
    PUT_LANGUAGE,
    PUT_ITEM,
    PUT_VILLAGE,
    PUT_LEGAL,
    PUT_SOURCE,
    PUT_FACT,
    PUT_UNIT,
    PUT_PHRASE,
    PUT_QUESTION,
    PUT_ANSWER,
    PUT_ENTRY,
    PUT_CONDITION,
    PUT_TOPIC,
    PUT_TOPIC_ITEM,
    PUT_ITEM_TOPIC,
    PUT_ANSWER_ITEM,
    PUT_RECORDING,
    PUT_SOUND,
    STATEMENT_COUNT
};

static const char *const STATEMENTS[] = {
    [PUT_META] = "INSERT INTO meta VALUES(?,?)",
    [PUT_LANGUAGE] = "INSERT INTO language VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [PUT_ITEM] = "INSERT INTO item VALUES(?,?,?,?,?,?,?,?,?,?)",
    [PUT_VILLAGE] = "INSERT INTO item_village VALUES(?,?,?)",
    [PUT_LEGAL] = "INSERT INTO item_legal VALUES(?,?,?)",
    [PUT_SOURCE] = "INSERT INTO item_source VALUES(?,?,?)",
    [PUT_FACT] = "INSERT INTO fact VALUES(?,?,?,?,?,?,?,?,?,?,?)",
    [PUT_UNIT] = "INSERT INTO unit VALUES(?,?,?,?,?)",
    [PUT_PHRASE] = "INSERT INTO phrase VALUES(?,?,?,?,?)",
    [PUT_QUESTION] = "INSERT INTO question VALUES(?,?,?,?)",
    [PUT_ANSWER] = "INSERT INTO answer VALUES(?,?,?,?,?,?,?)",
    [PUT_ENTRY] = "INSERT INTO entry VALUES(?,?,?,?,?,?,?)",
    [PUT_CONDITION] = "INSERT INTO condition VALUES(?,?,?,?,?,?)",
    [PUT_TOPIC] = "INSERT INTO topic VALUES(?,?,?,?)",
    [PUT_TOPIC_ITEM] = "INSERT INTO topic_item VALUES(?,?,?)",
    [PUT_ITEM_TOPIC] = "INSERT INTO item_topic VALUES(?,?)",
    [PUT_ANSWER_ITEM] = "INSERT INTO answer_item VALUES(?,?,?,?)",
    [PUT_RECORDING] = "INSERT INTO recording VALUES(?,?,?,?,?,?,?,?,?,?,?)",
    [PUT_SOUND] = "INSERT INTO recording_sound VALUES(?,?)",
};

/* A pack being written. After the first error nothing more is put. */
struct pack {
    struct store *store;
    struct store_row *rows[STATEMENT_COUNT];
    enum err err;
};

static void bind(struct store_row *row, int ix, const struct value *value) {
    switch (value->kind) {
    case VALUE_NUMBER:
        store_bind_int(row, ix, value->number);
        break;
    case VALUE_TEXT:
        store_bind_text(row, ix, value->data);
        break;
    case VALUE_BYTES:
        store_bind_blob(row, ix, value->data, (size_t)value->number);
        break;
    }
}

static void put(struct pack *pack, enum statement statement, const struct value *values,
                size_t count) {
    struct store_row *row = pack->rows[statement];
    for (size_t i = 0; i < count && !pack->err; i++) {
        bind(row, (int)i + 1, &values[i]);
    }
    if (!pack->err) {
        pack->err = store_exec(row);
    }
}

static void put_languages(struct pack *pack, const struct source *source) {
    for (int i = 0; i < source->language_count; i++) {
        const struct source_language *row = &source->languages[i];
        const struct language *l = &row->language;
        PUT(pack, PUT_LANGUAGE, N(i), T(l->code), T(l->autonym), T(l->name), T(l->voice),
            N(l->voice_status), N(l->colour), N(l->weave), N(row->position), T(row->parent),
            T(row->confidence), T(l->greeting.text), N(l->greeting.lang_ix));
    }
}

static void put_names(struct pack *pack, enum statement statement, int item,
                      const struct source_names *names) {
    for (int i = 0; i < names->count; i++) {
        PUT(pack, statement, N(item), N(i), T(names->list[i].text));
    }
}

static void put_facts(struct pack *pack, int item_ix, const struct source_item *item) {
    for (int i = 0; i < item->fact_count; i++) {
        const struct fact *f = &item->facts[i].fact;
        char evidence[2] = {f->evidence, '\0'};
        PUT(pack, PUT_FACT, N(item_ix), N(i), T(f->key), N(f->type), N(f->value),
            T(f->legal_number), N(f->valid_from), N(f->valid_to), N(f->checked_on),
            T(f->checked_by), T(evidence));
    }
}

static void put_answer(struct pack *pack, const int key[3], const struct source_answer *answer) {
    PUT(pack, PUT_ANSWER, N(key[0]), N(key[1]), N(key[2]), N(answer->label_ix),
        T(answer->pictogram), N(answer->next), N(answer->next_ix));
    if (answer->next_item) {
        PUT(pack, PUT_ANSWER_ITEM, N(key[0]), N(key[1]), N(key[2]), T(answer->next_item));
    }
}

static void put_questions(struct pack *pack, int item_ix, const struct source_item *item) {
    for (int q = 0; q < item->question_count; q++) {
        const struct source_question *question = &item->questions[q];
        PUT(pack, PUT_QUESTION, N(item_ix), N(q), N(question->label_ix), T(question->pictogram));
        for (int a = 0; a < question->answer_count; a++) {
            put_answer(pack, (const int[]){item_ix, q, a}, &question->answers[a]);
        }
    }
}

static void put_section(struct pack *pack, int item_ix, int section,
                        const struct source_section *entries) {
    for (int e = 0; e < entries->count; e++) {
        const struct source_entry *entry = &entries->entries[e];
        PUT(pack, PUT_ENTRY, N(item_ix), N(section), N(e),
            entry->label_ix < 0 ? NULL_VALUE : N(entry->label_ix), N(entry->first_unit),
            N(entry->unit_count), T(entry->pictogram));
        for (int c = 0; c < entry->condition_count; c++) {
            const struct condition *row = &entry->conditions[c].linked;
            PUT(pack, PUT_CONDITION, N(item_ix), N(section), N(e), N(c), N(row->question),
                N(row->answers));
        }
    }
}

static void put_items(struct pack *pack, const struct source *source) {
    for (int i = 0; i < source->item_count; i++) {
        const struct source_item *item = &source->items[i];
        char evidence[2] = {item->evidence, '\0'};
        PUT(pack, PUT_ITEM, N(i), T(item->id), N(item->kind), N(item->priority), N(item->title_ix),
            T(item->pictogram), T(evidence), N(item->valid_from), N(item->valid_to), T(item->code));
        if (item->outer_topic) {
            PUT(pack, PUT_ITEM_TOPIC, N(i), T(item->outer_topic));
        }
        put_names(pack, PUT_VILLAGE, i, &item->villages);
        put_names(pack, PUT_LEGAL, i, &item->legal);
        put_names(pack, PUT_SOURCE, i, &item->sources);
        put_facts(pack, i, item);
        put_questions(pack, i, item);
        for (int s = 0; s < SECTION_COUNT; s++) {
            put_section(pack, i, s, &item->sections[s]);
        }
    }
}

/* A wording nobody wrote is no row; one that is stale is a row without text. */
static void put_phrase(struct pack *pack, int64_t unit_ix, int lang, int variant,
                       const struct wording *wording) {
    if (wording->state != TRANSLATION_MISSING) {
        PUT(pack, PUT_PHRASE, N(unit_ix), N(lang), N(variant), N(wording->state), T(wording->text));
    }
}

static void put_phrases(struct pack *pack, int64_t unit_ix, const struct source_unit *unit,
                        int language_count) {
    for (int lang = 0; lang < language_count; lang++) {
        for (int v = 0; v < VARIANT_COUNT; v++) {
            put_phrase(pack, unit_ix, lang, v, &unit->wordings[v][lang]);
        }
    }
}

static void put_units(struct pack *pack, const struct source *source) {
    for (uint32_t u = 0; u < source->unit_count; u++) {
        const struct source_unit *unit = &source->units[u];
        PUT(pack, PUT_UNIT, N(u), T(unit->id), unit->item_ix < 0 ? NULL_VALUE : N(unit->item_ix),
            T(unit->pictogram), T(unit->photo));
        put_phrases(pack, u, unit, source->language_count);
    }
}

static void put_topics(struct pack *pack, const struct source *source) {
    for (int t = 0; t < source->topic_count; t++) {
        const struct source_topic *topic = &source->topics[t];
        PUT(pack, PUT_TOPIC, N(t), T(topic->id), N(topic->label_ix), T(topic->pictogram));
        for (int i = 0; i < topic->items.count; i++) {
            PUT(pack, PUT_TOPIC_ITEM, N(t), N(i), N(topic->item_ixs[i]));
        }
    }
}

/* One sound is in memory at a time. */
static void put_recording(struct pack *pack, const struct source *source, uint32_t ix) {
    const struct source_recording *row = &source->recordings[ix];
    const struct recording *r = row->recording;
    char hash[RECORDINGS_HASH_BYTES], digest_hex[RECORDINGS_HASH_BYTES];
    struct hash128 digest = HASH128_EMPTY;
    struct arena memory = {0};
    struct diag diag = {0};
    size_t bytes;
    const void *opus =
        recordings_load(source->recordings_dir, source->languages[row->lang_ix].language.code,
                        r->file, &memory, &diag, &bytes);
    if (opus) {
        hash128_bytes(&digest, opus, bytes);
        recordings_write_hash(&r->source, hash);
        recordings_write_hash(&digest, digest_hex);
        PUT(pack, PUT_RECORDING, N(ix), T(r->unit), N(row->lang_ix), N(r->wording), T(hash),
            T(row->speaker->name), T(row->speaker->dialect), T(row->speaker->licence),
            N(r->recorded), N(r->ms), T(digest_hex));
        PUT(pack, PUT_SOUND, N(ix), B(opus, bytes));
    } else { /* it was there a moment ago */
        pack->err = ERR_REJECT;
    }
    arena_fini(&memory);
}

static void put_recordings(struct pack *pack, const struct source *source) {
    for (uint32_t i = 0; i < source->recording_count && !pack->err; i++) {
        put_recording(pack, source, i);
    }
}

static void put_all(struct pack *pack, const struct source *source) {
    char hash[PACK_HASH_BYTES] = "";
    PUT(pack, PUT_META, T("id"), T(source->pack.id));
    PUT(pack, PUT_META, T("name"), T(source->pack.name));
    PUT(pack, PUT_META, T("version"), T(source->pack.version));
    PUT(pack, PUT_META, T("kind"), T(source->pack.kind == LIBRARY_LAYER ? "layer" : "whole"));
    put_languages(pack, source);
    put_items(pack, source);
    put_units(pack, source);
    put_topics(pack, source);
    put_recordings(pack, source);
    if (!pack->err) {
        pack->err = pack_hash(pack->store, hash);
    }
    PUT(pack, PUT_META, T("hash"), T(hash));
}

static enum err prepare(struct pack *pack) {
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        pack->rows[i] = store_prepare(pack->store, STATEMENTS[i]);
        if (!pack->rows[i]) {
            return ERR_REJECT;
        }
    }
    return ERR_OK;
}

static enum err fill(struct store *store, const struct source *source) {
    struct pack pack = {.store = store};
    pack.err = store_run(store, "BEGIN");
    if (!pack.err) {
        pack.err = prepare(&pack);
    }
    if (!pack.err) {
        put_all(&pack, source);
    }
    if (!pack.err) {
        pack.err = search_index(store, source);
    }
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        store_done(pack.rows[i]);
    }
    return pack.err ? pack.err : store_run(store, "COMMIT");
}

/* ---- the file ---------------------------------------------------------------------- */

static enum err disk_error(const char *path) {
    diag_log("%s: không ghi được: %s; hãy xem đĩa còn chỗ và quyền ghi",
             "%s: cannot be written: %s; see whether the disk has room and may be written", path,
             strerror(errno));
    return ERR_RETRY;
}

static enum err sync_file(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum err err = fd >= 0 && fsync(fd) == 0 ? ERR_OK : disk_error(path);
    if (fd >= 0) {
        close(fd);
    }
    return err;
}

static enum err sync_folder_of(const char *path) {
    char dir[PATH_BYTES];
    str_copy(dir, sizeof dir, path);
    char *slash = strrchr(dir, '/');
    if (slash) {
        slash[slash == dir] = '\0'; /* keep "/" itself */
    }
    return sync_file(slash ? dir : ".");
}

static enum err build(const struct source *source, const char *path) {
    struct store *store = NULL;
    struct library library = {0};
    enum err err = store_open(path, STORE_BUILD, &PACK_SCHEMA, &store);
    if (!err) {
        err = fill(store, source);
    }
    store_close(store);
    if (!err) {
        err = sync_file(path);
    }
    if (!err) { /* what the kiosk would refuse never gets its name */
        err = pack_read_with(path, PACK_LAYER, &library);
    }
    library_fini(&library);
    return err;
}

static void remove_half(const char *path) {
    char journal[PATH_BYTES + 16];
    struct str s;
    str_init(&s, journal, sizeof journal);
    str_printf(&s, "%s-journal", path);
    unlink(path);
    unlink(journal);
}

enum err pack_write(const struct source *source, const char *path) {
    char half[PATH_BYTES];
    struct str s;
    str_init(&s, half, sizeof half);
    str_printf(&s, "%s.%ld.new", path, (long)getpid());
    if (s.cut) {
        errno = ENAMETOOLONG;
        return disk_error(path);
    }
    remove_half(half); /* of a process that had our number and died */
    enum err err = build(source, half);
    if (!err && rename(half, path) < 0) {
        err = disk_error(path);
    }
    if (err) {
        remove_half(half);
        return err;
    }
    return sync_folder_of(path);
}
