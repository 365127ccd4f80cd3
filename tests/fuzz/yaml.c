/* Any bytes as a YAML file: through the UTF-8 check, into a tree that is whole. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "content/file.h"
#include "content/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

/* Every node must be whole: a map's children have names, a value has text. */
static void walk(const struct yaml_node *node, int depth) {
    if (depth > YAML_DEPTH_MAX || node->line < 1) {
        abort();
    }
    if ((node->kind == NODE_VALUE) != (node->text != NULL)) {
        abort();
    }
    for (const struct yaml_node *child = node->first; child; child = child->next) {
        if ((node->kind == NODE_MAP) != (child->key != NULL)) {
            abort();
        }
        walk(child, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    struct arena arena = {0};
    struct diag diag = {.out = fopen("/dev/null", "w")};
    const char *text = arena_strndup(&arena, (const char *)data, bytes);
    if (file_bad_line(text, bytes) == 0) {
        const struct yaml_node *root = yaml_read("x.yaml", text, bytes, &arena, &diag);
        if (root) {
            walk(root, 0);
        }
        if (!root != (diag.errors > 0)) {
            abort(); /* refused without a word, or taken with a complaint */
        }
    }
    fclose(diag.out);
    arena_fini(&arena);
    return 0;
}
