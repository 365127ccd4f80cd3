#include "content/recordings.h"

#include <inttypes.h>
#include <string.h>

#include "base/str.h"
#include "content/fields.h"
#include "content/recordings_parts.h"

enum { UNIT_BYTES_MAX = 190, KEY_BYTES_MAX = 40 };

static const char NUMBER[] = "number:";

enum { UNIT, WORDING, SOURCE, OPUS, SPEAKER, MS, LUFS, RECORDED };
enum { KEY, NAME, DIALECT, LICENCE, CONSENT, DATE };

static const char *const index_columns[] = {"unit", "wording", "source",   "file", "speaker",
                                            "ms",   "lufs",    "recorded", NULL};
static const char *const speaker_columns[] = {"speaker", "name", "dialect", "licence",
                                              "consent", "date", NULL};
const struct table_format recordings_index_format = {RECORDINGS_INDEX, index_columns,
                                                     1U << UNIT | 1U << WORDING, 0};
const struct table_format recordings_speaker_format = {RECORDINGS_SPEAKERS, speaker_columns,
                                                       1U << KEY, 0};

static const char *const wording_names[RECORDING_WORDINGS] = {
    [RECORDING_TEXT] = "text", [RECORDING_SAY] = "say", [RECORDING_SHORT] = "short"};

const char *recording_wording_name(enum recording_wording wording) {
    return wording_names[wording];
}

/* ---- fields ------------------------------------------------------------------------ */

bool recordings_only(const char *text, const char *extra) {
    for (; *text; text++) {
        bool plain = (*text >= 'a' && *text <= 'z') || (*text >= '0' && *text <= '9');
        if (!plain && !strchr(extra, *text)) {
            return false;
        }
    }
    return true;
}

bool recordings_has_control(const char *text) {
    for (; *text; text++) {
        if ((uint8_t)*text < ' ' || *text == 0x7F) {
            return true;
        }
    }
    return false;
}

/* Ids of units are of these letters; a word of a number is of any. */
static bool is_unit(const char *text) {
    const size_t prefix = sizeof NUMBER - 1;
    if (strlen(text) > UNIT_BYTES_MAX) {
        return false;
    }
    if (strncmp(text, NUMBER, prefix) == 0) {
        return text[prefix] && !recordings_has_control(text) && !strchr(text, ' ');
    }
    return *text >= 'a' && *text <= 'z' && recordings_only(text, ".-_#");
}

bool recordings_is_file(const char *text) {
    size_t bytes = strlen(text), ending = strlen(RECORDINGS_ENDING);
    return bytes > ending && bytes < RECORDINGS_NAME_BYTES &&
           strcmp(text + bytes - ending, RECORDINGS_ENDING) == 0 && *text != '.' &&
           recordings_only(text, ".-_");
}

static bool is_key(const char *text) {
    size_t bytes = strlen(text);
    return bytes > 0 && bytes <= KEY_BYTES_MAX && recordings_only(text, "-");
}

static bool read_wording(const char *text, enum recording_wording *wording_out) {
    for (int w = 0; w < RECORDING_WORDINGS; w++) {
        if (strcmp(text, wording_names[w]) == 0) {
            *wording_out = (enum recording_wording)w;
            return true;
        }
    }
    return false;
}

static bool read_half(const char *text, uint64_t *half_out) {
    *half_out = 0;
    for (int i = 0; i < 16; i++) {
        static const char digits[] = "0123456789abcdef";
        const char *digit = text[i] ? strchr(digits, text[i]) : NULL;
        if (!digit) {
            return false;
        }
        *half_out = *half_out << 4 | (uint64_t)(digit - digits);
    }
    return true;
}

bool recordings_read_hash(const char *hex, struct hash128 *hash_out) {
    return strlen(hex) == RECORDINGS_HASH_BYTES - 1 && read_half(hex, &hash_out->high) &&
           read_half(hex + 16, &hash_out->low);
}

