#include "screen/fonts.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/str.h"

enum { CHAIN_FIELDS = 5, CHAIN_LINE_MAX = 512, PROBE_EM_PX = 16 };

static const char *const use_names[FONT_USE_COUNT] = {"regular", "bold", "pictogram"};

/* In which order a style asks the rows. */
static const enum font_use orders[3][FONT_USE_COUNT] = {
    {FONT_REGULAR, FONT_BOLD, FONT_PICTOGRAM},
    {FONT_BOLD, FONT_REGULAR, FONT_PICTOGRAM},
    {FONT_PICTOGRAM, FONT_REGULAR, FONT_BOLD},
};

static enum err map_file(const char *path, struct font_row *row) {
    struct stat about;
    enum err err = ERR_STOP;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &about) != 0 || about.st_size <= 0) {
        goto end;
    }
    row->bytes = (size_t)about.st_size;
    row->data = mmap(NULL, row->bytes, PROT_READ, MAP_PRIVATE, fd, 0);
    if (row->data == MAP_FAILED) {
        row->data = NULL;
        goto end;
    }
    err = ERR_OK;
end:
    if (fd >= 0) {
        close(fd);
    }
    return err;
}

/* SDL_ttf guesses neither script nor direction. */
static TTF_Font *open_face(const struct font_row *row, int em_px) {
    SDL_RWops *stream = SDL_RWFromConstMem(row->data, (int)row->bytes);
    TTF_Font *font = stream ? TTF_OpenFontRW(stream, 1, em_px) : NULL;
    if (font) {
        TTF_SetFontScriptName(font, row->script);
        TTF_SetFontDirection(font, row->direction);
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
    }
    return font;
}

static void close_row(struct font_row *row) {
    if (row->probe) {
        TTF_CloseFont(row->probe);
    }
    if (row->data) {
        munmap(row->data, row->bytes);
    }
    *row = (struct font_row){0};
}

/* False (logged) if the font is not there: the rows after it are asked instead. */
static bool open_row(const char *pattern, const char *package, struct font_row *row) {
    glob_t found = {0};
    enum err err = ERR_STOP;
    if (glob(pattern, 0, NULL, &found) == 0) {
        err = map_file(found.gl_pathv[0], row);
    }
    globfree(&found);
    if (err == ERR_OK) {
        row->probe = open_face(row, PROBE_EM_PX);
    }
    if (!row->probe) {
        diag_log("không mở được phông chữ %s: hãy cài gói %s (apt-get install %s)",
                 "cannot open the font %s: install the package %s (apt-get install %s)", pattern,
                 package, package);
    }
    return row->probe;
}

/* Cuts `line` at its tabs; false unless there are CHAIN_FIELDS fields. */
static bool split(char *line, char *fields[CHAIN_FIELDS]) {
    size_t count = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *field = line; field && count < CHAIN_FIELDS; count++) {
        char *tab = strchr(field, '\t');
        if (tab) {
            *tab = '\0';
        }
        fields[count] = field;
        field = tab ? tab + 1 : NULL;
    }
    return count == CHAIN_FIELDS;
}

static enum font_use use_by_name(const char *name) {
    int use = 0;
    while (use < FONT_USE_COUNT && !str_same(name, use_names[use])) {
        use++;
    }
    return (enum font_use)use;
}

static enum err read_row(struct fonts *fonts, char *line, const char *path, int line_number) {
    char *fields[CHAIN_FIELDS];
    if (line[0] == '#' || line[0] == '\n') {
        return ERR_OK;
    }
    struct font_row *row = &fonts->rows[fonts->row_count];
    if (fonts->row_count == FONT_ROWS_MAX || !split(line, fields) ||
        (row->use = use_by_name(fields[0])) == FONT_USE_COUNT ||
        !str_copy(row->script, sizeof row->script, fields[3])) {
        diag_log("%s:%d: mỗi dòng cần năm cột cách nhau bằng tab, nhiều nhất %d dòng",
                 "%s:%d: a row needs five fields with tabs between, at most %d rows", path,
                 line_number, FONT_ROWS_MAX);
        return ERR_STOP;
    }
    row->direction = str_same(fields[4], "rtl") ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR;
    if (open_row(fields[1], fields[2], row)) {
        fonts->row_count++;
    } else {
        close_row(row);
    }
    return ERR_OK;
}

