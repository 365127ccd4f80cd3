#include "content/po.h"

#include <gettext-po.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/grow.h"
#include "content/po_parts.h"
#include "unicode/nfc.h"

enum { FD_PATH_BYTES = 64, MESSAGE_BYTES = 256 };

/* The handler of libgettextpo has no room for a context of ours. It is called
 * on the reading thread only, so each thread has its own. */
struct problem_sink {
    const char *file;
    struct diag *diag;
};
static _Thread_local struct problem_sink sink;

static void report(const char *file, size_t line, const char *message) {
    char first[MESSAGE_BYTES];
    str_copy(first, sizeof first, message);
    first[strcspn(first, "\n")] = '\0';
    diag_error(sink.diag, sink.file, file && line <= INT32_MAX ? (int)line : 0,
               "PO sai ở đây (%s); hãy sửa bằng Poedit hoặc trình soạn chữ",
               "wrong PO here (%s); mend it with Poedit or an editor", first);
}

/* Never exits: libgettextpo goes on to the end of the text and what it made of
 * it is thrown away, because an error was counted. */
static void on_error(int severity, po_message_t message, const char *file, size_t line,
                     size_t column, int multiline, const char *text) {
    (void)message;
    (void)column;
    (void)multiline;
    if (severity != PO_SEVERITY_WARNING) {
        report(file, line, text);
    }
}

static void on_error_pair(int severity, po_message_t message1, const char *file1, size_t line1,
                          size_t column1, int multiline1, const char *text1, po_message_t message2,
                          const char *file2, size_t line2, size_t column2, int multiline2,
                          const char *text2) {
    (void)message2;
    (void)file2;
    (void)line2;
    (void)column2;
    (void)multiline2;
    (void)text2;
    on_error(severity, message1, file1, line1, column1, multiline1, text1);
}

static const struct po_xerror_handler HANDLER = {.xerror = on_error, .xerror2 = on_error_pair};

static char *normal(struct arena *arena, const char *text) {
    char *copy = text ? nfc_copy(text) : NULL;
    char *kept = arena_strdup(arena, copy);
    free(copy);
    return kept;
}

/* ---- lines ------------------------------------------------------------------ */

/* libgettextpo does not tell the lines of messages. They are found by their
 * keywords: an entry starts at msgctxt, or at a msgid without one. */
struct lines {
    int *at;
    size_t count;
};

static bool starts(const char *line, const char *word) {
    return strncmp(line, word, strlen(word)) == 0;
}

