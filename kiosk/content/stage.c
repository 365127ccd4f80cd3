#include "content/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "content/check.h"
#include "content/file.h"
#include "content/source.h"
#include "sheet/book.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* What the check reads. */
static const char *const FOLDERS[] = {"notices", "procedures", "po"};
static const char *const FILES[] = {"pack.yaml", "kiosk.yaml", "topics.yaml"};

struct staging {
    const struct stage *stage;
    struct arena arena;
    char *dir; /* within the content's folder, so that files can be renamed out of it */
    struct diag *diag;
};

/* ---- files ------------------------------------------------------------------------ */

static enum err disk_error(const char *path) {
    diag_log("Không ghi được %s: %s; hãy xem đĩa còn chỗ và thư mục có ghi được không.",
             "%s cannot be written: %s; see whether the disk has room and lets you write.", path,
             strerror(errno));
    return ERR_RETRY;
}

static enum err write_file(const char *path, const char *text, size_t bytes) {
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(text, 1, bytes, file) == bytes && fflush(file) == 0 &&
                fsync(fileno(file)) == 0;
    good = file && fclose(file) == 0 && good;
    return good ? ERR_OK : disk_error(path);
}

static enum err make_folder(const char *path) {
    return mkdir(path, 0755) == 0 || errno == EEXIST ? ERR_OK : disk_error(path);
}

static const char *in_stage(struct staging *s, const char *name) {
    return file_path(&s->arena, s->dir, name);
}

static const char *in_content(struct staging *s, const char *name) {
    return file_path(&s->arena, s->stage->content_dir, name);
}

/* A file as it is. One that cannot be read is left out: the check says the same of
 * the copy. */
static enum err copy_file(struct staging *s, const char *name) {
    struct diag silent = {.out = fopen("/dev/null", "w")};
    size_t bytes = 0;
    const char *text = file_read(in_content(s, name), &s->arena, &silent, &bytes);
    if (silent.out) {
        fclose(silent.out);
    }
    return text ? write_file(in_stage(s, name), text, bytes) : ERR_OK;
}

static enum err copy_folder(struct staging *s, const char *folder) {
    const char *const *names;
    enum err err = make_folder(in_stage(s, folder));
    size_t count = file_names(in_content(s, folder), strcmp(folder, "po") == 0 ? ".po" : ".yaml",
                              &s->arena, &names);
    for (size_t i = 0; i < count && !err; i++) {
        err = copy_file(s, file_path(&s->arena, folder, names[i]));
    }
    return err;
}

static enum err fill(struct staging *s) {
    enum err err = ERR_OK;
    s->dir = arena_strdup(&s->arena, in_content(s, ".import-XXXXXX"));
    if (!mkdtemp(s->dir)) {
        err = disk_error(s->dir);
        s->dir = NULL;
    }
    for (size_t i = 0; i < COUNT(FILES) && !err; i++) {
        err = copy_file(s, FILES[i]);
    }
    for (size_t i = 0; i < COUNT(FOLDERS) && !err; i++) {
        err = copy_folder(s, FOLDERS[i]);
    }
    for (size_t i = 0; i < s->stage->file_count && !err; i++) {
        const struct stage_file *file = &s->stage->files[i];
        err = write_file(in_stage(s, file->name), file->text, file->bytes);
    }
    return err;
}

static void remove_names(struct staging *s, const char *folder, const char *ending) {
    const char *const *names;
    size_t count = file_names(folder, ending, &s->arena, &names);
    for (size_t i = 0; i < count; i++) {
        unlink(file_path(&s->arena, folder, names[i]));
    }
}

static void clear(struct staging *s) {
    for (size_t i = 0; s->dir && i < COUNT(FOLDERS); i++) {
        const char *folder = in_stage(s, FOLDERS[i]);
        remove_names(s, folder, ".yaml");
        remove_names(s, folder, ".po");
        rmdir(folder);
    }
    if (s->dir) {
        remove_names(s, s->dir, ".yaml");
        rmdir(s->dir);
    }
    arena_fini(&s->arena);
}

/* ---- problems, said by cell -------------------------------------------------------- */

/* The new file a message is about; its line, and where the sentence begins, go out. */
static const struct stage_file *file_of(struct staging *s, const char *message, long *line_out,
                                        const char **sentence_out) {
    for (size_t i = 0; i < s->stage->file_count; i++) {
        const char *path = in_stage(s, s->stage->files[i].name);
        size_t bytes = strlen(path);
        if (strncmp(message, path, bytes) == 0 && message[bytes] == ':') {
            char *end;
            *line_out = strtol(message + bytes + 1, &end, 10);
            *sentence_out =
                *end == ':' && end > message + bytes + 1 ? end + 1 : message + bytes + 1;
            *sentence_out += strspn(*sentence_out, " ");
            return &s->stage->files[i];
        }
    }
    return NULL;
}