/* "-16.2", never by the locale's decimal point. */
static bool read_tenths(const char *text, int32_t *tenths_out) {
    int64_t whole, tenth;
    char digits[8];
    const char *point = strchr(text, '.');
    size_t bytes = point ? (size_t)(point - text) : 0;
    if (bytes == 0 || bytes >= sizeof digits || strlen(point) != 2) {
        return false;
    }
    memcpy(digits, text, bytes);
    digits[bytes] = '\0';
    if (!fields_number(digits, &whole) || !fields_number(point + 1, &tenth) || tenth < 0 ||
        whole < -99 || whole > 20) {
        return false;
    }
    *tenths_out = (int32_t)(10 * whole + (*text == '-' ? -tenth : tenth));
    return true;
}

static bool read_ms(const char *text, uint32_t *ms_out) {
    int64_t ms;
    if (!fields_number(text, &ms) || ms < 0 || ms > RECORDINGS_MS_MAX) {
        return false;
    }
    *ms_out = (uint32_t)ms;
    return true;
}

static bool read_day(const char *text, int32_t *day_out) {
    *day_out = fields_date(text);
    return *day_out != 0;
}

/* ---- rows ---------------------------------------------------------------------------- */

/* A table that is being read. */
struct parsing {
    const char *file;
    struct diag *diag;
    struct recordings *recordings;
};

/* One field that is as it must be, or a sentence about it. */
static bool field(const struct parsing *p, const struct table_row *row, int column,
                  const char *const *columns, bool good, const char *example) {
    if (!good) {
        diag_error(p->diag, p->file, row->line, "cột %s: “%s” không đúng; viết như “%s”",
                   "column %s: \"%s\" is wrong; write it like \"%s\"", columns[column],
                   row->fields[column], example);
    }
    return good;
}

static bool read_speaker(const struct parsing *p, const struct table_row *row,
                         struct recordings_speaker *speaker) {
    const char *const *f = row->fields;
    *speaker = (struct recordings_speaker){
        .key = f[KEY], .name = f[NAME], .dialect = f[DIALECT], .licence = f[LICENCE]};
    bool good = field(p, row, KEY, speaker_columns, is_key(f[KEY]), "s1");
    good &=
        field(p, row, NAME, speaker_columns, *f[NAME] && !recordings_has_control(f[NAME]), "Mỷ");
    good &=
        field(p, row, DIALECT, speaker_columns, !recordings_has_control(f[DIALECT]), "Mông Lềnh");
    good &= field(p, row, LICENCE, speaker_columns,
                  *f[LICENCE] && !recordings_has_control(f[LICENCE]), "CC-BY-SA-4.0");
    good &= field(p, row, CONSENT, speaker_columns, strcmp(f[CONSENT], "yes") == 0, "yes");
    good &= field(p, row, DATE, speaker_columns, read_day(f[DATE], &speaker->date), "2026-11-24");
    return good;
}

