#include "staff/lines.h"

#include <string.h>

#include "model/desk.h"

/* The end of one line is kept free for the name of its language. */
enum { LINE_BYTES = DESK_LINE_BYTES - 8, PERCENT = 100 };

static void put_field(FILE *out, const char *text, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        fputc(text[i] == '\t' || text[i] == '\n' || text[i] == '\r' ? ' ' : text[i], out);
    }
}

static void put_line(FILE *out, const char *word, const char *const *fields, size_t count) {
    fputs(word, out);
    for (size_t i = 0; i < count; i++) {
        fputc('\t', out);
        put_field(out, fields[i], strlen(fields[i]));
    }
    fputc('\n', out);
}

void lines_entry(FILE *out, const char *ref, const char *label, const char *note) {
    put_line(out, "entry", (const char *const[]){ref, label, note}, 3);
}

void lines_choice(FILE *out, const char *ref, const char *label, const char *pictogram) {
    put_line(out, "entry", (const char *const[]){ref, label, "", pictogram ? pictogram : ""}, 4);
}

void lines_title(FILE *out, const char *title) {
    put_line(out, "title", (const char *const[]){title}, 1);
}

void lines_level(FILE *out, int percent) {
    fprintf(out, "level\t%d\n", percent);
    fflush(out);
}

/* How much of the text one line takes: to its end, or to the last blank that fits; at
 * least to the end of a character. */
static size_t line_bytes(const char *text) {
    size_t bytes = strcspn(text, "\n");
    if (bytes <= LINE_BYTES) {
        return bytes;
    }
    size_t blank = LINE_BYTES;
    while (blank > 0 && text[blank] != ' ') {
        blank--;
    }
    if (blank > 0) {
        return blank;
    }
    bytes = LINE_BYTES;
    while (bytes > 1 && ((unsigned char)text[bytes] & 0xC0) == 0x80) {
        bytes--;
    }
    return bytes;
}

void lines_text(FILE *out, const char *lang, const char *text) {
    while (*text) {
        size_t bytes = line_bytes(text);
        if (bytes > 0) {
            fprintf(out, "line\t%s\t", lang);
            put_field(out, text, bytes);
            fputc('\n', out);
        }
        text += bytes;
        text += strspn(text, " \n");
    }
    fflush(out);
}

void lines_step(FILE *out, int64_t done, int64_t total) {
    fprintf(out, "step\t%d\n", total > 0 ? (int)(done * PERCENT / total) : PERCENT);
    fflush(out);
}
