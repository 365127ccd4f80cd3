#include "speech/folder.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/str.h"
#include "content/yaml.h"
#include "unicode/nfc.h"

enum { PATH_BYTES_MAX = 1024, FILE_BYTES_MAX = 64 * 1024 };

static const char *value_of(const struct yaml_node *map, const char *key) {
    for (const struct yaml_node *node = map->first; node; node = node->next) {
        if (str_same(node->key, key) && node->kind == NODE_VALUE) {
            return node->text;
        }
    }
    return NULL;
}

/* All of a small file in `memory`; NULL if it cannot be read. */
static char *read_file(const char *path, struct arena *memory, size_t *bytes_out) {
    FILE *file = fopen(path, "r");
    if (!file) {
        return NULL;
    }
    char *text = arena_array(memory, FILE_BYTES_MAX, 1);
    *bytes_out = fread(text, 1, FILE_BYTES_MAX - 1, file);
    fclose(file);
    return text;
}

struct folder folder_read(const char *voices_dir, const char *code, struct arena *memory) {
    char path[PATH_BYTES_MAX];
    struct str s;
    size_t bytes = 0;
    struct diag quiet = {.out = fopen("/dev/null", "w")};
    const struct yaml_node *root = NULL;
    str_init(&s, path, sizeof path);
    str_printf(&s, "%s/%s/language.yaml", voices_dir, code);
    char *text = s.cut ? NULL : read_file(path, memory, &bytes);
    if (text && quiet.out && nfc_is_utf8(text, bytes)) {
        root = yaml_read(path, text, bytes, memory, &quiet);
    }
    if (quiet.out) {
        fclose(quiet.out);
    }
    if (!root || root->kind != NODE_MAP) {
        return (struct folder){NULL, NULL};
    }
    return (struct folder){value_of(root, "base"), value_of(root, "also")};
}
