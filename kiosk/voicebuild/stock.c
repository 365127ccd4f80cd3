#include "voicebuild/stock.h"

#include <stdlib.h>
#include <string.h>

#include "voicebuild/files.h"
#include "voicebuild/phontab.h"

enum { VERSION_WORD = 0x00014801, RATE_HZ = 22050, VERSION_BYTES = 4 };

struct stock_item {
    char kind;
    uint32_t address;
    const char *name;
};

static bool unknown(struct diag *diag, const char *path) {
    diag_error(diag, path, 0,
               "không đúng dạng dữ liệu eSpeak NG 1.51–1.53; hãy cài lại espeak-ng-data",
               "is not eSpeak NG data of 1.51 to 1.53; reinstall espeak-ng-data");
    return false;
}

/* ---- the manifest -------------------------------------------------------------- */

static size_t count_lines(const struct blob *text) {
    size_t count = 1;
    for (size_t i = 0; i < text->size; i++) {
        count += text->bytes[i] == '\n';
    }
    return count;
}

/* "S  0x00158  vowel/@"; other lines are comments. */
static void read_line(struct stock *stock, char *line) {
    char *end = NULL;
    if (!strchr("SWE", line[0]) || (line[1] != ' ' && line[1] != '\t')) {
        return;
    }
    unsigned long address = strtoul(line + 1, &end, 16);
    const char *name = end + strspn(end, " \t");
    if (address > 0 && address < stock->phondata.size && *name) {
        stock->items[stock->item_count++] =
            (struct stock_item){.kind = line[0], .address = (uint32_t)address, .name = name};
    }
}

static void read_lines(struct stock *stock, const struct blob *manifest) {
    char *line = arena_strndup(&stock->memory, (const char *)manifest->bytes, manifest->size);
    stock->items = arena_array(&stock->memory, count_lines(manifest), sizeof *stock->items);
    while (line && *line) {
        char *end = strchr(line, '\n');
        if (end) {
            *end = '\0';
        }
        read_line(stock, line);
        line = end ? end + 1 : NULL;
    }
}

static bool read_manifest(const char *dir, struct diag *diag, struct stock *stock) {
    char path[PATH_BYTES];
    struct blob manifest;
    if (!files_join(dir, "phondata-manifest", path) || !blob_read(path, diag, &manifest)) {
        return false;
    }
    read_lines(stock, &manifest);
    blob_fini(&manifest);
    return stock->item_count > 0 || unknown(diag, path);
}

/* ---- the three files -------------------------------------------------------------- */

static bool phontab_known(const struct blob *phontab) { return phontab_sound(phontab); }

static bool phonindex_known(const struct blob *phonindex) {
    return phonindex->size > VERSION_BYTES && phonindex->size % 2 == 0 &&
           phonindex->size / 2 <= STOCK_WORDS_MAX && blob_get32(phonindex, 0) == VERSION_WORD;
}

static bool phondata_known(const struct blob *phondata) {
    return phondata->size > 2 * VERSION_BYTES && blob_get32(phondata, 0) == VERSION_WORD &&
           blob_get32(phondata, VERSION_BYTES) == RATE_HZ;
}

static bool read_part(const char *dir, const char *name, bool (*known)(const struct blob *),
                      struct diag *diag, struct blob *blob) {
    char path[PATH_BYTES];
    return files_join(dir, name, path) && blob_read(path, diag, blob) &&
           (known(blob) || unknown(diag, path));
}

bool stock_read(const char *dir, struct diag *diag, struct stock *stock) {
    *stock = (struct stock){0};
    if (read_part(dir, "phontab", phontab_known, diag, &stock->phontab) &&
        read_part(dir, "phonindex", phonindex_known, diag, &stock->phonindex) &&
        read_part(dir, "phondata", phondata_known, diag, &stock->phondata) &&
        read_manifest(dir, diag, stock)) {
        return true;
    }
    stock_fini(stock);
    return false;
}

void stock_fini(struct stock *stock) {
    blob_fini(&stock->phontab);
    blob_fini(&stock->phonindex);
    blob_fini(&stock->phondata);
    arena_fini(&stock->memory);
    *stock = (struct stock){0};
}

uint32_t stock_address(const struct stock *stock, char kind, const char *name) {
    for (size_t i = 0; i < stock->item_count; i++) {
        if (stock->items[i].kind == kind && strcmp(stock->items[i].name, name) == 0) {
            return stock->items[i].address;
        }
    }
    return 0;
}
