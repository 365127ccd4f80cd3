/* YAML text → a small tree with line numbers. The only home of libyaml.
 *
 * What content needs and nothing more: one document of maps, lists and plain
 * values. Anchors, aliases, tags and keys that are not plain are refused; so are
 * two equal keys in a map, and what is too deep or too much. */
#ifndef CONTENT_YAML_H
#define CONTENT_YAML_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

enum { YAML_DEPTH_MAX = 16, YAML_NODES_MAX = 100000 };

enum node_kind {
    NODE_NOTHING, /* "key:" without a value */
    NODE_VALUE,
    NODE_LIST,
    NODE_MAP
};

struct yaml_node {
    enum node_kind kind;
    int line;                /* from 1; in a map, of the name */
    const char *key;         /* name in its map, NULL in a list */
    const char *text;        /* NODE_VALUE: in normalisation form C */
    struct yaml_node *first; /* child of a list or map */
    struct yaml_node *next;  /* sibling */
};

/* Reads `bytes` bytes of `text` (valid UTF-8); `file` is for messages. The tree
 * lives in `arena`. NULL if there is any problem (the first is reported). */
const struct yaml_node *yaml_read(const char *file, const char *text, size_t bytes,
                                  struct arena *arena, struct diag *diag);

#endif
