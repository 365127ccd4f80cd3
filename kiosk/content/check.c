#include "content/check.h"

#include <string.h>

#include "base/str.h"
#include "content/link.h"
#include "content/ways.h"

/* ---- ids -------------------------------------------------------------------------- */

/* Equal ids stand side by side in the order of ids. */
static void check_duplicates(const struct source *source, struct diag *diag) {
    for (uint32_t i = 1; i < source->unit_count; i++) {
        const struct source_unit *a = &source->units[source->unit_order[i - 1]];
        const struct source_unit *b = &source->units[source->unit_order[i]];
        const struct wording *first = &a->wordings[VARIANT_TEXT][LIBRARY_VIETNAMESE];
        const struct wording *second = &b->wordings[VARIANT_TEXT][LIBRARY_VIETNAMESE];
        if (str_same(a->id, b->id)) {
            diag_error(diag, second->file, second->line, "mã “%s” đã có ở %s:%d; hãy đặt mã khác",
                       "the id \"%s\" is already at "
                       "%s:%d; choose another",
                       b->id, first->file, first->line);
        }
    }
}

static const char *const PHRASES[] = {"choose_language",
                                      "choose_topic",
                                      "papers_title",
                                      "steps_title",
                                      "details_title",
                                      "summary_title",
                                      "summary_bring",
                                      "summary_again",
                                      "summary_other",
                                      "summary_end",
                                      "where_title",
                                      "fee_title",
                                      "time_title",
                                      "result_title",
                                      "hard_title",
                                      "back",
                                      "home",
                                      "repeat",
                                      "slower",
                                      "louder",
                                      "language",
                                      "call",
                                      "next",
                                      "person_coming",
                                      "still_there",
                                      "please_call_staff",
                                      "draft_notice",
                                      "source_notice",
                                      "checking_notice",
                                      "trial_notice",
                                      "mute_notice"};
enum { PHRASE_COUNT = sizeof PHRASES / sizeof *PHRASES };

static bool is_phrase(const char *name) {
    for (int i = 0; i < PHRASE_COUNT; i++) {
        if (str_same(PHRASES[i], name)) {
            return true;
        }
    }
    return false;
}

static bool is_written(const struct source *source, const char *phrase) {
    for (int i = 0; i < source->phrases.count; i++) {
        if (str_same(source->phrases.list[i].text, phrase)) {
            return true;
        }
    }
    return false;
}

/* A layer says only what it says otherwise than the pack below it. */
static void check_phrases(const struct source *source, struct diag *diag) {
    bool needs_all = source->pack.kind == LIBRARY_WHOLE;
    for (int i = 0; i < PHRASE_COUNT; i++) {
        if (needs_all && !is_written(source, PHRASES[i])) {
            diag_error(diag, source->phrases_file, 0, "thiếu câu “%s” của ki-ốt; hãy viết thêm",
                       "the kiosk's phrase \"%s\" is missing; write it", PHRASES[i]);
        }
    }
    for (int i = 0; i < source->phrases.count; i++) {
        const struct source_name *name = &source->phrases.list[i];
        if (!is_phrase(name->text)) {
            diag_error(diag, source->phrases_file, name->line,
                       "ki-ốt không dùng câu nào tên “%s”; hãy sửa tên hoặc bỏ đi",
                       "the kiosk uses no phrase \"%s\"; correct its name or remove it",
                       name->text);
        }
    }
}

/* ---- languages and topics ---------------------------------------------------------- */

static void check_position(const struct source_language *a, const struct source_language *b,
                           struct diag *diag) {
    if (a->position == b->position) {
        diag_error(diag, b->file, b->line, "vị trí %d đã dành cho “%s”; hãy chọn số khác",
                   "position %d is already taken by \"%s\"; choose another", (int)b->position,
                   a->language.code);
    }
}

static void check_positions(const struct source *source, struct diag *diag) {
    for (int i = 0; i < source->language_count; i++) {
        for (int j = 0; j < i; j++) {
            check_position(&source->languages[j], &source->languages[i], diag);
        }
    }
}

static void check_topics(const struct source *source, struct diag *diag) {
    if (source->topic_count > CHECK_TOPICS_MAX) {
        diag_error(diag, source->topics_file, source->topics[CHECK_TOPICS_MAX].line,
                   "quá %d chủ đề, không vừa một trang; hãy gộp lại",
                   "more than %d topics do not fit a page; join some", CHECK_TOPICS_MAX);
    }
    /* A layer may list the topics of the pack below for those who choose among them. */
    bool needs_items = source->pack.kind == LIBRARY_WHOLE;
    for (int t = 0; t < source->topic_count; t++) {
        if (needs_items && source->topics[t].items.count == 0) {
            diag_error(diag, source->topics_file, source->topics[t].line,
                       "chủ đề “%s” không có mục nào; hãy thêm mục hoặc bỏ chủ đề",
                       "the topic \"%s\" has no items; add some or remove it",
                       source->topics[t].id);
        }
    }
}

