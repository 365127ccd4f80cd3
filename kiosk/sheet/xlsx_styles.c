/* Styles: which cells show their number as a date. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet/xlsx_parts.h"

enum { CUSTOM_MAX = 4096, LAST_DAY = 2958465 /* 31 December 9999 */ };

/* Formats every spreadsheet knows by number (ECMA-376 part 1, 18.8.30; 27 and above
 * are dates in the languages that have them). */
static enum xlsx_shown built_in(long id) {
    static const struct {
        long low, high;
        enum xlsx_shown shown;
    } rows[] = {{14, 17, XLSX_DATE}, {18, 21, XLSX_TIME}, {22, 22, XLSX_DATE_TIME},
                {27, 31, XLSX_DATE}, {32, 35, XLSX_TIME}, {36, 36, XLSX_DATE},
                {45, 47, XLSX_TIME}, {50, 54, XLSX_DATE}, {55, 56, XLSX_TIME},
                {57, 58, XLSX_DATE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (id >= rows[i].low && id <= rows[i].high) {
            return rows[i].shown;
        }
    }
    return XLSX_NUMBER;
}

/* What is to be shown as it stands: "text", \x, _x, *x, [colour]. Returns its
 * length, 0 if the letters here are signs of the format. */
static size_t literal(const char *code) {
    if (*code == '"' || *code == '[') {
        const char *close = strchr(code + 1, *code == '"' ? '"' : ']');
        return close ? (size_t)(close - code) + 1 : strlen(code);
    }
    if (strchr("\\_*", *code)) {
        return code[1] ? 2 : 1;
    }
    return 0;
}

enum xlsx_shown xlsx_shown_as(const char *code) {
    bool day = false, hour = false, month = false;
    if (strcmp(code, "General") == 0) {
        return XLSX_NUMBER;
    }
    /* Only the first section: the others are for negative numbers and texts. */
    for (size_t skip; *code && *code != ';'; code += skip ? skip : 1) {
        skip = literal(code);
        if (!skip) {
            day = day || strchr("dDyY", *code);
            hour = hour || strchr("hHsS", *code);
            month = month || strchr("mM", *code);
        }
    }
    if (hour) { /* then m is minutes */
        return day ? XLSX_DATE_TIME : XLSX_TIME;
    }
    return day || month ? XLSX_DATE : XLSX_NUMBER;
}

/* ---- numbers ------------------------------------------------------------------------ */

/* The day `days` after 1 January 1970 (Howard Hinnant, chrono-compatible low-level
 * date algorithms: civil_from_days, for days that are not negative here). */
static void civil(long days, long *year_out, long *month_out, long *day_out) {
    long shifted = days + 719468;
    long era = shifted / 146097, of_era = shifted % 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * year + year / 4 - year / 100);
    long month = (5 * of_year + 2) / 153;
    *day_out = of_year - (153 * month + 2) / 5 + 1;
    *month_out = month < 10 ? month + 3 : month - 9;
    *year_out = year + era * 400 + (*month_out <= 2);
}

/* Day 1 is 1 January 1900, and there is a 29 February 1900 that never was: days
 * before it are one off (ECMA-376 part 1, 18.17.4.1). */
static long days_since_1970(long serial, bool from_1904) {
    if (from_1904) {
        return serial - 24107;
    }
    return serial - 25569 + (serial < 60);
}

static const char *date_text(const struct xlsx *xlsx, double value, enum xlsx_shown shown) {
    char line[64];
    long year, month, day, serial = (long)value;
    long minutes = lround((value - (double)serial) * 24 * 60);
    serial += minutes == 24 * 60; /* a second before midnight */
    minutes %= 24 * 60;
    civil(days_since_1970(serial, xlsx->from_1904), &year, &month, &day);
    if (shown == XLSX_TIME && serial == 0) {
        snprintf(line, sizeof line, "%02ld:%02ld", minutes / 60, minutes % 60);
    } else if (shown == XLSX_DATE || minutes == 0) {
        snprintf(line, sizeof line, "%04ld-%02ld-%02ld", year, month, day);
    } else {
        snprintf(line, sizeof line, "%04ld-%02ld-%02ld %02ld:%02ld", year, month, day, minutes / 60,
                 minutes % 60);
    }
    return arena_strdup(xlsx->arena, line);
}

