/* A copy of tests/fixtures/content-good in a folder of its own, to be changed in
 * one place and thrown away. Tests run at the top of the project. */
#ifndef TESTS_UNIT_CONTENT_TREE_H
#define TESTS_UNIT_CONTENT_TREE_H

#include "tests/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"

#define TREE_FIXTURE "tests/fixtures/content-good"

enum { TREE_PATH_BYTES = 256, TREE_FILE_BYTES = 16 * 1024 };

struct tree {
    char dir[64];
    char content[80];
    char voices[80];
    struct diag diag; /* writes to `said` */
    char *said;
    size_t said_bytes;
};

static const char *const TREE_FILES[] = {
    "content/pack.yaml",         "content/topics.yaml",           "content/kiosk.yaml",
    "content/notices/news.yaml", "content/procedures/birth.yaml", "content/procedures/chicken.yaml",
    "content/po/hmn.po",         "voices/vi/language.yaml",       "voices/hmn/language.yaml",
    "voices/ium/language.yaml",
};

static const char *const TREE_FOLDERS[] = {
    "content", "content/notices", "content/procedures", "content/po",
    "voices",  "voices/vi",       "voices/hmn",         "voices/ium",
};

/* The whole file, terminated, to be freed. */
static inline char *tree_load(const char *path) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(TREE_FILE_BYTES, 1);
    assert_non_null(text);
    size_t bytes = fread(text, 1, TREE_FILE_BYTES - 1, file);
    assert_true(bytes < TREE_FILE_BYTES - 1);
    fclose(file);
    return text;
}

static inline void tree_save(const char *path, const char *text, size_t bytes) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, bytes, file), bytes);
    assert_int_equal(fclose(file), 0);
}

static inline void tree_path(const struct tree *tree, const char *name, char *path_out) {
    snprintf(path_out, TREE_PATH_BYTES, "%s/%s", tree->dir, name);
}

/* Puts `to` in the place of the first `from` of a file (NULL: appends). Bytes of
 * `to` are taken as they are. */
static inline void tree_change(const struct tree *tree, const char *name, const char *from,
                               const char *to) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, name, path);
    char *text = tree_load(path);
    const char *at = from ? strstr(text, from) : text + strlen(text);
    if (!at) {
        fail_msg("%s does not contain %s", name, from);
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fprintf(file, "%.*s%s%s", (int)(at - text), text, to, at + (from ? strlen(from) : 0));
    assert_int_equal(fclose(file), 0);
    free(text);
}

/* Line of the first `snippet` of a file as it is now. */
static inline int tree_line(const struct tree *tree, const char *name, const char *snippet) {
    char path[TREE_PATH_BYTES];
    tree_path(tree, name, path);
    char *text = tree_load(path);
    const char *at = strstr(text, snippet);
    int line = 1;
    if (!at) {
        fail_msg("%s does not contain %s", name, snippet);
    }
    for (const char *c = text; c < at; c++) {
        line += *c == '\n';
    }
    free(text);
    return line;
}

/* What was said so far. */
static inline const char *tree_said(struct tree *tree) {
    fflush(tree->diag.out);
    return tree->said;
}

static inline void tree_init(struct tree *tree) {
    *tree = (struct tree){0};
    setenv("LC_ALL", "C", 1);
    str_copy(tree->dir, sizeof tree->dir, "/tmp/content-XXXXXX");
    assert_non_null(mkdtemp(tree->dir));
    snprintf(tree->content, sizeof tree->content, "%s/content", tree->dir);
    snprintf(tree->voices, sizeof tree->voices, "%s/voices", tree->dir);
    for (size_t i = 0; i < sizeof TREE_FOLDERS / sizeof *TREE_FOLDERS; i++) {
        char path[TREE_PATH_BYTES];
        tree_path(tree, TREE_FOLDERS[i], path);
        assert_int_equal(mkdir(path, 0755), 0);
    }
    for (size_t i = 0; i < sizeof TREE_FILES / sizeof *TREE_FILES; i++) {
        char from[TREE_PATH_BYTES], to[TREE_PATH_BYTES];
        snprintf(from, sizeof from, "%s/%s", TREE_FIXTURE, TREE_FILES[i]);
        tree_path(tree, TREE_FILES[i], to);
        char *text = tree_load(from);
        tree_save(to, text, strlen(text));
        free(text);
    }
    tree->diag.out = open_memstream(&tree->said, &tree->said_bytes);
    assert_non_null(tree->diag.out);
}

/* A folder and all that is in it. */
static inline void tree_remove(const char *dir) {
    DIR *stream = opendir(dir);
    assert_non_null(stream);
    for (struct dirent *row = readdir(stream); row; row = readdir(stream)) {
        char path[TREE_PATH_BYTES];
        struct str s;
        str_init(&s, path, sizeof path);
        str_printf(&s, "%s/%s", dir, row->d_name);
        if (row->d_name[0] != '.' && unlink(path) != 0) {
            tree_remove(path);
        }
    }
    closedir(stream);
    assert_int_equal(rmdir(dir), 0);
}

static inline void tree_fini(struct tree *tree) {
    fclose(tree->diag.out);
    free(tree->said);
    tree_remove(tree->dir);
}

#endif