/* The nearest line at or above this one that comes from a cell. */
static const struct stage_place *place_in(const struct stage_file *file, long line) {
    if (line > file->line_count) {
        line = file->line_count;
    }
    for (; line > 0; line--) {
        if (file->places[line - 1].sheet) {
            return &file->places[line - 1];
        }
    }
    return NULL;
}

/* Counted already; only said anew. */
static void say_again(struct staging *s, const char *message) {
    FILE *out = s->diag->out ? s->diag->out : stderr;
    const char *sentence = NULL;
    long line = 0;
    const struct stage_file *file = file_of(s, message, &line, &sentence);
    const struct stage_place *place = file ? place_in(file, line) : NULL;
    size_t dir_bytes = strlen(s->dir);
    if (place) {
        char cell[BOOK_CELL_NAME_BYTES];
        book_cell_name(place->row, place->column, cell);
        fprintf(out,
                diag_in_vietnamese() ? "%s: Trang tính “%s”, ô %s: %s\n"
                                     : "%s: Sheet \"%s\", cell %s: %s\n",
                s->stage->book, place->sheet, cell, sentence);
    } else if (strncmp(message, s->dir, dir_bytes) == 0) {
        fprintf(out, "%s%s\n", s->stage->content_dir, message + dir_bytes);
    } else {
        fprintf(out, "%s\n", message);
    }
}

static enum err check(struct staging *s) {
    char *said = NULL;
    size_t bytes = 0;
    struct source source = {0};
    struct diag diag = {.out = open_memstream(&said, &bytes)};
    if (!diag.out) {
        abort();
    }
    if (source_read(s->dir, s->stage->voices_dir, &diag, &source)) {
        check_source(&source, false, &diag);
    }
    fclose(diag.out);
    for (char *line = said; *line;) {
        size_t length = strcspn(line, "\n");
        bool more = line[length] == '\n';
        line[length] = '\0';
        say_again(s, line);
        line += length + more;
    }
    free(said);
    source_fini(&source);
    s->diag->errors += diag.errors;
    s->diag->warnings += diag.warnings;
    return diag.errors ? ERR_REJECT : ERR_OK;
}

/* ---- into place -------------------------------------------------------------------- */

/* What is to be replaced, once more under its name with a ~. */
static enum err keep_old(struct staging *s, const char *path) {
    struct stat info;
    size_t bytes = 0;
    if (stat(path, &info) < 0) {
        return ERR_OK;
    }
    const char *text = file_read(path, &s->arena, s->diag, &bytes);
    size_t size = strlen(path) + 2;
    char *kept = arena_array(&s->arena, size, 1);
    snprintf(kept, size, "%s~", path);
    return text ? write_file(kept, text, bytes) : ERR_REJECT;
}

static enum err sync_folder(const char *path) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum err err = fd >= 0 && fsync(fd) == 0 ? ERR_OK : disk_error(path);
    if (fd >= 0) {
        close(fd);
    }
    return err;
}

static enum err put(struct staging *s) {
    enum err err = ERR_OK;
    for (size_t i = 0; i < COUNT(FOLDERS) && !err; i++) {
        err = make_folder(in_content(s, FOLDERS[i]));
    }
    for (size_t i = 0; i < s->stage->file_count && !err; i++) {
        err = keep_old(s, in_content(s, s->stage->files[i].name));
    }
    for (size_t i = 0; i < s->stage->file_count && !err; i++) {
        const char *name = s->stage->files[i].name, *path = in_content(s, name);
        err = rename(in_stage(s, name), path) == 0 ? ERR_OK : disk_error(path);
    }
    for (size_t i = 0; i < COUNT(FOLDERS) && !err; i++) {
        err = sync_folder(in_content(s, FOLDERS[i]));
    }
    return err ? err : sync_folder(s->stage->content_dir);
}

enum err stage_put(const struct stage *stage, struct diag *diag) {
    struct staging s = {.stage = stage, .diag = diag};
    enum err err = fill(&s);
    if (!err) {
        err = check(&s);
    }
    if (!err) {
        err = put(&s);
    }
    clear(&s);
    return err;
}
