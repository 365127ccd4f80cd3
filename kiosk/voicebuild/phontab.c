#include "voicebuild/phontab.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FILE_BYTES_MAX = 4 * 1024 * 1024,
    FILE_HEAD_BYTES = 4,
    TABLE_HEAD_BYTES = 36,
    NAME_AT = 4,
    NAME_BYTES = 32,
    PHONEME_BYTES = 16,
    MNEMONIC_BYTES = 4
};

/* One table inside the file. */
struct view {
    const unsigned char *head;
    size_t bytes; /* head and phonemes */
};

static size_t table_bytes(const unsigned char *head) {
    return TABLE_HEAD_BYTES + (size_t)head[0] * PHONEME_BYTES;
}

/* Table number `ix` from 0. The file was checked, so it is all there. */
static bool view_at(const struct phontab *phontab, size_t ix, struct view *view_out) {
    const unsigned char *at = phontab->bytes + FILE_HEAD_BYTES;
    if (ix >= phontab->bytes[0]) {
        return false;
    }
    for (; ix > 0; ix--) {
        at += table_bytes(at);
    }
    *view_out = (struct view){.head = at, .bytes = table_bytes(at)};
    return true;
}

static bool named(const struct view *view, const char *name) {
    return strncmp((const char *)view->head + NAME_AT, name, NAME_BYTES) == 0;
}

static bool find(const struct phontab *phontab, const char *name, struct view *view_out) {
    for (size_t i = 0; view_at(phontab, i, view_out); i++) {
        if (named(view_out, name)) {
            return true;
        }
    }
    return false;
}

/* Tables fill the file exactly, and include only earlier ones. */
static bool sound(const struct phontab *phontab) {
    size_t at = FILE_HEAD_BYTES;
    if (phontab->size < FILE_HEAD_BYTES) {
        return false;
    }
    for (size_t i = 0; i < phontab->bytes[0]; i++) {
        const unsigned char *head = phontab->bytes + at;
        if (phontab->size - at < TABLE_HEAD_BYTES || phontab->size - at < table_bytes(head) ||
            head[1] > i) {
            return false;
        }
        at += table_bytes(head);
    }
    return at == phontab->size;
}

bool phontab_read(const char *path, struct diag *diag, struct phontab *phontab) {
    *phontab = (struct phontab){0};
    FILE *file = fopen(path, "r");
    if (!file) {
        diag_error(diag, path, 0, "không mở được (%s)", "cannot be opened (%s)", strerror(errno));
        return false;
    }
    phontab->bytes = malloc(FILE_BYTES_MAX);
    if (!phontab->bytes) {
        abort();
    }
    phontab->size = fread(phontab->bytes, 1, FILE_BYTES_MAX, file);
    fclose(file);
    if (!sound(phontab)) {
        diag_error(diag, path, 0, "không đúng dạng của eSpeak NG; hãy cài lại espeak-ng-data",
                   "is not as eSpeak NG writes it; reinstall espeak-ng-data");
        phontab_fini(phontab);
        return false;
    }
    return true;
}

void phontab_fini(struct phontab *phontab) {
    free(phontab->bytes);
    *phontab = (struct phontab){0};
}

static bool view_has(const struct view *view, const char *mnemonic, size_t length) {
    unsigned char wanted[MNEMONIC_BYTES] = {0};
    memcpy(wanted, mnemonic, length);
    for (size_t at = TABLE_HEAD_BYTES; at < view->bytes; at += PHONEME_BYTES) {
        if (memcmp(view->head + at, wanted, MNEMONIC_BYTES) == 0) {
            return true;
        }
    }
    return false;
}

bool phontab_has(const struct phontab *phontab, const char *table, const char *mnemonic,
                 size_t length) {
    struct view view;
    if (length == 0 || length > MNEMONIC_BYTES || !find(phontab, table, &view)) {
        return false;
    }
    while (!view_has(&view, mnemonic, length)) {
        if (view.head[1] == 0 || !view_at(phontab, (size_t)view.head[1] - 1, &view)) {
            return false;
        }
    }
    return true;
}

bool phontab_has_table(const struct phontab *phontab, const char *table) {
    struct view view;
    return find(phontab, table, &view);
}
