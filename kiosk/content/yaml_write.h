/* A small tree → YAML text that yaml.h reads back as the same tree. */
#ifndef CONTENT_YAML_WRITE_H
#define CONTENT_YAML_WRITE_H

#include <stddef.h>

#include "base/arena.h"
#include "content/yaml.h"

struct yaml_text {
    const char *text; /* terminated */
    size_t bytes;
    const int *origins; /* of each line of the text: `line` of the node it begins with */
    int line_count;
};

/* Writes the tree below `root`, a map. What is small stands on one line, the rest
 * in blocks. Texts are valid UTF-8. Everything lives in `arena`. */
struct yaml_text yaml_write(const struct yaml_node *root, struct arena *arena);

#endif
