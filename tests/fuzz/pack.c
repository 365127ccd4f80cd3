/* Changed packs. The first byte says how: 0, the rest is the file; 1, the rest
 * are changes (three bytes where, one byte what) of a good pack; 2, the same, and
 * the pack gets the hash that fits, so that the reader has to look at the rows; 3, the
 * same with a layer, which is laid over the good pack. Whatever pack_read takes must be sound: it
 * is walked to the end. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "content/content.h"
#include "content/layers.h"
#include "content/pack_read.h"
#include "content/pack_schema.h"
#include "content/recording_read.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

enum { PACK_BYTES_MAX = 1024 * 1024 };

/* libFuzzer has no context to pass on: what is made once lies here. */
static char dir[64], path[96], below[96];

static struct pack {
    uint8_t data[PACK_BYTES_MAX];
    size_t bytes;
} good, layer;

static void clean_up(void) {
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
    unlink(below);
    rmdir(dir);
}

static void build(const char *content, const char *to, struct pack *pack) {
    struct diag diag = {0};
    if (content_build(content, "tests/fixtures/content-good/voices", to, &diag)) {
        abort();
    }
    FILE *file = fopen(to, "rb");
    if (!file) {
        abort();
    }
    pack->bytes = fread(pack->data, 1, sizeof pack->data, file);
    fclose(file);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    /* Memory rather than a disk: each hashed pack is synced. */
    const char *place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(dir, sizeof dir, "%s/fuzz-pack-XXXXXX", place);
    if (!mkdtemp(dir)) {
        abort();
    }
    snprintf(path, sizeof path, "%s/a.pack", dir);
    snprintf(below, sizeof below, "%s/below.pack", dir);
    build("tests/fixtures/content-layer", path, &layer);
    build("tests/fixtures/content-good/content", below, &good);
    atexit(clean_up);
    stderr = fopen("/dev/null", "w"); /* our sentences; reports go to the descriptor */
    return 0;
}

static void save(const uint8_t *data, size_t bytes) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(data, 1, bytes, file) != bytes || fclose(file)) {
        abort();
    }
}

static void save_changed(const struct pack *pack, const uint8_t *data, size_t bytes) {
    static uint8_t changed[PACK_BYTES_MAX];
    memcpy(changed, pack->data, pack->bytes);
    for (; bytes >= 4; data += 4, bytes -= 4) {
        size_t at = (size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2];
        changed[at % pack->bytes] = data[3];
    }
    save(changed, pack->bytes);
}

static void put_hash(void) {
    struct store *store = NULL;
    char hash[PACK_HASH_BYTES];
    if (store_open(path, STORE_WRITE, &PACK_SCHEMA, &store)) {
        return;
    }
    struct store_row *row = store_prepare(store, "UPDATE meta SET value = ?1 WHERE key = 'hash'");
    if (row && pack_hash(store, hash) == ERR_OK) {
        store_bind_text(row, 1, hash);
        if (store_exec(row)) {
            /* damaged: reading will say so */
        }
    }
    store_done(row);
    store_close(store);
}

/* ---- walking ------------------------------------------------------------------------ */

static size_t walk_phrase(const struct library *library, const struct phrase *phrase) {
    size_t sum = 0;
    for (int i = 0; i < phrase->span_count; i++) {
        const struct span *span = &phrase->spans[i];
        sum += span->kind == SPAN_FACT ? strlen(library->facts[span->fact_ix].key)
                                       : strlen(span->text);
        sum += span->lang_ix >= 0 ? strlen(library->languages[span->lang_ix].code) : 0;
    }
    return sum;
}

static size_t walk_units(const struct library *library) {
    size_t sum = 0;
    for (uint32_t u = 0; u < library->unit_count; u++) {
        const struct unit *unit = &library->units[u];
        for (int l = 0; l < LIBRARY_LANGUAGES_MAX; l++) {
            sum += walk_phrase(library, &unit->text[l]) + walk_phrase(library, &unit->say[l]) +
                   walk_phrase(library, &unit->shorter[l]);
        }
        int32_t found = library_unit(library, unit->id);
        if (found < 0 || strcmp(library->units[found].id, unit->id) != 0 ||
            (library->pack_count == 1 && found != (int32_t)u)) {
            abort(); /* a hostile layer may call two by one name */
        }
    }
    return sum;
}

