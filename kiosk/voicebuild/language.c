#include "voicebuild/language.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "speech/syllabary_tables.h"
#include "voicebuild/files.h"
#include "voicebuild/hmx.h"

enum { LINE_BYTES_MAX = 4096 };

/* A table whose fields are phonemes of the inventory. */
static const struct phoneme_table {
    enum syllabary_table table;
    struct {
        int column;
        unsigned kinds;
    } fields[3];
    int field_count;
} phoneme_tables[] = {{.table = SYLLABARY_ONSETS,
                       .fields = {{ONSET_PHONEMES, SOUND_ONSET | SOUND_GLIDE}},
                       .field_count = 1},
                      {.table = SYLLABARY_RIMES,
                       .fields = {{RIME_GLIDE, SOUND_GLIDE | SOUND_ONSET},
                                  {RIME_NUCLEUS, SOUND_VOWEL | SOUND_SYLLABIC | SOUND_GLIDE},
                                  {RIME_CODA, SOUND_CODA}},
                       .field_count = 3}};

static const struct table_format *const tone_format = &syllabary_formats[SYLLABARY_TONES];

static bool path_of(const char *dir, const char *file, char path_out[PATH_BYTES]) {
    return files_join(dir, file, path_out) && access(path_out, R_OK) == 0;
}

void language_tone_name(size_t ix, char name_out[8]) {
    snprintf(name_out, 8, "T%02u", (unsigned)ix & 0xff);
}

bool language_has_tones(const char *dir) {
    char path[PATH_BYTES], line[LINE_BYTES_MAX];
    FILE *file = path_of(dir, tone_format->file, path) ? fopen(path, "r") : NULL;
    bool has = false;
    while (file && !has && fgets(line, sizeof line, file)) {
        has = line[0] != '#' && strstr(line, "\tcontour\tphonation\t");
    }
    if (file) {
        fclose(file);
    }
    return has;
}

/* ---- phonemes ------------------------------------------------------------------------- */

static void check_field(const struct tone_place *place, const struct sounds *sounds,
                        const char *column, const char *field, unsigned kinds) {
    while (*field) {
        size_t bytes = strcspn(field, " ");
        unsigned has = sounds_kinds(sounds, field, bytes);
        if (!has) {
            diag_error(place->diag, place->file, place->line,
                       "cột “%s”: âm “%.*s” không có trong inventory.tsv; thêm một dòng ở đó",
                       "column \"%s\": the phoneme \"%.*s\" is not in inventory.tsv; add a row "
                       "there",
                       column, (int)bytes, field);
        } else if (!(has & kinds)) {
            diag_error(place->diag, place->file, place->line,
                       "cột “%s”: âm “%.*s” không đứng được ở đây theo cột “kind” của "
                       "inventory.tsv",
                       "column \"%s\": by the column \"kind\" of inventory.tsv the phoneme "
                       "\"%.*s\" cannot stand here",
                       column, (int)bytes, field);
        }
        field += bytes;
        field += strspn(field, " ");
    }
}

static void check_phonemes(const char *dir, const struct phoneme_table *which,
                           const struct sounds *sounds, struct diag *diag) {
    const struct table_format *format = &syllabary_formats[which->table];
    char path[PATH_BYTES];
    struct table table;
    if (!path_of(dir, format->file, path) || !table_read_format(path, format, diag, &table)) {
        return;
    }
    for (size_t i = 0; i < table.count; i++) {
        struct tone_place place = {diag, path, table.rows[i].line};
        for (int f = 0; f < which->field_count; f++) {
            int column = which->fields[f].column;
            check_field(&place, sounds, format->columns[column], table.rows[i].fields[column],
                        which->fields[f].kinds);
        }
    }
    table_fini(&table);
}

/* ---- tones ------------------------------------------------------------------------------ */

static size_t find_tone(const struct tone_list *tones, const struct tone_shape *tone) {
    size_t i = 0;
    while (i < tones->count && !tone_same(&tones->tones[i], tone)) {
        i++;
    }
    return i;
}

/* A tone that is printed and not built: a stock voice says it its own way. */
static bool printed_only(const struct table_row *row) {
    return !row->fields[TONE_CONTOUR][0] && !row->fields[TONE_PHONATION][0] &&
           !row->fields[TONE_LENGTH][0];
}

static bool is_checked(const char *syllable) {
    return strncmp(syllable, "checked", strlen("checked")) == 0;
}

static bool read_tone(const struct tone_place *place, const struct table_row *row,
                      struct tone_shape *tone_out) {
    bool read = tone_read(place, row->fields[TONE_CONTOUR], row->fields[TONE_PHONATION],
                          row->fields[TONE_LENGTH], tone_out);
    tone_out->checked = is_checked(row->fields[TONE_SYLLABLE]);
    return read;
}