const char *xlsx_number(const struct xlsx *xlsx, const char *text, enum xlsx_shown shown) {
    char line[64];
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(value)) {
        return arena_strdup(xlsx->arena, text);
    }
    if (shown != XLSX_NUMBER && value >= 0 && value < LAST_DAY) {
        return date_text(xlsx, value, shown);
    }
    if (fabs(value) < 1e15 && floor(value) == value) {
        snprintf(line, sizeof line, "%.0f", value);
    } else {
        snprintf(line, sizeof line, "%.15g", value);
    }
    return arena_strdup(xlsx->arena, line);
}

/* ---- styles.xml --------------------------------------------------------------------- */

struct custom {
    long id;
    enum xlsx_shown shown;
};

struct styles {
    struct xlsx *xlsx;
    struct custom *customs; /* CUSTOM_MAX of them */
    size_t custom_count;
    bool in_cell_styles; /* <cellXfs> */
};

static enum xlsx_shown shown_of(const struct styles *s, const char *id_text) {
    long id = id_text ? strtol(id_text, NULL, 10) : 0;
    for (size_t i = 0; i < s->custom_count; i++) {
        if (s->customs[i].id == id) {
            return s->customs[i].shown;
        }
    }
    return built_in(id);
}

static bool add_style(struct styles *s, const char *id_text) {
    struct xlsx *xlsx = s->xlsx;
    if (xlsx->style_count == XLSX_STYLES_MAX) {
        diag_error(xlsx->diag, xlsx->file, 0,
                   "tệp có quá nhiều kiểu ô; hãy chép những ô cần nhập sang một tệp mới",
                   "too many cell styles; copy the cells you need into a new file");
        return false;
    }
    xlsx->styles[xlsx->style_count++] = (uint8_t)shown_of(s, id_text);
    return true;
}

static bool start(void *context, const char *name, const char *const *attributes) {
    struct styles *s = context;
    const char *id = xml_attribute(attributes, "numFmtId");
    const char *code = xml_attribute(attributes, "formatCode");
    if (strcmp(name, "cellXfs") == 0) {
        s->in_cell_styles = true;
    } else if (strcmp(name, "numFmt") == 0 && id && code && s->custom_count < CUSTOM_MAX) {
        s->customs[s->custom_count++] = (struct custom){strtol(id, NULL, 10), xlsx_shown_as(code)};
    } else if (strcmp(name, "xf") == 0 && s->in_cell_styles) {
        return add_style(s, id);
    }
    return true;
}

static bool text(void *context, const char *piece, size_t bytes) {
    (void)context;
    (void)piece;
    (void)bytes;
    return true;
}

static bool end(void *context, const char *name) {
    struct styles *s = context;
    s->in_cell_styles = s->in_cell_styles && strcmp(name, "cellXfs") != 0;
    return true;
}

bool xlsx_read_styles(struct xlsx *xlsx, const char *part, const char *data, size_t bytes) {
    static const struct xml_handler handler = {start, text, end};
    struct styles s = {.xlsx = xlsx};
    s.customs = calloc(CUSTOM_MAX, sizeof *s.customs);
    if (!s.customs) {
        abort();
    }
    xlsx->styles = arena_array(xlsx->arena, XLSX_STYLES_MAX, sizeof *xlsx->styles);
    xlsx->style_count = 0;
    bool good = xlsx_read_part(xlsx, part, data, bytes, &handler, &s);
    free(s.customs);
    return good;
}
