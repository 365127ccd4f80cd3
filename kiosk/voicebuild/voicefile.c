#include "voicebuild/voicefile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/yaml.h"
#include "voicebuild/blob.h"
#include "voicebuild/files.h"
#include "voicebuild/hmx.h"
#include "voicebuild/pitch.h"

enum { CODE_BYTES_MAX = 30, TEXT_BYTES = 512, STOCK_TEXT_BYTES = 8 * 1024 };

static const double female_scale = 1.8; /* an octave-ish higher, formants with it */
static const double lowest_hz_min = 60, lowest_hz_max = 260;

/* ---- language.yaml -------------------------------------------------------------------- */

static const struct yaml_node *child(const struct yaml_node *map, const char *key) {
    const struct yaml_node *node = map && map->kind == NODE_MAP ? map->first : NULL;
    while (node && !str_same(node->key, key)) {
        node = node->next;
    }
    return node;
}

static void read_hz(const struct tone_place *place, const struct yaml_node *node, double *hz) {
    char *end = NULL;
    if (!node || node->kind != NODE_VALUE) {
        return;
    }
    double value = strtod(node->text, &end);
    if (end == node->text || *end || !(value >= lowest_hz_min && value <= lowest_hz_max)) {
        diag_error(place->diag, place->file, node->line, "pitch: “%s” phải là số Hz từ %g đến %g",
                   "pitch: \"%s\" must be a number of Hz from %g to %g", node->text, lowest_hz_min,
                   lowest_hz_max);
        return;
    }
    *hz = value;
}

static void read_tree(const struct tone_place *place, const struct yaml_node *root,
                      struct voicefile *voicefile) {
    const struct yaml_node *base = child(root, "base"), *pitch = child(root, "pitch");
    voicefile->wanted = child(root, "reader") != NULL;
    if (base && base->kind == NODE_VALUE) {
        str_copy(voicefile->base, sizeof voicefile->base, base->text);
    }
    read_hz(place, child(pitch, "male"), &voicefile->male_hz);
    read_hz(place, child(pitch, "female"), &voicefile->female_hz);
}

void voicefile_read(const char *path, struct diag *diag, struct voicefile *voicefile_out) {
    struct arena memory = {0};
    struct blob text;
    *voicefile_out =
        (struct voicefile){.male_hz = PITCH_LOWEST_HZ, .female_hz = PITCH_LOWEST_HZ * female_scale};
    if (!blob_read(path, diag, &text)) {
        return;
    }
    const struct yaml_node *root =
        yaml_read(path, (const char *)text.bytes, text.size, &memory, diag);
    if (root) {
        read_tree(&(struct tone_place){diag, path, 0}, root, voicefile_out);
    }
    blob_fini(&text);
    arena_fini(&memory);
}

/* ---- lang/local ------------------------------------------------------------------------- */

static bool write_file(const char *data_dir, const char *name, const char *text) {
    char within[PATH_BYTES], path[PATH_BYTES];
    struct blob file = {0};
    blob_put(&file, text, strlen(text));
    bool written = files_join("lang/local", name, within) && files_join(data_dir, within, path) &&
                   files_parents(path) && blob_write(&file, path);
    blob_fini(&file);
    return written;
}

static bool write_voice(const char *data_dir, const char *name, double lowest_hz) {
    char text[TEXT_BYTES];
    int a = 0, b = 0;
    pitch_of_voice(lowest_hz, &a, &b);
    /* "vi-" first: eSpeak NG then treats it as a tone language. Half the usual flutter:
     * it blurs tones. */
    snprintf(text, sizeof text,
             "name %s\nlanguage vi-%s\nlanguage %s 4\nphonemes " HMX_TABLE
             "\ndictionary vi\npitch %d %d\nflutter 1\nwords 1 2\nl_unpronouncable 1\n",
             name, name, name, a, b);
    return write_file(data_dir, name, text);
}

bool voicefile_write(const char *data_dir, const char *code, const struct voicefile *voicefile) {
    char female[CODE_BYTES_MAX + 3];
    if (strlen(code) > CODE_BYTES_MAX) {
        diag_log("%s: mã dài quá %d byte", "%s: the code is longer than %d bytes", code,
                 CODE_BYTES_MAX);
        return false;
    }
    snprintf(female, sizeof female, "%s-f", code);
    return write_voice(data_dir, code, voicefile->male_hz) &&
           write_voice(data_dir, female, voicefile->female_hz);
}

/* ---- a stock voice, higher -------------------------------------------------------------- */

/* One line of the stock file: its name is another, its pitch is scaled, so that intervals and
 * formants keep their proportions (as voicefile_write does); the rest stays. */
static void put_higher(struct str *text, const char *line, const char *code) {
    int a = 0, b = 0;
    if (strncmp(line, "name ", 5) == 0) {
        str_printf(text, "name %s-f\n", code);
    } else if (strncmp(line, "language ", 9) == 0) {
        str_printf(text, "language %s-f\n", code);
    } else if (sscanf(line, "pitch %d %d", &a, &b) == 2) {
        pitch_scaled(female_scale, &a, &b);
        str_printf(text, "pitch %d %d\n", a, b);
    } else {
        str_printf(text, "%s\n", line);
    }
}

static bool rewrite(char *stock, const char *code, struct str *text) {
    if (!strstr(stock, "\nphonemes ")) {
        str_put(text, "phonemes vi\n");
    }
    str_put(text, "dictionary vi\n");
    for (char *line = stock, *rest = NULL; (line = strtok_r(line, "\n", &rest)); line = NULL) {
        put_higher(text, line, code);
    }
    return !text->cut;
}

bool voicefile_write_stock(const char *data_dir, const char *code) {
    char within[PATH_BYTES], path[PATH_BYTES], female[CODE_BYTES_MAX + 3], bytes[STOCK_TEXT_BYTES];
    struct diag diag = {0};
    struct arena memory = {0};
    struct blob file;
    struct str text;
    str_init(&text, bytes, sizeof bytes);
    snprintf(female, sizeof female, "%.*s-f", CODE_BYTES_MAX, code);
    if (!files_join("lang/aav", code, within) || !files_join(data_dir, within, path) ||
        !blob_read(path, &diag, &file)) {
        return false;
    }
    char *stock = arena_strndup(&memory, (const char *)file.bytes, file.size);
    bool written = rewrite(stock, code, &text) && write_file(data_dir, female, bytes);
    arena_fini(&memory);
    blob_fini(&file);
    return written;
}
