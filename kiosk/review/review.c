#include "review/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/diag.h"
#include "content/check.h"
#include "content/pack_read.h"
#include "content/preview.h"
#include "review/review_parts.h"
#include "screen/text.h"

/* ---- the checks ------------------------------------------------------------------------- */

/* What a check needs before it can judge. */
enum { NEEDS_LIBRARY = 1, NEEDS_FONTS = 2 };

static const struct check {
    struct review_check_row row;
    void (*run)(struct review *review, enum review_check check); /* NULL: told by content/ */
    unsigned needs;
} checks[REVIEW_CHECKS] = {
    [REVIEW_FILES] = {{"files", "sai trong tệp", "wrong in the files", GRADE_ERROR, GRADE_ERROR, 0},
                      NULL,
                      0},
    [REVIEW_PAGES] = {{"pages", "trang không vừa hoặc cụt", "pages that do not fit or lead on",
                       GRADE_ERROR, GRADE_ERROR, true},
                      review_pages,
                      NEEDS_LIBRARY | NEEDS_FONTS},
    [REVIEW_GLYPHS] = {{"glyphs", "chữ, hình không có phông", "glyphs that no font has",
                        GRADE_ERROR, GRADE_ERROR, true},
                       review_glyphs,
                       NEEDS_LIBRARY | NEEDS_FONTS},
    [REVIEW_SILENT] = {{"silent", "chữ không giọng nào nói", "words that no voice says",
                        GRADE_ERROR, GRADE_ERROR, true},
                       review_voices,
                       NEEDS_LIBRARY},
    [REVIEW_LINKS] = {{"links", "dẫn tới chỗ trống", "links to what is not shown", GRADE_WARNING,
                       GRADE_ERROR, false},
                      review_links,
                      NEEDS_LIBRARY},
    [REVIEW_PAST] = {{"past", "đã hết hạn", "past their last day", GRADE_WARNING, GRADE_ERROR,
                      false},
                     review_past,
                     0},
    [REVIEW_SOURCES] = {{"sources", "không ghi văn bản, nguồn", "without a law or a source",
                         GRADE_WARNING, GRADE_ERROR, false},
                        review_sources,
                        0},
    [REVIEW_DOUBTFUL] = {{"doubtful", "căn cứ loại C, D", "of evidence C or D", GRADE_WARNING,
                          GRADE_ERROR, false},
                         review_doubtful,
                         0},
    [REVIEW_UNCHECKED] = {{"unchecked", "chưa ai đối chiếu", "compared by nobody", GRADE_WARNING,
                           GRADE_ERROR, false},
                          review_unchecked,
                          0},
    [REVIEW_SPELLED] = {{"spelled", "chữ bị đánh vần", "words that are spelled out", GRADE_WARNING,
                         GRADE_ERROR, true},
                        review_voices,
                        NEEDS_LIBRARY},
    [REVIEW_LONG] = {{"long", "câu quá dài", "sentences that are too long", GRADE_WARNING,
                      GRADE_ERROR, false},
                     review_sentences,
                     0},
    [REVIEW_PLAIN] = {{"plain", "câu khó hiểu", "sentences that are hard to follow", GRADE_WARNING,
                       GRADE_ERROR, false},
                      review_sentences,
                      0},
    [REVIEW_STALE] = {{"stale", "bản dịch đã cũ", "translations that are stale", GRADE_WARNING,
                       GRADE_ERROR, true},
                      review_translations,
                      0},
    [REVIEW_MISSING] = {{"missing", "chưa dịch", "not translated", GRADE_NOTE, GRADE_ERROR, true},
                        review_translations,
                        0},
    [REVIEW_DRAFT] = {{"drafts", "bản nháp", "drafts", GRADE_NOTE, GRADE_ERROR, true},
                      review_translations,
                      0},
    [REVIEW_UNHEARD] = {{"recordings", "bản ghi không nghe được", "recordings that are not heard",
                         GRADE_WARNING, GRADE_ERROR, false},
                        NULL,
                        0},
};

const struct review_check_row *review_check_of(enum review_check check) {
    return &checks[check].row;
}

static enum review_grade grade_of(const struct review_config *config, enum review_check check) {
    return config->strict ? checks[check].row.strict : checks[check].row.normal;
}

/* ---- what content/ says ------------------------------------------------------------------ */

static void on_problem(void *context, bool error, const char *file, int line,
                       const char *sentence) {
    struct review *review = context;
    bool recording = !error && strstr(file, "/recordings/");
    const struct finding about = {/* a note about another file is worth its repair, too */
                                  .check = recording ? REVIEW_UNHEARD : REVIEW_FILES,
                                  .lang_ix = LIBRARY_NONE,
                                  .file = file,
                                  .line = line};
    findings_add(&review->result->findings, &about, "%s", "%s", sentence);
}

/* The item whose file it is, NULL if it is no item's. */
static const char *owner_of(const struct source *source, const char *file) {
    for (int i = 0; file && i < source->item_count; i++) {
        if (strcmp(source->items[i].file, file) == 0) {
            return source->items[i].id;
        }
    }
    return NULL;
}

/* What content/ says about an item's file is told with the item. */
static void assign_items(struct review *review) {
    struct findings *findings = &review->result->findings;
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = &findings->list[i];
        if (!finding->item) {
            finding->item =
                arena_strdup(&findings->memory, owner_of(review->source, finding->file));
        }
    }
}