static void check_syllable(const struct tone_place *place, const char *syllable) {
    static const char *const known[] = {"open", "checked", "checked-short", "checked-long", "any"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i], syllable) == 0) {
            return;
        }
    }
    diag_error(place->diag, place->file, place->line,
               "cột “syllable”: “%s” phải là open, checked, checked-short, checked-long hoặc any",
               "column \"syllable\": \"%s\" must be open, checked, checked-short, checked-long or "
               "any",
               syllable);
}

static void add_tone(const struct tone_place *place, const struct table_row *row,
                     struct tone_list *tones) {
    struct tone_shape tone;
    check_syllable(place, row->fields[TONE_SYLLABLE]);
    if (row->fields[TONE_MNEMONIC][0]) {
        diag_error(place->diag, place->file, place->line,
                   "cột “mnemonic” do chương trình viết; hãy bỏ cột này",
                   "the column \"mnemonic\" is written by the program; leave it out");
    }
    if (printed_only(row) || !read_tone(place, row, &tone) ||
        find_tone(tones, &tone) < tones->count) {
        return;
    }
    if (tones->count == LANGUAGE_TONES_MAX) {
        diag_error(place->diag, place->file, place->line,
                   "quá %d thanh khác nhau trong mọi thứ tiếng; hãy dùng lại thanh đã có",
                   "more than %d different tones in all languages; use an existing one",
                   LANGUAGE_TONES_MAX);
        return;
    }
    tones->places[tones->count] = (struct tone_place){.diag = place->diag, .line = place->line};
    tones->tones[tones->count++] = tone;
}

static void check_tones(const char *dir, struct tone_list *tones, struct diag *diag) {
    char path[PATH_BYTES];
    struct table table;
    if (!path_of(dir, tone_format->file, path) ||
        !table_read_format(path, tone_format, diag, &table)) {
        return;
    }
    for (size_t i = 0; i < table.count; i++) {
        add_tone(&(struct tone_place){diag, path, table.rows[i].line}, &table.rows[i], tones);
    }
    table_fini(&table);
}

void language_check(const char *dir, const struct sounds *sounds, struct tone_list *tones,
                    struct diag *diag) {
    for (size_t i = 0; i < sizeof phoneme_tables / sizeof *phoneme_tables; i++) {
        check_phonemes(dir, &phoneme_tables[i], sounds, diag);
    }
    check_tones(dir, tones, diag);
}

/* ---- the built table ---------------------------------------------------------------------- */

/* What stands behind the coda. A stop at the end of the syllable closes the glottis
 * already; after one, breath is silent by itself. */
static const char *end_of(const struct tone_shape *tone, const char *syllable) {
    if (tone->phonation == TONE_BREATHY) {
        return HMX_BREATH;
    }
    if (tone->phonation == TONE_CREAKY && !is_checked(syllable)) {
        return HMX_CREAK;
    }
    return tone->phonation == TONE_GLOTTAL && !is_checked(syllable) ? HMX_GLOTTAL : "-";
}

static void write_row(FILE *out, const struct table_row *row, const struct tone_list *tones) {
    struct diag silent = {0};
    struct tone_place nowhere = {&silent, tone_format->file, row->line};
    struct tone_shape tone;
    char name[8];
    bool built = !printed_only(row);
    if (built && !read_tone(&nowhere, row, &tone)) {
        return; /* not after language_check */
    }
    for (int i = 0; i < TONE_MNEMONIC; i++) {
        fprintf(out, "%s\t", row->fields[i][0] ? row->fields[i] : "-");
    }
    if (!built) {
        fprintf(out, "-\t-\n");
        return;
    }
    language_tone_name(find_tone(tones, &tone), name);
    fprintf(out, "%s\t%s\n", name, end_of(&tone, row->fields[TONE_SYLLABLE]));
}

static void write_rows(FILE *out, const struct table *table, const struct tone_list *tones) {
    for (int i = 0; i < TONE_COLUMNS; i++) {
        fprintf(out, "%s%c", tone_format->columns[i], i < TONE_END ? '\t' : '\n');
    }
    for (size_t i = 0; i < table->count; i++) {
        write_row(out, &table->rows[i], tones);
    }
}

bool language_write_tones(const char *dir, const char *to_dir, const struct tone_list *tones) {
    char from[PATH_BYTES], to[PATH_BYTES];
    struct diag diag = {0};
    struct table table;
    if (!path_of(dir, tone_format->file, from)) {
        return true;
    }
    if (!files_join(to_dir, tone_format->file, to) || !files_parents(to) ||
        !table_read_format(from, tone_format, &diag, &table)) {
        return false;
    }
    FILE *out = fopen(to, "w");
    if (out) {
        write_rows(out, &table, tones);
    }
    table_fini(&table);
    bool written = out && fflush(out) == 0 && fsync(fileno(out)) == 0;
    if (out) {
        written = fclose(out) == 0 && written;
    }
    if (!written) {
        diag_log("%s: %s; kiểm tra ổ đĩa và quyền ghi",
                 "%s: %s; check the disk and its permissions", to, strerror(errno));
    }
    return written;
}
