#include "content/yaml_write.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/grow.h"

/* The longest that stands on one line; of what the file itself is made of, if there is
 * a map within it. */
enum { LINE_BYTES_MAX = 200, OUTER_BYTES_MAX = 48 };

struct writer {
    FILE *out;
    struct arena *arena;
    int *origins;
    int line_count;
};

/* ---- scalars --------------------------------------------------------------------- */

/* The character at `text` (valid UTF-8); its length goes to *bytes_out. */
static uint32_t character(const char *text, size_t *bytes_out) {
    const uint8_t *c = (const uint8_t *)text;
    if (c[0] < 0x80) {
        *bytes_out = 1;
        return c[0];
    }
    *bytes_out = c[0] >= 0xF0 ? 4 : c[0] >= 0xE0 ? 3 : 2;
    uint32_t sign = c[0] & (0x7FU >> *bytes_out);
    for (size_t i = 1; i < *bytes_out; i++) {
        sign = sign << 6 | (c[i] & 0x3F);
    }
    return sign;
}

/* What YAML does not take, or takes for the end of a line (YAML 1.1, 4.1 and 4.2). */
static bool is_hidden(uint32_t sign) {
    return sign < 0x20 || (sign >= 0x7F && sign <= 0xA0) || sign == 0x2028 || sign == 0x2029 ||
           sign == 0xFEFF || sign == 0xFFFE || sign == 0xFFFF;
}

/* Words that cannot be taken for anything else. */
static bool is_plain(const char *text) {
    static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    return *text && *text != '-' && strspn(text, signs) == strlen(text);
}

static void put_scalar(FILE *out, const char *text) {
    if (is_plain(text)) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (size_t bytes = 0; *text; text += bytes) {
        uint32_t sign = character(text, &bytes);
        if (is_hidden(sign)) {
            fprintf(out, "\\u%04X", (unsigned)sign);
        } else {
            fprintf(out, "%s%.*s", sign == '"' || sign == '\\' ? "\\" : "", (int)bytes, text);
        }
    }
    fputc('"', out);
}

/* ---- on one line ----------------------------------------------------------------- */

static void put_flow(FILE *out, const struct yaml_node *node) {
    if (node->kind == NODE_VALUE) {
        put_scalar(out, node->text);
    }
    if (node->kind == NODE_VALUE || node->kind == NODE_NOTHING) {
        return;
    }
    fputc(node->kind == NODE_MAP ? '{' : '[', out);
    for (const struct yaml_node *child = node->first; child; child = child->next) {
        if (child->key) {
            put_scalar(out, child->key);
            fputs(": ", out);
        }
        put_flow(out, child);
        fputs(child->next ? ", " : "", out);
    }
    fputc(node->kind == NODE_MAP ? '}' : ']', out);
}

static size_t flow_bytes(const struct yaml_node *node) {
    char *text = NULL;
    size_t bytes = 0;
    FILE *out = open_memstream(&text, &bytes);
    if (!out) {
        abort();
    }
    put_flow(out, node);
    fclose(out);
    free(text);
    return bytes;
}

/* How many maps are within each other; a list is one of them unless it is of single
 * words: sentences and maps stand on lines of their own, which is kinder to read and
 * to compare. */
static int height(const struct yaml_node *node) {
    int most = 0;
    if (node->kind == NODE_VALUE || node->kind == NODE_NOTHING) {
        return 0;
    }
    for (const struct yaml_node *child = node->first; child; child = child->next) {
        bool word = child->kind == NODE_VALUE && is_plain(child->text);
        int own = node->kind == NODE_LIST && !word ? YAML_DEPTH_MAX : height(child);
        most = own > most ? own : most;
    }
    return most + 1;
}

static bool is_flow(const struct yaml_node *node, int indent) {
    int levels = height(node);
    size_t most = indent == 0 && levels > 1 ? OUTER_BYTES_MAX : LINE_BYTES_MAX;
    return levels <= 2 && flow_bytes(node) <= most;
}

/* ---- in blocks ------------------------------------------------------------------- */

/* Notes where the line that begins now comes from. */
static void begin_line(struct writer *w, const struct yaml_node *node) {
    w->origins = grow(w->arena, w->origins, (size_t)w->line_count, sizeof *w->origins);
    w->origins[w->line_count++] = node->line;
}

static void put_block(struct writer *w, const struct yaml_node *node, int indent, bool begun);

/* What follows "name:" or "-". */
static void put_after(struct writer *w, const struct yaml_node *node, int indent) {
    if (node->kind == NODE_NOTHING) {
        fputc('\n', w->out);
    } else if (node->kind == NODE_VALUE || is_flow(node, indent)) {
        fputc(' ', w->out);
        put_flow(w->out, node);
        fputc('\n', w->out);
    } else if (node->kind == NODE_MAP && !node->key) {
        fputc(' ', w->out);
        put_block(w, node, indent + 2, true);
    } else {
        fputc('\n', w->out);
        put_block(w, node, indent + 2, false);
    }
}

/* The children, a line or more each; the first goes on where the line has begun. */
static void put_block(struct writer *w, const struct yaml_node *node, int indent, bool begun) {
    for (const struct yaml_node *child = node->first; child; child = child->next) {
        if (!begun) {
            begin_line(w, child);
            fprintf(w->out, "%*s", indent, "");
        }
        begun = false;
        if (node->kind == NODE_MAP) {
            put_scalar(w->out, child->key);
            fputc(':', w->out);
        } else {
            fputc('-', w->out);
        }
        put_after(w, child, indent);
    }
}

struct yaml_text yaml_write(const struct yaml_node *root, struct arena *arena) {
    struct writer w = {.arena = arena};
    char *text = NULL;
    size_t bytes = 0;
    w.out = open_memstream(&text, &bytes);
    if (!w.out) {
        abort();
    }
    if (root->first) {
        put_block(&w, root, 0, false);
    } else {
        begin_line(&w, root);
        put_flow(w.out, root);
        fputc('\n', w.out);
    }
    if (fclose(w.out) != 0) {
        abort(); /* no memory */
    }
    struct yaml_text written = {arena_strndup(arena, text, bytes), bytes, w.origins, w.line_count};
    free(text);
    return written;
}
