#include "review/review.h"

#include <stddef.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"
#include "unicode/nfc.h"

enum { NAME_WIDTH = 34, COLUMN_WIDTH = 6, SHOWN_PER_ITEM = 6, REASON_BYTES = 512 };

static const char *name_of(const struct review_check_row *row) {
    return diag_text(row->vi, row->en);
}

/* ---- the table of counts ------------------------------------------------------------------ */

/* Left-bound in so many characters: printf would count bytes. */
static void print_padded(FILE *out, const char *text, size_t width) {
    size_t characters = nfc_characters(text);
    fprintf(out, "%s%*s", text, characters < width ? (int)(width - characters) : 0, "");
}

static unsigned count(const struct review_result *result, enum review_check check, int lang_ix,
                      bool all) {
    unsigned sum = 0;
    for (size_t i = 0; i < result->findings.count; i++) {
        const struct finding *finding = &result->findings.list[i];
        if (finding->check == check && (all || finding->lang_ix == lang_ix)) {
            sum += finding->count;
        }
    }
    return sum;
}

static const char *grade_name(enum review_grade grade) {
    switch (grade) {
    case GRADE_ERROR:
        return diag_text("lỗi", "error");
    case GRADE_WARNING:
        return diag_text("xem lại", "look");
    case GRADE_NOTE:
        break;
    }
    return diag_text("ghi chú", "note");
}

static void print_row(const struct review_config *config, const struct review_result *result,
                      enum review_check check) {
    const struct review_check_row *row = review_check_of(check);
    enum review_grade grade = config->strict ? row->strict : row->normal;
    print_padded(config->out, name_of(row), NAME_WIDTH);
    print_padded(config->out, grade_name(grade), COLUMN_WIDTH + 2);
    if (!result->judged[check]) {
        fprintf(config->out, "%*s\n", COLUMN_WIDTH, "?");
        return;
    }
    fprintf(config->out, "%*u", COLUMN_WIDTH, count(result, check, 0, true));
    for (int lang = 0; row->by_language && lang < result->language_count; lang++) {
        fprintf(config->out, "%*u", COLUMN_WIDTH, count(result, check, lang, false));
    }
    fputc('\n', config->out);
}

/* How many sentences and words of numbers: no findings, since every language begins with
 * none. A stale one is found in its file. */
static void print_recorded(const struct review_config *config, const struct review_result *result) {
    static const struct {
        const char *vi, *en;
        size_t offset;
    } rows[] = {
        {"đã ghi âm", "recorded", offsetof(struct source_recorded, recorded)},
        {"bản ghi đã cũ", "recordings that are stale", offsetof(struct source_recorded, stale)},
        {"chưa ghi âm", "not recorded", offsetof(struct source_recorded, missing)},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        print_padded(config->out, diag_text(rows[i].vi, rows[i].en), NAME_WIDTH);
        print_padded(config->out, grade_name(GRADE_NOTE), COLUMN_WIDTH + 2);
        fprintf(config->out, "%*s", COLUMN_WIDTH, "");
        for (int lang = 0; lang < result->language_count; lang++) {
            const char *row = (const char *)&result->recorded[lang];
            fprintf(config->out, "%*u", COLUMN_WIDTH,
                    *(const unsigned *)(const void *)(row + rows[i].offset));
        }
        fputc('\n', config->out);
    }
}

static void print_table(const struct review_config *config, const struct review_result *result) {
    print_padded(config->out, diag_text("kiểm tra", "check"), NAME_WIDTH);
    print_padded(config->out, "", COLUMN_WIDTH + 2);
    print_padded(config->out, diag_text("tất cả", "   all"), COLUMN_WIDTH);
    for (int lang = 0; lang < result->language_count; lang++) {
        fprintf(config->out, "%*s", COLUMN_WIDTH, result->languages[lang]);
    }
    fputc('\n', config->out);
    for (int check = 0; check < REVIEW_CHECKS; check++) {
        print_row(config, result, (enum review_check)check);
    }
    print_recorded(config, result);
}