bool recordings_known_speaker(const struct recordings *recordings, const char *key) {
    for (size_t i = 0; i < recordings->speaker_count; i++) {
        if (strcmp(recordings->speakers[i].key, key) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_recording(const struct parsing *p, const struct table_row *row,
                           struct recording *to) {
    const char *const *f = row->fields;
    const char *const *names = index_columns;
    *to = (struct recording){
        .unit = f[UNIT], .file = f[OPUS], .speaker = f[SPEAKER], .line = row->line};
    bool good = field(p, row, UNIT, names, is_unit(f[UNIT]), "birth.papers.slip#1");
    good &= field(p, row, WORDING, names, read_wording(f[WORDING], &to->wording), "say");
    good &= field(p, row, SOURCE, names, recordings_read_hash(f[SOURCE], &to->source),
                  "0123456789abcdef0123456789abcdef");
    good &= field(p, row, OPUS, names, recordings_is_file(f[OPUS]), "ui.back-say-1a2b3c4d.opus");
    good &= field(p, row, MS, names, read_ms(f[MS], &to->ms), "2350");
    good &= field(p, row, LUFS, names, read_tenths(f[LUFS], &to->lufs_tenths), "-16.0");
    good &= field(p, row, RECORDED, names, read_day(f[RECORDED], &to->recorded), "2026-11-24");
    if (!recordings_known_speaker(p->recordings, f[SPEAKER])) {
        diag_error(p->diag, p->file, row->line,
                   "người nói “%s” không có trong %s; ai chưa đồng ý thì không dùng tiếng của họ",
                   "speaker \"%s\" is not in %s; nobody is heard who has not agreed", f[SPEAKER],
                   RECORDINGS_SPEAKERS);
        good = false;
    }
    return good;
}

/* A table's text as rows; without it there are none. */
bool recordings_read_table(const struct recordings_text *text, const struct table_format *format,
                           struct diag *diag, struct table *table) {
    *table = (struct table){0};
    if (!text->bytes) {
        return true;
    }
    if (memchr(text->bytes, '\0', text->size)) {
        diag_error(diag, text->file, 0, "có byte 0: không phải tệp chữ; hãy chép lại tệp này",
                   "has a byte 0: not a text file; copy it again");
        return false;
    }
    return table_parse_format(text->file, text->bytes, text->size, format, diag, table);
}

/* Tables keep their own memory; what is taken from them is copied. */
static void copy_row(struct arena *arena, struct table_row *row) {
    for (size_t i = 0; i < TABLE_COLUMNS_MAX; i++) {
        row->fields[i] = arena_strdup(arena, row->fields[i]);
    }
}

static bool parse_speakers(const struct parsing *p, const struct recordings_text *text) {
    struct table table;
    struct recordings *to = p->recordings;
    if (!recordings_read_table(text, &recordings_speaker_format, p->diag, &table)) {
        return false;
    }
    struct recordings_speaker *list = arena_array(&to->memory, table.count + 1, sizeof *list);
    bool good = true;
    for (size_t i = 0; i < table.count; i++) {
        copy_row(&to->memory, &table.rows[i]);
        good &= read_speaker(p, &table.rows[i], &list[i]);
    }
    to->speakers = list;
    to->speaker_count = table.count;
    table_fini(&table);
    return good;
}

static bool parse_index(const struct parsing *p, const struct recordings_text *text) {
    struct table table;
    struct recordings *to = p->recordings;
    if (!recordings_read_table(text, &recordings_index_format, p->diag, &table)) {
        return false;
    }
    struct recording *list = arena_array(&to->memory, table.count + 1, sizeof *list);
    bool good = true;
    for (size_t i = 0; i < table.count; i++) {
        copy_row(&to->memory, &table.rows[i]);
        good &= read_recording(p, &table.rows[i], &list[i]);
    }
    to->list = list;
    to->count = table.count;
    table_fini(&table);
    return good;
}

bool recordings_parse(const struct recordings_text *index, const struct recordings_text *speakers,
                      struct diag *diag, struct recordings *recordings_out) {
    *recordings_out = (struct recordings){0};
    bool good = parse_speakers(&(struct parsing){speakers->file, diag, recordings_out}, speakers);
    good = good && parse_index(&(struct parsing){index->file, diag, recordings_out}, index);
    if (!good) {
        recordings_fini(recordings_out);
    }
    return good;
}

void recordings_fini(struct recordings *recordings) {
    arena_fini(&recordings->memory);
    *recordings = (struct recordings){0};
}

const struct recording *recordings_find(const struct recordings *recordings, const char *unit,
                                        enum recording_wording wording) {
    for (size_t i = 0; i < recordings->count; i++) {
        const struct recording *recording = &recordings->list[i];
        if (recording->wording == wording && strcmp(recording->unit, unit) == 0) {
            return recording;
        }
    }
    return NULL;
}

void recordings_new_key(const struct recordings *recordings, char key_out[RECORDINGS_NAME_BYTES]) {
    struct str s;
    int number = 0;
    do {
        str_init(&s, key_out, RECORDINGS_NAME_BYTES);
        str_printf(&s, "s%d", ++number);
    } while (recordings_known_speaker(recordings, key_out));
}

struct hash128 recordings_source(const char *shown) {
    struct hash128 hash = HASH128_EMPTY;
    hash128_bytes(&hash, shown, strlen(shown));
    return hash;
}

void recordings_write_hash(const struct hash128 *hash, char hex_out[RECORDINGS_HASH_BYTES]) {
    struct str s;
    str_init(&s, hex_out, RECORDINGS_HASH_BYTES);
    str_printf(&s, "%016" PRIx64 "%016" PRIx64, hash->high, hash->low);
}
