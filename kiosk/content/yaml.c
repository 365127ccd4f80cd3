#include "content/yaml.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/str.h"
#include "unicode/nfc.h"

struct parse {
    yaml_parser_t parser;
    yaml_event_t event; /* the one being looked at */
    const char *file;
    struct arena *arena;
    struct diag *diag;
    int node_count;
    bool bad; /* something was reported that makes the tree useless */
};

static int line_of(const struct parse *p) { return (int)p->event.start_mark.line + 1; }

/* Reports a problem at the event; the tree is given up. */
static struct yaml_node *refuse(struct parse *p, const char *vi, const char *en) {
    diag_error(p->diag, p->file, line_of(p), "%s", "%s", diag_text(vi, en));
    p->bad = true;
    return NULL;
}

static bool next_event(struct parse *p) {
    yaml_event_delete(&p->event);
    if (yaml_parser_parse(&p->parser, &p->event)) {
        return true;
    }
    diag_error(p->diag, p->file, (int)p->parser.problem_mark.line + 1,
               "YAML sai ở gần đây (%s); hãy xem lại thụt đầu dòng, dấu hai chấm, dấu ngoặc",
               "wrong YAML near here (%s); look at indentation, colons, quotes and brackets",
               p->parser.problem ? p->parser.problem : "?");
    p->bad = true;
    return false;
}

static const char *scalar(struct parse *p) {
    const char *value = (const char *)p->event.data.scalar.value;
    if (memchr(value, '\0', p->event.data.scalar.length)) {
        refuse(p, "có ký tự số 0; hãy xóa ký tự đó", "contains the character 0; remove it");
        return NULL;
    }
    char *normal = nfc_copy(value);
    const char *copy = arena_strdup(p->arena, normal);
    free(normal);
    return copy;
}

static bool is_empty_plain(const yaml_event_t *event) {
    return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && event->data.scalar.length == 0;
}

static struct yaml_node *node_new(struct parse *p, enum node_kind kind) {
    if (++p->node_count > YAML_NODES_MAX) {
        return refuse(p, "tệp có quá nhiều mục; hãy chia nhỏ", "too many values; split the file");
    }
    struct yaml_node *node = arena_array(p->arena, 1, sizeof *node);
    node->kind = kind;
    node->line = line_of(p);
    return node;
}

static struct yaml_node *read_node(struct parse *p, int depth);

static struct yaml_node *read_value(struct parse *p) {
    bool empty = is_empty_plain(&p->event);
    struct yaml_node *node = node_new(p, empty ? NODE_NOTHING : NODE_VALUE);
    if (node && !empty) {
        node->text = scalar(p);
    }
    return p->bad ? NULL : node;
}

/* Children up to the event that closes the list. */
static struct yaml_node *read_list(struct parse *p, int depth) {
    struct yaml_node *list = node_new(p, NODE_LIST);
    struct yaml_node **end = list ? &list->first : NULL;
    while (!p->bad && next_event(p) && p->event.type != YAML_SEQUENCE_END_EVENT) {
        *end = read_node(p, depth + 1);
        end = *end ? &(*end)->next : end;
    }
    return p->bad ? NULL : list;
}

static void report_twice(struct parse *p, const char *key, int line) {
    diag_error(p->diag, p->file, line, "“%s” được viết hai lần; hãy bỏ một",
               "\"%s\" is written twice; remove one", key);
    p->bad = true;
}

static bool has_key(const struct yaml_node *map, const char *key) {
    const struct yaml_node *child = map->first;
    while (child && !str_same(child->key, key)) {
        child = child->next;
    }
    return child;
}

/* The pair whose key is the event. */
static struct yaml_node *read_pair(struct parse *p, const struct yaml_node *map, int depth) {
    if (p->event.type != YAML_SCALAR_EVENT || p->event.data.scalar.length == 0) {
        return refuse(p, "ở đây phải là một tên rồi dấu hai chấm",
                      "a name and a colon belong here");
    }
    int line = line_of(p);
    const char *key = scalar(p);
    if (!key || !next_event(p)) {
        return NULL;
    }
    struct yaml_node *child = read_node(p, depth + 1);
    if (!child) {
        return NULL;
    }
    if (has_key(map, key)) {
        report_twice(p, key, line);
        return NULL;
    }
    child->key = key;
    child->line = line; /* of the name: a list or map below it starts later */
    return child;
}

static struct yaml_node *read_map(struct parse *p, int depth) {
    struct yaml_node *map = node_new(p, NODE_MAP);
    struct yaml_node **end = map ? &map->first : NULL;
    while (!p->bad && next_event(p) && p->event.type != YAML_MAPPING_END_EVENT) {
        struct yaml_node *child = read_pair(p, map, depth);
        if (child) {
            *end = child;
            end = &child->next;
        }
    }
    return p->bad ? NULL : map;
}

static bool is_fancy(const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor || event->data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor || event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor || event->data.mapping_start.tag;
    default:
        return true;
    }
}

static struct yaml_node *read_node(struct parse *p, int depth) {
    if (depth > YAML_DEPTH_MAX) {
        return refuse(p, "lồng nhau quá sâu; hãy viết phẳng hơn", "nested too deeply; flatten it");
    }
    if (is_fancy(&p->event)) {
        return refuse(p, "không dùng được neo (&), bí danh (*) hay nhãn (!); hãy viết rõ ra",
                      "anchors (&), aliases (*) and tags (!) are not used here; write it out");
    }
    if (p->event.type == YAML_SCALAR_EVENT) {
        return read_value(p);
    }
    return p->event.type == YAML_SEQUENCE_START_EVENT ? read_list(p, depth) : read_map(p, depth);
}

static bool skip_events(struct parse *p, int count) {
    bool good = true;
    for (int i = 0; good && i < count; i++) {
        good = next_event(p);
    }
    return good;
}

/* Stream and document start, the tree, and nothing after it. */
static const struct yaml_node *read_document(struct parse *p) {
    if (!skip_events(p, 2)) {
        return NULL;
    }
    if (p->event.type != YAML_DOCUMENT_START_EVENT) {
        return refuse(p, "tệp trống; hãy viết nội dung", "the file is empty; write its content");
    }
    if (!next_event(p)) {
        return NULL;
    }
    const struct yaml_node *root = read_node(p, 0);
    if (!root || !skip_events(p, 2)) {
        return NULL;
    }
    if (p->event.type != YAML_STREAM_END_EVENT) {
        return refuse(p, "mỗi tệp chỉ có một tài liệu; hãy bỏ phần sau “---”",
                      "one document a file; remove what follows \"---\"");
    }
    return root;
}

const struct yaml_node *yaml_read(const char *file, const char *text, size_t bytes,
                                  struct arena *arena, struct diag *diag) {
    struct parse p = {.file = file, .arena = arena, .diag = diag};
    if (!yaml_parser_initialize(&p.parser)) {
        abort();
    }
    yaml_parser_set_encoding(&p.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&p.parser, (const unsigned char *)text, bytes);
    const struct yaml_node *root = read_document(&p);
    yaml_event_delete(&p.event);
    yaml_parser_delete(&p.parser);
    return p.bad ? NULL : root;
}
