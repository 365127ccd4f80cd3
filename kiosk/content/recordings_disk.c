#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/save.h"
#include "base/str.h"
#include "content/fields.h"
#include "content/file.h"
#include "content/recordings_parts.h"

enum { ROW_BYTES = 2048, FILE_MODE = 0644 };

/* ---- the folder ------------------------------------------------------------------------- */

/* The folder of one language, open. */
struct place {
    int fd; /* -1: it is not there */
    char path[PATH_BYTES];
};

/* Links are refused: a folder from a stick must not lead out of itself. */
static enum err open_place(const char *dir, const char *lang, struct diag *diag,
                           struct place *place) {
    struct str s;
    place->fd = -1;
    str_init(&s, place->path, sizeof place->path);
    str_printf(&s, "%s/%s", dir, lang);
    if (s.cut || !fields_is_id(lang)) {
        diag_error(diag, dir, 0, "“%s” không phải mã ngôn ngữ; ví dụ đúng: hmn",
                   "\"%s\" is no language code; for example: hmn", lang);
        return ERR_REJECT;
    }
    place->fd = open(place->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (place->fd < 0 && errno != ENOENT) {
        diag_error(diag, place->path, 0, "không mở được thư mục này (%s)",
                   "this folder cannot be opened (%s)", strerror(errno));
        return ERR_REJECT;
    }
    return ERR_OK;
}

/* Makes the folder, and flushes the one it stands in. */
static void make_place(const char *dir, struct place *place) {
    (void)mkdir(dir, 0755);
    (void)mkdir(place->path, 0755);
    place->fd = open(place->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int above = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (above >= 0) {
        (void)fsync(above);
        close(above);
    }
}

/* The same, made if it is not there, and nobody else's until it is closed. */
static enum err lock_place(const char *dir, const char *lang, struct diag *diag,
                           struct place *place) {
    if (open_place(dir, lang, diag, place)) {
        return ERR_REJECT;
    }
    if (place->fd < 0) {
        make_place(dir, place);
    }
    if (place->fd < 0 || flock(place->fd, LOCK_EX) != 0) {
        diag_log("%s: không tạo được thư mục này (%s)", "%s: this folder cannot be made (%s)",
                 place->path, strerror(errno));
        return ERR_RETRY;
    }
    return ERR_OK;
}

static void close_place(struct place *place) {
    if (place->fd >= 0) {
        close(place->fd);
    }
}

/* A plain file of the folder, whole; NULL if it is not there or (in `diag`) is none. */
static char *read_plain(const struct place *place, const char *name, size_t bytes_max,
                        struct arena *arena, struct diag *diag, size_t *bytes_out) {
    struct stat about;
    char *data = NULL;
    int fd = openat(place->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        return NULL;
    }
    if (fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size >= 0 &&
        (uint64_t)about.st_size <= bytes_max) {
        data = arena_array(arena, (size_t)about.st_size + 1, 1);
        *bytes_out = file_fill(fd, data, (size_t)about.st_size);
    } else {
        diag_error(diag, place->path, 0,
                   "%s: không phải tệp thường, hoặc dài quá %zu byte; hãy thay bằng tệp đúng",
                   "%s: not a plain file, or longer than %zu bytes; put the right file there", name,
                   bytes_max);
    }
    if (fd >= 0) {
        close(fd);
    }
    return data;
}

/* A table of the folder as text; `path` is where its name for messages goes. */
static struct recordings_text read_text(const struct place *place, const char *name,
                                        struct arena *arena, struct diag *diag) {
    struct recordings_text text = {.file = name};
    char path[PATH_BYTES + 32];
    struct str s;
    str_init(&s, path, sizeof path);
    str_printf(&s, "%s/%s", place->path, name);
    text.file = arena_strdup(arena, path);
    if (place->fd >= 0) {
        text.bytes = read_plain(place, name, RECORDINGS_BYTES_MAX, arena, diag, &text.size);
    }
    return text;
}

/* Both tables as they are on the disk. */
struct tables {
    struct arena memory; /* of the texts */
    struct recordings_text index, speakers;
    struct recordings recordings;
};

static enum err read_tables(const struct place *place, struct diag *diag, struct tables *tables) {
    unsigned errors = diag->errors;
    *tables = (struct tables){0};
    tables->index = read_text(place, RECORDINGS_INDEX, &tables->memory, diag);
    tables->speakers = read_text(place, RECORDINGS_SPEAKERS, &tables->memory, diag);
    bool good = diag->errors == errors &&
                recordings_parse(&tables->index, &tables->speakers, diag, &tables->recordings);
    return good ? ERR_OK : ERR_REJECT;
}

static void free_tables(struct tables *tables) {
    recordings_fini(&tables->recordings);
    arena_fini(&tables->memory);
}

enum err recordings_read(const char *dir, const char *lang, struct diag *diag,
                         struct recordings *recordings_out) {
    struct place place;
    struct tables tables;
    *recordings_out = (struct recordings){0};
    if (open_place(dir, lang, diag, &place)) {
        return ERR_REJECT;
    }
    enum err err = read_tables(&place, diag, &tables);
    *recordings_out = tables.recordings;
    arena_fini(&tables.memory);
    close_place(&place);
    return err;
}

const void *recordings_load(const char *dir, const char *lang, const char *file,
                            struct arena *arena, struct diag *diag, size_t *bytes_out) {
    struct place place;
    unsigned errors = diag->errors;
    const void *data = NULL;
    *bytes_out = 0;
    if (open_place(dir, lang, diag, &place)) {
        return NULL;
    }
    if (place.fd >= 0 && recordings_is_file(file)) {
        data = read_plain(&place, file, RECORDINGS_OPUS_MAX, arena, diag, bytes_out);
    }
    if ((!data || *bytes_out == 0) && diag->errors == errors) {
        diag_error(diag, place.path, 0, "%s: không có tệp này; hãy ghi lại câu đó",
                   "%s: there is no such file; record that sentence again", file);
    }
    close_place(&place);
    return *bytes_out > 0 ? data : NULL;
}

/* ---- writing ------------------------------------------------------------------------------ */

/* A table with one line changed. */
struct edit {
    char *data; /* has room for all of it */
    size_t used;
};

static void put_bytes(struct edit *edit, const char *bytes, size_t count) {
    memcpy(edit->data + edit->used, bytes, count);
    edit->used += count;
}

static void put_line(struct edit *edit, const char *text) {
    put_bytes(edit, text, strlen(text));
    put_bytes(edit, "\n", 1);
}

static void put_names(struct edit *edit, const char *const *columns) {
    for (size_t i = 0; columns[i]; i++) {
        put_bytes(edit, i ? "\t" : "", i ? 1 : 0);
        put_bytes(edit, columns[i], strlen(columns[i]));
    }
    put_bytes(edit, "\n", 1);
}

/* `text` with `row` instead of line `line` (from 1; 0: behind the last). */
static struct edit edited(const struct recordings_text *text, const char *const *columns,
                          const char *row, int line) {
    struct edit edit = {calloc(text->size + strlen(row) + ROW_BYTES, 1), 0};
    if (!edit.data) {
        abort();
    }
    if (!text->bytes) {
        put_names(&edit, columns);
    }
    int at = 0;
    for (const char *rest = text->bytes, *end = rest ? rest + text->size : NULL; rest < end;) {
        const char *newline = memchr(rest, '\n', (size_t)(end - rest));
        size_t bytes = (size_t)((newline ? newline : end) - rest);
        if (++at == line) {
            put_line(&edit, row);
        } else {
            put_bytes(&edit, rest, bytes);
            put_bytes(&edit, "\n", 1);
        }
        rest += bytes + 1;
    }
    if (line == 0) {
        put_line(&edit, row);
    }
    return edit;
}

/* The line of the row whose first `keys` fields are these; 0 if there is none. */
static int line_of(const struct recordings_text *text, const struct table_format *format,
                   const char *const *fields, size_t keys) {
    struct diag diag = {0};
    struct table table;
    int line = 0;
    if (!recordings_read_table(text, format, &diag, &table)) {
        return 0;
    }
    for (size_t i = 0; i < table.count; i++) {
        bool same = true;
        for (size_t k = 0; k < keys; k++) {
            same = same && strcmp(table.rows[i].fields[k], fields[k]) == 0;
        }
        line = same ? table.rows[i].line : line;
    }
    table_fini(&table);
    return line;
}

/* Checks the table as it would be, then writes it. */
static enum err replace_table(const struct place *place, const char *name,
                              const struct tables *tables, const struct edit *edit,
                              struct diag *diag) {
    bool index = strcmp(name, RECORDINGS_INDEX) == 0;
    struct recordings_text changed = {index ? tables->index.file : tables->speakers.file,
                                      edit->data, edit->used};
    struct recordings check;
    if (edit->used > RECORDINGS_BYTES_MAX) {
        diag_error(diag, changed.file, 0, "dài quá %d byte; hãy bỏ bớt những câu không còn dùng",
                   "longer than %d bytes; remove sentences that are not used any more",
                   RECORDINGS_BYTES_MAX);
        return ERR_REJECT;
    }
    if (!recordings_parse(index ? &changed : &tables->index, index ? &tables->speakers : &changed,
                          diag, &check)) {
        return ERR_REJECT;
    }
    recordings_fini(&check);
    return save_at(place->fd, name, FILE_MODE, edit->data, edit->used) ? ERR_RETRY : ERR_OK;
}

/* False if the fields are no row. */
static bool put_row(struct str *row, const char *const *fields, size_t count) {
    bool control = false;
    for (size_t i = 0; i < count; i++) {
        control = control || recordings_has_control(fields[i]);
        str_put(row, i ? "\t" : "");
        str_put(row, *fields[i] ? fields[i] : "-");
    }
    return !control && !row->cut;
}

static enum err put_in_table(const struct place *place, const struct tables *tables,
                             const struct table_format *format, const char *const *fields,
                             size_t keys, struct diag *diag) {
    char row[ROW_BYTES];
    struct str s;
    size_t count = 0;
    bool index = format == &recordings_index_format;
    const struct recordings_text *text = index ? &tables->index : &tables->speakers;
    while (format->columns[count]) {
        count++;
    }
    str_init(&s, row, sizeof row);
    if (!put_row(&s, fields, count)) {
        diag_error(diag, text->file, 0, "“%s…”: dài quá hoặc có dấu xuống dòng; hãy viết gọn lại",
                   "\"%s...\": too long, or has a line break; write it shorter", fields[0]);
        return ERR_REJECT;
    }
    struct edit edit = edited(text, format->columns, row, line_of(text, format, fields, keys));
    enum err err = replace_table(place, format->file, tables, &edit, diag);
    free(edit.data);
    return err;
}

static void write_day(int32_t day, char day_out[16]) {
    struct str s;
    str_init(&s, day_out, 16);
    str_printf(&s, "%04d-%02d-%02d", (int)(day / 10000), (int)(day / 100 % 100), (int)(day % 100));
}

/* "birth.papers.slip#1" → "birth.papers.slip_1-say-1a2b3c4d.opus": the digits are of
 * the unit, the wording and the sound, so that no name is used again. */
static void make_name(const struct recording *recording, const void *opus, size_t bytes,
                      char name_out[RECORDINGS_NAME_BYTES]) {
    enum { STEM_MAX = 80 };
    struct hash128 hash = HASH128_EMPTY;
    const char *unit = recording->unit;
    struct str s;
    hash128_bytes(&hash, unit, strlen(unit) + 1);
    hash128_bytes(&hash, opus, bytes);
    str_init(&s, name_out, RECORDINGS_NAME_BYTES);
    for (size_t i = 0; i < STEM_MAX && unit[i]; i++) {
        char letter[2] = {unit[i], '\0'};
        str_put(&s, recordings_only(letter, ".-") ? letter : "_");
    }
    str_printf(&s, "-%s-%016" PRIx64 "%s", recording_wording_name(recording->wording), hash.low,
               RECORDINGS_ENDING);
}

static enum err keep_row(const struct place *place, const struct tables *tables,
                         const struct recording *recording, const char *name, struct diag *diag) {
    char hash[RECORDINGS_HASH_BYTES], ms[16], lufs[16], day[16];
    struct str s;
    int32_t tenths = recording->lufs_tenths;
    recordings_write_hash(&recording->source, hash);
    write_day(recording->recorded, day);
    str_init(&s, ms, sizeof ms);
    str_printf(&s, "%" PRIu32, recording->ms);
    str_init(&s, lufs, sizeof lufs);
    str_printf(&s, "%s%d.%d", tenths < 0 ? "-" : "", abs((int)tenths) / 10, abs((int)tenths) % 10);
    const char *fields[] = {recording->unit,
                            recording_wording_name(recording->wording),
                            hash,
                            name,
                            recording->speaker,
                            ms,
                            lufs,
                            day};
    return put_in_table(place, tables, &recordings_index_format, fields, 2, diag);
}

/* The file of a row that was replaced, unless another row names it. */
static void drop_file(const struct place *place, const struct recordings *recordings,
                      const struct recording *old, const char *name) {
    size_t uses = 0;
    for (size_t i = 0; old && i < recordings->count; i++) {
        uses += strcmp(recordings->list[i].file, old->file) == 0;
    }
    if (uses == 1 && strcmp(old->file, name) != 0) {
        unlinkat(place->fd, old->file, 0);
    }
}

static enum err keep_in(const struct place *place, const struct recording *recording,
                        const void *opus, size_t bytes, struct diag *diag) {
    char name[RECORDINGS_NAME_BYTES];
    struct tables tables;
    enum err err = read_tables(place, diag, &tables);
    if (!err && !recordings_known_speaker(&tables.recordings, recording->speaker)) {
        diag_error(diag, tables.speakers.file, 0, "không có người nói “%s”; hãy hỏi họ trước",
                   "there is no speaker \"%s\"; ask her first", recording->speaker);
        err = ERR_REJECT;
    }
    if (!err) {
        make_name(recording, opus, bytes, name);
        err = save_at(place->fd, name, FILE_MODE, opus, bytes) ? ERR_RETRY : ERR_OK;
    }
    if (!err) {
        err = keep_row(place, &tables, recording, name, diag);
    }
    if (!err) {
        drop_file(place, &tables.recordings,
                  recordings_find(&tables.recordings, recording->unit, recording->wording), name);
    }
    free_tables(&tables);
    return err;
}

enum err recordings_keep(const char *dir, const char *lang, const struct recording *recording,
                         const void *opus, size_t bytes, struct diag *diag) {
    struct place place;
    enum err err = lock_place(dir, lang, diag, &place);
    if (!err) {
        err = keep_in(&place, recording, opus, bytes, diag);
    }
    close_place(&place);
    return err;
}

static enum err keep_speaker_in(const struct place *place, const struct recordings_speaker *speaker,
                                struct diag *diag) {
    char day[16];
    struct tables tables;
    write_day(speaker->date, day);
    const char *fields[] = {speaker->key,     speaker->name, speaker->dialect,
                            speaker->licence, "yes",         day};
    enum err err = read_tables(place, diag, &tables);
    if (!err) {
        err = put_in_table(place, &tables, &recordings_speaker_format, fields, 1, diag);
    }
    free_tables(&tables);
    return err;
}

enum err recordings_keep_speaker(const char *dir, const char *lang,
                                 const struct recordings_speaker *speaker, struct diag *diag) {
    struct place place;
    enum err err = lock_place(dir, lang, diag, &place);
    if (!err) {
        err = keep_speaker_in(&place, speaker, diag);
    }
    close_place(&place);
    return err;
}