/* ---- the findings -------------------------------------------------------------------------- */

static bool same_item(const struct finding *a, const struct finding *b) {
    return str_same(a->item, b->item);
}

static void print_finding(const struct review_config *config, const struct finding *finding) {
    const struct review_check_row *row = review_check_of(finding->check);
    enum review_grade grade = config->strict ? row->strict : row->normal;
    fprintf(config->out, "  %s: ", grade_name(grade));
    if (finding->file && finding->line > 0) {
        fprintf(config->out, "%s:%d: ", finding->file, finding->line);
    } else if (finding->file) {
        fprintf(config->out, "%s: ", finding->file);
    }
    if (finding->unit) {
        fprintf(config->out, "%s: ", finding->unit);
    }
    fprintf(config->out, "%s\n", finding->sentence);
}

/* The findings of one item from `first` on; returns the first of the next item. */
static size_t print_item(const struct review_config *config, const struct findings *findings,
                         size_t first) {
    const struct finding *list = findings->list;
    size_t end = first;
    while (end < findings->count && same_item(&list[first], &list[end])) {
        end++;
    }
    size_t shown = config->all || end - first <= SHOWN_PER_ITEM ? end - first : SHOWN_PER_ITEM;
    fprintf(config->out, "\n%s\n",
            list[first].item ? list[first].item : diag_text("ki-ốt", "the kiosk itself"));
    for (size_t i = first; i < first + shown; i++) {
        print_finding(config, &list[i]);
    }
    if (first + shown < end) {
        fprintf(config->out,
                diag_in_vietnamese() ? "  và %zu điều nữa (--all)\n" : "  and %zu more (--all)\n",
                end - first - shown);
    }
    return end;
}

static void print_findings(const struct review_config *config, const struct findings *findings) {
    for (size_t i = 0; i < findings->count;) {
        i = print_item(config, findings, i);
    }
}

/* ---- plain language ------------------------------------------------------------------------- */

static void print_scores(const struct review_config *config, const struct review_result *result) {
    fprintf(config->out, "\n%s: %d/100\n", diag_text("Dễ hiểu", "Plain language"), result->score);
    for (size_t i = 0; i < result->score_count; i++) {
        const struct review_score *score = &result->scores[i];
        unsigned tenths = 10 * score->syllables / score->sentences;
        fprintf(config->out, "  %3d  ", score->score);
        print_padded(config->out, score->item ? score->item : diag_text("ki-ốt", "kiosk"), 20);
        fprintf(config->out,
                diag_in_vietnamese() ? "%4u câu, mỗi câu %u,%u tiếng\n"
                                     : "%4u sentences, %u.%u syllables each\n",
                score->sentences, tenths / 10, tenths % 10);
    }
}

static void print_hard(const struct review_config *config, const struct review_result *result) {
    if (result->hard_count) {
        fprintf(config->out, "\n%s\n", diag_text("Những câu khó nhất", "The hardest sentences"));
    }
    for (size_t i = 0; i < result->hard_count; i++) {
        const struct review_hard *hard = &result->hard[i];
        char reasons[REASON_BYTES];
        struct str s;
        str_init(&s, reasons, sizeof reasons);
        plain_put_reasons(&hard->verdict, &s);
        fprintf(config->out, "  %3d  %s:%d: %s\n       %s\n", hard->verdict.score, hard->file,
                hard->line, hard->text, reasons);
    }
}

void review_print(const struct review_config *config, const struct review_result *result) {
    print_table(config, result);
    print_findings(config, &result->findings);
    print_scores(config, result);
    print_hard(config, result);
    fprintf(config->out,
            diag_in_vietnamese() ? "\n%u lỗi; đã xem %zu trang trong %lld,%lld giây\n"
                                 : "\n%u errors; %zu pages were looked at in %lld.%lld s\n",
            result->errors, result->page_count, (long long)(result->took_ms / 1000),
            (long long)(result->took_ms / 100 % 10));
}