static size_t walk_item(const struct library *library, const struct item *item) {
    size_t sum = strlen(library->units[item->title_ix].id);
    for (int q = 0; q < item->question_count; q++) {
        const struct question *question = &item->questions[q];
        sum += strlen(library->units[question->label_ix].id);
        for (int a = 0; a < question->answer_count; a++) {
            const struct answer *answer = &question->answers[a];
            sum += strlen(library->units[answer->label_ix].id);
            if (answer->next == NEXT_QUESTION && answer->next_ix >= item->question_count) {
                abort();
            }
            sum += answer->next == NEXT_ITEM ? strlen(library->items[answer->next_ix].id) : 0;
        }
    }
    return sum;
}

static size_t walk_sections(const struct library *library, const struct item *item) {
    size_t sum = 0;
    for (int s = 0; s < SECTION_COUNT; s++) {
        for (int e = 0; e < item->sections[s].count; e++) {
            const struct entry *entry = &item->sections[s].entries[e];
            sum += entry->label_ix >= 0 ? strlen(library->units[entry->label_ix].id) : 0;
            for (int u = 0; u < entry->unit_count; u++) {
                sum += strlen(library->units[entry->first_unit + u].id);
            }
            for (int c = 0; c < entry->condition_count; c++) {
                sum += item->questions[entry->conditions[c].question].answer_count;
            }
        }
    }
    return sum;
}

/* Every recording is found again, and its sound is read or is not. */
static size_t walk_spoken(const struct library *library) {
    size_t sum = 0;
    struct arena memory = {0};
    struct recording_reader *reader = recording_reader_open(library);
    for (uint32_t i = 0; i < library->spoken_count; i++) {
        const struct spoken *spoken = &library->spoken[i];
        const void *opus;
        size_t bytes;
        sum += strlen(library->languages[spoken->lang_ix].code) + strlen(spoken->unit);
        if (spoken->unit_ix >= (int32_t)library->unit_count) {
            abort();
        }
        if (recording_read(reader, (int32_t)i, &memory, &opus, &bytes) == ERR_OK) {
            sum += ((const uint8_t *)opus)[bytes - 1];
        }
    }
    recording_reader_close(reader);
    arena_fini(&memory);
    return sum;
}

static size_t walk(const struct library *library) {
    size_t sum = walk_units(library) + walk_spoken(library);
    for (int i = 0; i < library->item_count; i++) {
        sum += walk_item(library, &library->items[i]) + walk_sections(library, &library->items[i]);
    }
    for (int t = 0; t < library->topic_count; t++) {
        const struct topic *topic = &library->topics[t];
        sum += strlen(library->units[topic->label_ix].id);
        for (int i = 0; i < topic->item_count; i++) {
            sum += strlen(library->items[topic->items[i]].id);
        }
    }
    return sum;
}

/* The layer over the good pack. */
static enum err lay_over(struct library *library) {
    struct library over = {0};
    struct layers_report report;
    if (pack_read_with(path, PACK_LAYER, &over)) {
        return ERR_REJECT;
    }
    if (pack_read(below, library)) {
        abort();
    }
    enum err err = layers_lay(library, &over, &report);
    library_fini(&over);
    return err;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    struct library library = {0};
    if (bytes == 0) {
        return 0;
    }
    if (data[0] == 0) {
        save(data + 1, bytes - 1);
    } else {
        save_changed(data[0] == 3 ? &layer : &good, data + 1, bytes - 1);
    }
    if (data[0] == 2 || data[0] == 3) {
        put_hash();
    }
    enum err err = data[0] == 3 ? lay_over(&library) : pack_read(path, &library);
    if (err == ERR_OK && walk(&library) == 0) {
        abort();
    }
    library_fini(&library);
    return 0;
}