/* ---- items -------------------------------------------------------------------------- */

static void check_span_of_days(const char *file, int line, int32_t from, int32_t to,
                               struct diag *diag) {
    if (from && to && from > to) {
        diag_error(diag, file, line, "valid_from sau valid_to; hãy sửa một trong hai ngày",
                   "valid_from is after valid_to; correct one of them");
    }
}

static void check_days(const struct source_item *item, struct diag *diag) {
    check_span_of_days(item->file, item->line, item->valid_from, item->valid_to, diag);
    for (int i = 0; i < item->fact_count; i++) {
        const struct source_fact *row = &item->facts[i];
        check_span_of_days(item->file, row->line, row->fact.valid_from, row->fact.valid_to, diag);
        if (!row->fact.checked_on != !row->fact.checked_by) {
            diag_error(diag, item->file, row->line,
                       "“%s”: checked_on và checked_by phải có cả hai hoặc không có",
                       "\"%s\": give both checked_on and checked_by, or neither", row->fact.key);
        }
    }
}

static void check_villages(const struct source_item *item, struct diag *diag) {
    static const char signs[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    for (int i = 0; i < item->villages.count; i++) {
        const struct source_name *village = &item->villages.list[i];
        if (strspn(village->text, signs) != strlen(village->text)) {
            diag_error(diag, item->file, village->line,
                       "mã bản “%s” không đúng; hãy chỉ dùng a-z, số và dấu -",
                       "the village id \"%s\" is wrong; use a-z, digits and - only", village->text);
        }
    }
}

static struct ways ways_of(const struct source_item *item) {
    struct ways ways = {.question_count = item->question_count};
    for (int q = 0; q < item->question_count; q++) {
        const struct source_question *question = &item->questions[q];
        ways.questions[q].answer_count = question->answer_count;
        for (int a = 0; a < question->answer_count; a++) {
            ways.questions[q].next[a] = question->answers[a].next;
            ways.questions[q].next_ix[a] = question->answers[a].next_ix;
        }
    }
    return ways;
}

static void check_questions(const struct source_item *item, const struct ways *ways,
                            struct diag *diag) {
    unsigned asked = ways_asked(ways);
    int loop = ways_loop(ways);
    if (loop >= 0) {
        diag_error(diag, item->file, item->questions[loop].line,
                   "câu hỏi “%s” quay lại chính nó; hãy sửa “next” để không đi vòng",
                   "the question \"%s\" comes back to itself; correct \"next\" so that nothing "
                   "goes in a circle",
                   item->questions[loop].id);
    }
    for (int q = 0; q < item->question_count; q++) {
        const struct source_question *question = &item->questions[q];
        if (!(asked >> q & 1)) {
            diag_error(diag, item->file, question->line,
                       "không câu trả lời nào dẫn tới câu hỏi “%s”; hãy nối nó hoặc bỏ đi",
                       "no answer leads to the question \"%s\"; link it or remove it",
                       question->id);
        }
        if (question->answer_count < 2) {
            diag_error(diag, item->file, question->line, "câu hỏi “%s” cần ít nhất hai câu trả lời",
                       "the question \"%s\" needs at "
                       "least two answers",
                       question->id);
        }
    }
}

static void check_entry(const struct source_item *item, const struct source_entry *entry,
                        const struct ways *ways, struct diag *diag) {
    struct condition rows[UINT8_MAX];
    for (int c = 0; c < entry->condition_count; c++) {
        rows[c] = entry->conditions[c].linked;
    }
    if (!ways_fit(ways, rows, entry->condition_count)) {
        diag_error(diag, item->file, entry->line,
                   "không có cách trả lời nào dẫn tới “%s”; hãy sửa “when” hoặc bỏ mục này",
                   "no way of answering leads to \"%s\"; correct \"when\" or remove the entry",
                   entry->id ? entry->id : item->id);
    }
}

static void check_entries(const struct source_item *item, const struct ways *ways,
                          struct diag *diag) {
    for (int s = SECTION_PAPERS; s < SECTION_COUNT; s++) {
        for (int e = 0; e < item->sections[s].count; e++) {
            check_entry(item, &item->sections[s].entries[e], ways, diag);
        }
    }
}

void check_source(struct source *source, bool strict, struct diag *diag) {
    unsigned before = diag->errors;
    link_source(source, diag);
    bool linked = diag->errors == before;
    check_duplicates(source, diag);
    check_phrases(source, diag);
    check_positions(source, diag);
    check_topics(source, diag);
    for (int i = 0; i < source->item_count; i++) {
        const struct source_item *item = &source->items[i];
        struct ways ways = ways_of(item);
        check_days(item, diag);
        check_villages(item, diag);
        check_questions(item, &ways, diag);
        if (linked) { /* a wrong link would be reported once more for each entry */
            check_entries(item, &ways, diag);
        }
    }
    check_texts(source, strict, diag);
}