/* Without emoji or a rare script people can still be served, not without letters. */
static enum err has_letters(const struct fonts *fonts, const char *path) {
    for (int i = 0; i < fonts->row_count; i++) {
        if (fonts->rows[i].use == FONT_REGULAR) {
            return ERR_OK;
        }
    }
    diag_log("%s: không mở được phông chữ thường nào; hãy cài các gói đã nêu",
             "%s: none of its regular fonts can be opened; install the packages named above", path);
    return ERR_STOP;
}

static enum err read_chain(struct fonts *fonts, const char *dir) {
    char path[512];
    char line[CHAIN_LINE_MAX];
    enum err err = ERR_OK;
    snprintf(path, sizeof path, "%s/chain.tsv", dir);
    FILE *file = fopen(path, "re");
    if (!file) {
        diag_log("không đọc được %s: %s; hãy chạy lại make", "cannot read %s: %s; run make again",
                 path, strerror(errno));
        return ERR_STOP;
    }
    for (int number = 1; err == ERR_OK && fgets(line, sizeof line, file); number++) {
        err = read_row(fonts, line, path, number);
    }
    fclose(file);
    return err == ERR_OK ? has_letters(fonts, path) : err;
}

enum err fonts_open(const char *dir, struct fonts **fonts_out) {
    struct fonts *fonts = calloc(1, sizeof *fonts);
    *fonts_out = NULL;
    if (!fonts) {
        abort();
    }
    enum err err = ERR_STOP;
    if (TTF_Init() != 0) {
        diag_log("SDL_ttf không chạy được: %s", "SDL_ttf does not start: %s", TTF_GetError());
        goto fail;
    }
    fonts->ttf_started = true;
    err = read_chain(fonts, dir);
    if (err != ERR_OK) {
        goto fail;
    }
    *fonts_out = fonts;
    return ERR_OK;
fail:
    fonts_close(fonts);
    return err;
}

void fonts_close(struct fonts *fonts) {
    if (!fonts) {
        return;
    }
    for (size_t i = 0; i < PICTURES_MAX; i++) {
        free(fonts->pictures[i].pixels);
    }
    for (size_t i = 0; i < RUNS_MAX; i++) {
        SDL_FreeSurface(fonts->runs[i].cover);
    }
    for (size_t i = 0; i < FACES_MAX; i++) {
        if (fonts->faces[i].font) {
            TTF_CloseFont(fonts->faces[i].font);
        }
    }
    for (int i = 0; i < fonts->row_count; i++) {
        close_row(&fonts->rows[i]);
    }
    if (fonts->ttf_started) {
        TTF_Quit();
    }
    free(fonts);
}

TTF_Font *fonts_face(struct fonts *fonts, int row_ix, int em_px) {
    struct face *oldest = &fonts->faces[0];
    for (size_t i = 0; i < FACES_MAX; i++) {
        struct face *face = &fonts->faces[i];
        if (face->font && face->row_ix == row_ix && face->em_px == em_px) {
            face->used_at = ++fonts->now;
            return face->font;
        }
        oldest = face->used_at < oldest->used_at ? face : oldest;
    }
    if (oldest->font) {
        TTF_CloseFont(oldest->font);
    }
    *oldest = (struct face){open_face(&fonts->rows[row_ix], em_px), row_ix, em_px, ++fonts->now};
    return oldest->font;
}

static int row_of_use(const struct fonts *fonts, uint32_t character, enum font_use use) {
    for (int i = 0; i < fonts->row_count; i++) {
        if (fonts->rows[i].use == use && TTF_GlyphIsProvided32(fonts->rows[i].probe, character)) {
            return i;
        }
    }
    return -1;
}

int fonts_row_for(const struct fonts *fonts, uint32_t character, bool bold, bool as_picture) {
    const enum font_use *order = orders[as_picture ? 2 : bold ? 1 : 0];
    int row_ix = -1;
    for (size_t i = 0; i < FONT_USE_COUNT && row_ix < 0; i++) {
        row_ix = row_of_use(fonts, character, order[i]);
    }
    return row_ix;
}

uint64_t fonts_key(const char *text, size_t bytes, int row_ix, int em_px) {
    uint64_t hash = hash64_number(HASH64_EMPTY, (uint64_t)row_ix);
    return hash64_bytes(hash64_number(hash, (uint64_t)em_px), text, bytes);
}
