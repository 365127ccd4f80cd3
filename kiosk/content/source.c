#include "content/source.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "content/file.h"
#include "content/grow.h"
#include "content/order.h"
#include "content/source_parts.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- units ------------------------------------------------------------------- */

const char *source_id(struct source *source, const char *a, const char *b, const char *c,
                      const char *d) {
    const char *const parts[] = {a, b, c, d};
    char id[SOURCE_ID_BYTES];
    struct str s;
    str_init(&s, id, sizeof id);
    for (size_t i = 0; i < COUNT(parts) && parts[i]; i++) {
        str_put(&s, i ? "." : "");
        str_put(&s, parts[i]);
    }
    return arena_strdup(&source->memory, id);
}

int32_t source_add_unit(const struct reading *in, const char *id, enum unit_room room,
                        int32_t item_ix, const struct source_text *text) {
    struct source *s = in->source;
    s->units = grow(&s->memory, s->units, s->unit_count, sizeof *s->units);
    struct source_unit *unit = &s->units[s->unit_count];
    *unit = (struct source_unit){.id = id,
                                 .room = room,
                                 .item_ix = item_ix,
                                 .pictogram = text->pictogram,
                                 .photo = text->photo};
    for (int v = 0; v < VARIANT_COUNT; v++) {
        const char *written = text->wordings[v];
        unit->wordings[v][LIBRARY_VIETNAMESE] = (struct wording){
            written, written ? TRANSLATION_REVIEWED : TRANSLATION_MISSING, in->file, text->line};
    }
    return (int32_t)s->unit_count++;
}

/* Ids with their indices, to be sorted without a file-scope variable. */
struct id_row {
    const char *id;
    uint32_t ix;
};

static int by_id(const void *a, const void *b) {
    const struct id_row *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order ? order : (x->ix > y->ix) - (x->ix < y->ix);
}

static void sort_units(struct source *s) {
    struct id_row *rows = arena_array(&s->memory, s->unit_count, sizeof *rows);
    s->unit_order = arena_array(&s->memory, s->unit_count, sizeof *s->unit_order);
    for (uint32_t i = 0; i < s->unit_count; i++) {
        rows[i] = (struct id_row){s->units[i].id, i};
    }
    if (s->unit_count) {
        qsort(rows, s->unit_count, sizeof *rows, by_id);
    }
    for (uint32_t i = 0; i < s->unit_count; i++) {
        s->unit_order[i] = rows[i].ix;
    }
}

int32_t source_unit_ix(const struct source *source, const char *id) {
    static_assert(offsetof(struct source_unit, id) == 0, "order_find reads the id there");
    return order_find(source->units, sizeof *source->units, source->unit_order, source->unit_count,
                      id);
}

