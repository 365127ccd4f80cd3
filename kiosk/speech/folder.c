#include "speech/folder.h"

#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"
#include "content/file.h"
#include "content/yaml.h"

static const struct yaml_node *child(const struct yaml_node *map, const char *key) {
    const struct yaml_node *node = map && map->kind == NODE_MAP ? map->first : NULL;
    while (node && !str_same(node->key, key)) {
        node = node->next;
    }
    return node;
}

static const char *value(const struct yaml_node *map, const char *key) {
    const struct yaml_node *node = child(map, key);
    return node && node->kind == NODE_VALUE ? node->text : NULL;
}

/* The words of a list; NULL if it is none or has none. */
static const char *const *words(const struct yaml_node *list, struct arena *memory) {
    size_t count = 0;
    if (!list || list->kind != NODE_LIST) {
        return NULL;
    }
    for (const struct yaml_node *node = list->first; node; node = node->next) {
        count += node->kind == NODE_VALUE;
    }
    const char **copy = arena_array(memory, count + 1, sizeof *copy);
    count = 0;
    for (const struct yaml_node *node = list->first; node; node = node->next) {
        if (node->kind == NODE_VALUE) {
            copy[count++] = node->text;
        }
    }
    return count > 0 ? copy : NULL;
}

static const struct yaml_node *read_yaml(const char *path, struct arena *memory) {
    const struct yaml_node *root = NULL;
    size_t bytes = 0;
    struct diag quiet = {.out = fopen("/dev/null", "w")};
    const char *text =
        quiet.out && access(path, R_OK) == 0 ? file_read(path, memory, &quiet, &bytes) : NULL;
    if (text) {
        root = yaml_read(path, text, bytes, memory, &quiet);
    }
    if (quiet.out) {
        fclose(quiet.out);
    }
    return root;
}

struct folder folder_read(const char *voices_dir, const char *code, struct arena *memory) {
    const char *dir = file_path(memory, voices_dir, code);
    const struct yaml_node *root = read_yaml(file_path(memory, dir, "language.yaml"), memory);
    const struct yaml_node *voice = child(root, "voice");
    bool command = str_same(value(voice, "engine"), "command");
    return (struct folder){.base = value(root, "base"),
                           .also = value(root, "also"),
                           .autonym = value(root, "autonym"),
                           .name = value(root, "name"),
                           .status = value(voice, "status"),
                           .command = command ? words(child(voice, "command"), memory) : NULL,
                           .limit_s = value(voice, "limit_s"),
                           .confidence = value(root, "confidence")};
}

static bool find_in(const char *voices_dir, const char *code, const char *file,
                    char path_out[PATH_BYTES]) {
    struct str path;
    str_init(&path, path_out, PATH_BYTES);
    str_printf(&path, "%s/%s/%s", voices_dir, code, file);
    return !path.cut && access(path_out, F_OK) == 0;
}

bool folder_find(const char *voices_dir, const char *code, const char *base, const char *file,
                 char path_out[PATH_BYTES]) {
    return find_in(voices_dir, code, file, path_out) ||
           (base && find_in(voices_dir, base, file, path_out)) ||
           find_in(voices_dir, code, file, path_out);
}

bool folder_list(const char *voices_dir, FILE *out) {
    struct arena memory = {0};
    const char *const *codes;
    size_t count = file_names(voices_dir, "", &memory, &codes), listed = 0;
    for (size_t i = 0; i < count; i++) {
        struct folder folder = folder_read(voices_dir, codes[i], &memory);
        if (folder.autonym && folder.name && folder.status && folder.confidence) {
            fprintf(out, "%s\t%s\t%s\t%s\t%s\n", codes[i], folder.autonym, folder.name,
                    folder.status, folder.confidence);
            listed++;
        }
    }
    arena_fini(&memory);
    return listed > 0;
}