/* ---- order ------------------------------------------------------------------------------- */

/* A finding and what its place in the list depends on. */
struct ranked {
    struct finding finding;
    enum review_grade grade, item_grade;
    size_t ix;
};

static int by_name(const struct finding *a, const struct finding *b) {
    return strcmp(a->item ? a->item : "", b->item ? b->item : "");
}

static int by_item(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    return by_name(&x->finding, &y->finding);
}

static int by_rank(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    const int orders[] = {(int)y->item_grade - (int)x->item_grade,
                          by_name(&x->finding, &y->finding), (int)y->grade - (int)x->grade,
                          (int)x->finding.check - (int)y->finding.check, x->ix < y->ix ? -1 : 1};
    size_t i = 0;
    while (orders[i] == 0) {
        i++;
    }
    return orders[i];
}

/* Every finding of an item gets the grade of its worst one; items stand together. */
static void grade_items(struct ranked *ranked, size_t count) {
    for (size_t first = 0, end; first < count; first = end) {
        enum review_grade worst = GRADE_NOTE;
        for (end = first; end < count && by_item(&ranked[first], &ranked[end]) == 0; end++) {
            worst = ranked[end].grade > worst ? ranked[end].grade : worst;
        }
        for (size_t i = first; i < end; i++) {
            ranked[i].item_grade = worst;
        }
    }
}

static void sort(const struct review_config *config, struct findings *findings) {
    size_t count = findings->count;
    struct ranked *ranked = arena_array(&findings->memory, count + 1, sizeof *ranked);
    for (size_t i = 0; i < count; i++) {
        enum review_grade grade = grade_of(config, findings->list[i].check);
        ranked[i] = (struct ranked){findings->list[i], grade, grade, i};
    }
    qsort(ranked, count, sizeof *ranked, by_item);
    grade_items(ranked, count);
    qsort(ranked, count, sizeof *ranked, by_rank);
    for (size_t i = 0; i < count; i++) {
        findings->list[i] = ranked[i].finding;
    }
}

/* ---- all of it --------------------------------------------------------------------------- */

static void run_checks(struct review *review) {
    unsigned has = (review->library ? NEEDS_LIBRARY : 0) | (review->fonts ? NEEDS_FONTS : 0);
    for (int c = 0; c < REVIEW_CHECKS; c++) {
        const struct check *check = &checks[c];
        review->result->judged[c] = (check->needs & ~has) == 0;
        if (check->run && review->result->judged[c]) {
            check->run(review, (enum review_check)c);
        }
    }
}

const char *review_tables(const struct review_config *config) {
    return config->built_dir ? config->built_dir : config->voices_dir;
}

/* The pack as it would be shown, in a place of its own for as long as it is read. */
static enum err read_library(const struct source *source, struct library *library_out) {
    struct preview preview;
    enum err err = preview_write(source, &preview);
    if (!err) {
        err = pack_read(preview.pack, library_out);
    }
    preview_remove(&preview);
    return err;
}

static void name_languages(struct review *review) {
    struct review_result *result = review->result;
    result->language_count = review->source->language_count;
    for (int i = 0; i < result->language_count; i++) {
        result->languages[i] =
            arena_strdup(&result->findings.memory, review->source->languages[i].language.code);
        result->recorded[i] = review->source->recorded[i];
    }
}

static void judge(struct review *review) {
    struct diag diag = {.each = on_problem, .context = review};
    lexicon_read(review_tables(review->config), &diag, &review->lexicon);
    plain_words_read(review->config->content_dir, &diag, &review->words);
    name_languages(review);
    run_checks(review);
    review_scores(review);
    assign_items(review);
    lexicon_fini(&review->lexicon);
    plain_words_fini(&review->words);
}

static void count_errors(const struct review_config *config, struct review_result *result) {
    for (size_t i = 0; i < result->findings.count; i++) {
        result->errors += grade_of(config, result->findings.list[i].check) == GRADE_ERROR;
    }
}

enum err review_make(const struct review_config *config, struct review_result *result_out) {
    struct source source = {0};
    struct library library = {0};
    struct review review = {.config = config, .source = &source, .result = result_out};
    struct diag diag = {.each = on_problem, .context = &review};
    int64_t began_ms = clock_mono_ms();
    enum err err = ERR_OK;
    *result_out = (struct review_result){0};
    if (config->fonts_dir && (err = fonts_open(config->fonts_dir, &review.fonts))) {
        return err;
    }
    bool readable = source_read(config->content_dir, config->voices_dir, &diag, &source);
    if (readable) {
        check_source(&source, false, &diag);
    }
    if (diag.errors == 0 && !(err = read_library(&source, &library))) {
        review.library = &library;
    }
    judge(&review);
    sort(config, &result_out->findings);
    count_errors(config, result_out);
    library_fini(&library);
    source_fini(&source);
    fonts_close(review.fonts);
    result_out->took_ms = clock_mono_ms() - began_ms;
    return err;
}

void review_result_fini(struct review_result *result) {
    findings_fini(&result->findings);
    *result = (struct review_result){0};
}

int review_run(const struct review_config *config) {
    struct review_result result;
    enum err err = review_make(config, &result);
    if (!err) {
        review_print(config, &result);
    }
    bool failed = err || result.errors > 0;
    review_result_fini(&result);
    return failed ? 1 : 0;
}