int source_language_ix(const struct source *source, const char *tag, size_t bytes) {
    for (int i = 0; i < source->language_count; i++) {
        const char *code = source->languages[i].language.code;
        if (strlen(code) == bytes && memcmp(code, tag, bytes) == 0) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

/* ---- pack.yaml ------------------------------------------------------------------ */

static void read_pack(struct source *source, const char *content_dir, struct diag *diag) {
    static const struct field outer[] = {{"pack", FIELD_MAP, true, 0, NULL, 0, 0}};
    static const char *const kinds[] = {[LIBRARY_WHOLE] = "whole", [LIBRARY_LAYER] = "layer", NULL};
    static const struct field fields[] = {
        {"id", FIELD_ID, true, offsetof(struct source, pack.id), NULL, 0, 0},
        {"name", FIELD_STRING, true, offsetof(struct source, pack.name), NULL, 0, 0},
        {"version", FIELD_STRING, true, offsetof(struct source, pack.version), NULL, 0, 0},
        {"kind", FIELD_CHOICE, false, offsetof(struct source, pack.kind), kinds, 0, 0},
    };
    struct reading in = {source, diag, file_path(&source->memory, content_dir, "pack.yaml")};
    const struct yaml_node *root = fields_open(&in), *map = NULL;
    if (root && fields_read(&in, root, outer, COUNT(outer), &map)) {
        fields_read(&in, map, fields, COUNT(fields), source);
    }
}

/* A layer has the files that it has something to say in. */
static const struct yaml_node *open_part(const struct reading *in) {
    bool may_lack = in->source->pack.kind == LIBRARY_LAYER;
    return may_lack && access(in->file, F_OK) != 0 ? NULL : fields_open(in);
}

/* ---- kiosk.yaml ----------------------------------------------------------------- */

/* Phrases of the bar stand on buttons; the rest has lines of its own. */
static enum unit_room room_of(const char *phrase) {
    static const char *const buttons[] = {"back",   "home",     "repeat", "slower",
                                          "louder", "language", "call",   "next"};
    for (size_t i = 0; i < COUNT(buttons); i++) {
        if (strcmp(buttons[i], phrase) == 0) {
            return ROOM_BUTTON;
        }
    }
    return ROOM_SENTENCE;
}

static void read_phrase(const struct reading *in, const struct yaml_node *node,
                        struct source_name **names, uint16_t *count) {
    struct source_text text = {0};
    if (!fields_text(in, node, &text)) {
        return;
    }
    *names = grow(&in->source->memory, *names, *count, sizeof **names);
    (*names)[(*count)++] = (struct source_name){node->key, node->line};
    source_add_unit(in, source_id(in->source, "ui", node->key, NULL, NULL), room_of(node->key),
                    LIBRARY_NONE, &text);
}

static void read_phrases(struct source *source, const char *content_dir, struct diag *diag) {
    static const struct field outer[] = {{"phrases", FIELD_MAP, true, 0, NULL, 0, 0}};
    struct reading in = {source, diag, file_path(&source->memory, content_dir, "kiosk.yaml")};
    const struct yaml_node *root = open_part(&in), *map = NULL;
    struct source_name *names = NULL;
    uint16_t count = 0;
    source->phrases_file = in.file;
    if (!root || !fields_read(&in, root, outer, COUNT(outer), &map)) {
        return;
    }
    for (const struct yaml_node *n = map->first; n && count < UINT16_MAX; n = n->next) {
        read_phrase(&in, n, &names, &count);
    }
    source->phrases = (struct source_names){names, count};
}

/* ---- topics.yaml ---------------------------------------------------------------- */

struct topic_record {
    const char *id;
    struct source_text label;
    struct source_names items;
};

static void read_topic(const struct reading *in, const struct yaml_node *node) {
#define AT(n) offsetof(struct topic_record, n)
    static const struct field fields[] = {
        {"id", FIELD_ID, true, AT(id), NULL, 0, 0},
        BUTTON_FIELDS(struct topic_record, label),
        {"items", FIELD_NAMES, true, AT(items), NULL, 0, 0},
    };
#undef AT
    struct source *s = in->source;
    struct topic_record record = {0};
    if (!fields_read(in, node, fields, COUNT(fields), &record) || s->topic_count == UINT16_MAX) {
        return;
    }
    s->topics = grow(&s->memory, s->topics, s->topic_count, sizeof *s->topics);
    s->topics[s->topic_count++] = (struct source_topic){
        .id = record.id,
        .line = node->line,
        .label_ix = source_add_unit(in, source_id(s, "topic", record.id, NULL, NULL), ROOM_BUTTON,
                                    LIBRARY_NONE, &record.label),
        .pictogram = record.label.pictogram,
        .items = record.items,
    };
}

static void read_topics(struct source *source, const char *content_dir, struct diag *diag) {
    static const struct field outer[] = {{"topics", FIELD_LIST, true, 0, NULL, 0, 0}};
    struct reading in = {source, diag, file_path(&source->memory, content_dir, "topics.yaml")};
    const struct yaml_node *root = open_part(&in), *list = NULL;
    source->topics_file = in.file;
    if (!root || !fields_read(&in, root, outer, COUNT(outer), &list)) {
        return;
    }
    for (const struct yaml_node *node = list->first; node; node = node->next) {
        read_topic(&in, node);
    }
}

/* ---- all of it ------------------------------------------------------------------ */

bool source_read(const char *content_dir, const char *voices_dir, struct diag *diag,
                 struct source *source_out) {
    unsigned before = diag->errors;
    source_read_languages(source_out, voices_dir, diag);
    read_pack(source_out, content_dir, diag);
    read_phrases(source_out, content_dir, diag);
    read_topics(source_out, content_dir, diag);
    source_read_items(source_out, content_dir, diag);
    sort_units(source_out);
    if (diag->errors > before) {
        return false;
    }
    source_read_translations(source_out, content_dir, diag);
    source_read_recordings(source_out, content_dir, voices_dir, diag);
    return true;
}

void source_fini(struct source *source) {
    arena_fini(&source->memory);
    *source = (struct source){0};
}
