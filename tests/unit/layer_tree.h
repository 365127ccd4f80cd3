/* Layers for the tests: a folder with a pack.yaml, one notice a row and whatever else
 * a test writes, over the voices of content_tree.h. */
#ifndef TESTS_UNIT_LAYER_TREE_H
#define TESTS_UNIT_LAYER_TREE_H

#include "tests/unit/content_tree.h"

#include "content/content.h"

/* A notice of one sentence. */
struct layer_notice {
    const char *id, *topic, *text;
};

/* Writes a file below the tree, and the folder it is in. */
static inline void layer_write(const struct tree *tree, const char *name, const char *text) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, name, path);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    mkdir(path, 0755);
    *slash = '/';
    tree_save(path, text, strlen(text));
}

static inline void layer_notice(const struct tree *tree, const char *dir,
                                const struct layer_notice *notice) {
    char name[128], text[512];
    snprintf(name, sizeof name, "%s/notices/%s.yaml", dir, notice->id);
    snprintf(text, sizeof text,
             "notice: %s\ntopic: %s\ntitle: \"Báo %s\"\nevidence: B\nbody: [\"%s\"]\n", notice->id,
             notice->topic, notice->id, notice->text);
    layer_write(tree, name, text);
}

/* The folder DIR of the tree with a layer of these notices. */
static inline void layer_begin(const struct tree *tree, const char *dir,
                               const struct layer_notice *notices, size_t count) {
    char name[128];
    snprintf(name, sizeof name, "%s/pack.yaml", dir);
    layer_write(tree, name, "pack: {id: xa, name: \"Lớp xã\", version: \"1\", kind: layer}\n");
    snprintf(name, sizeof name, "%s/notices/none", dir);
    for (size_t i = 0; i < count; i++) {
        layer_notice(tree, dir, &notices[i]);
    }
}

/* Builds DIR of the tree into the pack PATH. */
static inline void layer_build(struct tree *tree, const char *dir, const char *path) {
    char from[TREE_PATH_BYTES];
    tree_path(tree, dir, from);
    if (content_build(from, tree->voices, path, &tree->diag)) {
        fail_msg("%s: %s", dir, tree_said(tree));
    }
}

#endif