static struct lines find_lines(const char *text, struct arena *arena) {
    struct lines lines = {0};
    bool context = false;
    int number = 1;
    for (const char *line = text; line; number++) {
        line += strspn(line, " \t");
        bool is_context = starts(line, "msgctxt");
        bool is_source = starts(line, "msgid") && !starts(line, "msgid_plural");
        if (is_context || (is_source && !context)) {
            lines.at = grow(arena, lines.at, lines.count, sizeof *lines.at);
            lines.at[lines.count++] = number;
        }
        context = is_context || (context && !is_source);
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    return lines;
}

/* ---- entries ---------------------------------------------------------------- */

static struct po_entry entry_of(po_message_t message, struct arena *arena) {
    const char *comments = po_message_comments(message);
    return (struct po_entry){
        .context = normal(arena, po_message_msgctxt(message)),
        .source = normal(arena, po_message_msgid(message)),
        .text = normal(arena, po_message_msgstr(message)),
        .previous = normal(arena, po_message_prev_msgid(message)),
        .comments = normal(arena, comments ? comments : ""),
        .fuzzy = po_message_is_fuzzy(message),
        .plural = po_message_msgid_plural(message),
    };
}

static bool is_header(po_message_t message) {
    return !po_message_msgctxt(message) && po_message_msgid(message)[0] == '\0';
}

static void read_header(po_message_t message, struct arena *arena, struct po *po) {
    char *language = po_header_field(po_message_msgstr(message), "Language");
    po->language = language ? arena_strdup(arena, language) : "";
    free(language);
}

static void read_messages(po_file_t file, const struct lines *lines, struct arena *arena,
                          struct po *po) {
    struct po_entry *entries = NULL;
    size_t count = 0, seen = 0;
    po_message_iterator_t all = po_message_iterator(file, NULL);
    for (po_message_t m = po_next_message(all); m; m = po_next_message(all)) {
        if (po_message_is_obsolete(m)) {
            continue;
        }
        seen++;
        if (is_header(m)) {
            read_header(m, arena, po);
            continue;
        }
        entries = grow(arena, entries, count, sizeof *entries);
        entries[count] = entry_of(m, arena);
        entries[count++].line = seen <= lines->count ? lines->at[seen - 1] : 0;
    }
    po_message_iterator_free(all);
    /* A file in some unusual shape: better no line than a wrong one. */
    for (size_t i = 0; seen != lines->count && i < count; i++) {
        entries[i].line = 0;
    }
    po->entries = entries;
    po->count = count;
}

static void name_of(FILE *file, char path_out[FD_PATH_BYTES]) {
    struct str s;
    str_init(&s, path_out, FD_PATH_BYTES);
    str_printf(&s, "/proc/self/fd/%d", fileno(file));
}

/* libgettextpo reads by file name only, so the text is put where the system
 * gives a name to an open file: what was checked is what is read. */
static po_file_t parse(const char *text, size_t bytes) {
    char path[FD_PATH_BYTES];
    po_file_t file = NULL;
    FILE *copy = tmpfile();
    if (copy && fwrite(text, 1, bytes, copy) == bytes && fflush(copy) == 0) {
        name_of(copy, path);
        file = po_file_read(path, &HANDLER);
    }
    if (copy) {
        fclose(copy);
    }
    return file;
}

/* Escapes such as \x82 can make bytes that are no text of a file that was. */
static void check_texts(const char *file, const struct po *po, struct diag *diag) {
    for (size_t i = 0; i < po->count; i++) {
        const struct po_entry *entry = &po->entries[i];
        if (!entry->source || !entry->text || !entry->comments) {
            diag_error(diag, file, entry->line,
                       "có mã \\x… hay \\… không phải chữ UTF-8; hãy viết thẳng chữ có dấu",
                       "an escape \\x… or \\… is not UTF-8 text; write the letters themselves");
        }
    }
}

bool po_read(const char *file, const char *text, size_t bytes, struct arena *arena,
             struct diag *diag, struct po *po_out) {
    unsigned before = diag->errors;
    *po_out = (struct po){.language = ""};
    sink = (struct problem_sink){file, diag};
    po_file_t parsed = parse(text, bytes);
    sink = (struct problem_sink){0};
    if (!parsed) {
        diag_error(diag, file, 0, "không đọc được tệp PO; hãy xem đĩa còn chỗ không",
                   "the PO file cannot be read; see whether the disk has room");
        return false;
    }
    if (diag->errors == before) {
        struct lines lines = find_lines(text, arena);
        read_messages(parsed, &lines, arena, po_out);
        check_texts(file, po_out, diag);
    }
    po_file_free(parsed);
    if (diag->errors != before) {
        *po_out = (struct po){.language = ""};
    }
    return diag->errors == before;
}

/* ---- drafts ------------------------------------------------------------------ */

/* As libgettextpo gives a text, it may not be in normal form. */
static bool same_text(struct arena *arena, const char *theirs, const char *ours) {
    return str_same(normal(arena, theirs), ours);
}

static po_message_t find_message(po_file_t file, const char *context, struct arena *arena) {
    po_message_iterator_t all = po_message_iterator(file, NULL);
    po_message_t message = po_next_message(all);
    while (message && (po_message_is_obsolete(message) ||
                       !same_text(arena, po_message_msgctxt(message), context))) {
        message = po_next_message(all);
    }
    po_message_iterator_free(all);
    return message;
}

/* A new message at the end. */
static po_message_t add_message(po_file_t file, const struct po_draft *draft) {
    po_message_iterator_t all = po_message_iterator(file, NULL);
    po_message_t message = po_message_create();
    while (po_next_message(all)) {
    }
    po_message_set_msgctxt(message, draft->context);
    po_message_set_msgid(message, draft->source);
    po_message_insert(all, message);
    po_message_iterator_free(all);
    return message;
}

/* The comments without who reviewed, and what was translated, that is not there any
 * more. */
static void forget_review(po_message_t message, struct arena *arena) {
    const char *comments = po_message_comments(message);
    char *kept = arena_array(arena, strlen(comments) + 1, 1);
    size_t used = 0;
    for (const char *line = comments; *line;) {
        size_t bytes = strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n');
        const char *word = line + strspn(line, " \t");
        if (!starts(word, "reviewed-by:") && !starts(word, "source-hash:")) {
            memcpy(kept + used, line, bytes);
            used += bytes;
        }
        line += bytes;
    }
    if (used < strlen(comments)) {
        po_message_set_comments(message, kept);
    }
}

/* False if it is there already. */
static bool put_draft(po_file_t file, const struct po_draft *draft, struct arena *arena) {
    po_message_t message = find_message(file, draft->context, arena);
    if (message && same_text(arena, po_message_msgstr(message), draft->text)) {
        return false;
    }
    if (!message) {
        message = add_message(file, draft);
    }
    po_message_set_msgid(message, draft->source);
    po_message_set_prev_msgid(message, NULL);
    po_message_set_msgstr(message, draft->text);
    po_message_set_fuzzy(message, 1);
    forget_review(message, arena);
    return true;
}

/* All of what libgettextpo writes, NULL if it cannot. */
static const char *unparse(po_file_t file, struct arena *arena, size_t *bytes_out) {
    char path[FD_PATH_BYTES];
    char *text = NULL;
    FILE *copy = tmpfile();
    if (!copy) {
        return NULL;
    }
    name_of(copy, path);
    if (po_file_write(file, path, &HANDLER) && fseek(copy, 0, SEEK_END) == 0 && ftell(copy) > 0) {
        *bytes_out = (size_t)ftell(copy);
        text = arena_array(arena, *bytes_out + 1, 1);
        rewind(copy);
        text = fread(text, 1, *bytes_out, copy) == *bytes_out ? text : NULL;
    }
    fclose(copy);
    return text;
}

static const char *new_file(const char *language, struct arena *arena) {
    static const char head[] = "msgid \"\"\nmsgstr \"\"\n\"Language: %s\\n\"\n"
                               "\"MIME-Version: 1.0\\n\"\n"
                               "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                               "\"Content-Transfer-Encoding: 8bit\\n\"\n";
    size_t size = sizeof head + strlen(language);
    char *text = arena_array(arena, size, 1);
    snprintf(text, size, head, language);
    return text;
}

const char *po_with_drafts(const char *file, const char *text, size_t bytes, const char *language,
                           const struct po_draft *drafts, size_t count, struct arena *arena,
                           struct diag *diag, size_t *bytes_out) {
    unsigned before = diag->errors;
    const char *written = NULL;
    bool changed = false;
    const char *from = text ? text : new_file(language, arena);
    sink = (struct problem_sink){file, diag};
    po_file_t parsed = parse(from, text ? bytes : strlen(from));
    if (parsed && diag->errors == before) {
        for (size_t i = 0; i < count; i++) {
            changed = put_draft(parsed, &drafts[i], arena) || changed;
        }
        *bytes_out = bytes;
        written = changed ? unparse(parsed, arena, bytes_out) : text;
    }
    if (!written && changed && diag->errors == before) {
        diag_error(diag, file, 0, "không ghi được tệp PO; hãy xem đĩa còn chỗ không",
                   "the PO file cannot be written; see whether the disk has room");
    }
    if (parsed) {
        po_file_free(parsed);
    }
    sink = (struct problem_sink){0};
    return diag->errors == before ? written : NULL;
}

const char *po_rewrite(const char *file, const char *text, size_t bytes,
                       po_file_t (*change)(void *context, po_file_t before), void *context,
                       struct arena *arena, struct diag *diag, size_t *bytes_out) {
    unsigned errors = diag->errors;
    const char *written = NULL;
    sink = (struct problem_sink){file, diag};
    po_file_t before = parse(text, bytes);
    if (before && diag->errors == errors) {
        po_file_t after = change(context, before);
        written = unparse(after, arena, bytes_out);
        po_file_free(after);
    }
    if (before) {
        po_file_free(before);
    }
    sink = (struct problem_sink){0};
    if (!written && diag->errors == errors) {
        diag_error(diag, file, 0, "không ghi được tệp PO; hãy xem đĩa còn chỗ không",
                   "the PO file cannot be written; see whether the disk has room");
    }
    return diag->errors == errors ? written : NULL;
}

char *po_normal(struct arena *arena, const char *text) { return normal(arena, text); }
