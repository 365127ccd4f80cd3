/* What can be seen without laying out a page or reading a word aloud: glyphs, links, days,
 * facts, translations. */
#include <string.h>

#include "base/str.h"
#include "model/guide.h"
#include "review/review_parts.h"
#include "screen/pictogram.h"
#include "screen/text.h"

/* ---- where ------------------------------------------------------------------------------ */

static const char *item_of(const struct source *source, const struct source_unit *unit) {
    return unit->item_ix < 0 ? NULL : source->items[unit->item_ix].id;
}

struct finding review_about(const struct review *review, enum review_check check,
                            const char *unit_id, enum variant variant, int lang_ix) {
    struct finding finding = {.check = check, .unit = unit_id, .lang_ix = lang_ix};
    int32_t ix = source_unit_ix(review->source, unit_id);
    if (ix < 0) {
        return finding;
    }
    const struct source_unit *unit = &review->source->units[ix];
    const struct wording *wording = &unit->wordings[variant][lang_ix];
    const struct wording *vietnamese = &unit->wordings[variant][LIBRARY_VIETNAMESE];
    finding.item = item_of(review->source, unit);
    finding.file = wording->file ? wording->file : vietnamese->file;
    finding.line = wording->file ? wording->line : vietnamese->line;
    return finding;
}

struct finding review_about_item(enum review_check check, const struct source_item *item) {
    return (struct finding){.check = check,
                            .item = item->id,
                            .lang_ix = LIBRARY_NONE,
                            .file = item->file,
                            .line = item->line};
}

static struct finding about_fact(enum review_check check, const struct source_item *item,
                                 const struct source_fact *fact) {
    struct finding finding = review_about_item(check, item);
    finding.line = fact->line;
    return finding;
}

void review_pieces(const struct phrase *phrase, int lang_ix,
                   void (*each)(void *context, const char *text, int lang_ix), void *context) {
    for (unsigned i = 0; i < phrase->span_count; i++) {
        const struct span *span = &phrase->spans[i];
        if (span->kind == SPAN_TEXT) {
            each(context, span->text, span->lang_ix == LIBRARY_NONE ? lang_ix : span->lang_ix);
        }
    }
}

const struct phrase *review_phrase(const struct unit *unit, enum variant variant, int lang_ix) {
    switch (variant) {
    case VARIANT_SAY:
        return &unit->say[lang_ix];
    case VARIANT_SHORT:
        return &unit->shorter[lang_ix];
    case VARIANT_TEXT:
    case VARIANT_COUNT:
        break;
    }
    return &unit->text[lang_ix];
}

/* ---- glyphs ----------------------------------------------------------------------------- */

/* A text whose glyphs are looked for, and where it stands. */
struct glyph_check {
    struct review *review;
    struct finding about;
};

static void check_glyphs(void *context, const char *text, int lang_ix) {
    struct glyph_check *c = context;
    char missing[5];
    (void)lang_ix;
    if (text_missing(c->review->fonts, text, missing)) {
        findings_add(&c->review->result->findings, &c->about,
                     "không phông chữ nào có “%s” trong “%s”; hãy viết chữ khác hoặc thêm phông "
                     "vào fonts/chain.tsv",
                     "no font has \"%s\" in \"%s\"; write it otherwise or add a font to "
                     "fonts/chain.tsv",
                     missing, text);
    }
}

static void check_pictogram(struct review *review, const struct finding *about,
                            const char *pictogram) {
    if (pictogram && !pictogram_known(review->fonts, pictogram)) {
        findings_add(&review->result->findings, about,
                     "phông hình không có hình “%s”; hãy chọn hình khác",
                     "the pictograms' font has no picture \"%s\"; choose another", pictogram);
    }
}

static void check_unit_glyphs(struct review *review, const struct unit *unit) {
    static const enum variant shown[] = {VARIANT_TEXT, VARIANT_SHORT};
    struct glyph_check c = {.review = review};
    for (int lang = 0; lang < review->library->language_count; lang++) {
        for (size_t v = 0; v < sizeof shown / sizeof *shown; v++) {
            c.about = review_about(review, REVIEW_GLYPHS, unit->id, shown[v], lang);
            review_pieces(review_phrase(unit, shown[v], lang), lang, check_glyphs, &c);
        }
    }
    c.about = review_about(review, REVIEW_GLYPHS, unit->id, VARIANT_TEXT, LIBRARY_VIETNAMESE);
    c.about.lang_ix = LIBRARY_NONE;
    check_pictogram(review, &c.about, unit->pictogram);
}

void review_glyphs(struct review *review, enum review_check check) {
    const struct source *source = review->source;
    for (int i = 0; i < source->language_count; i++) {
        const struct source_language *row = &source->languages[i];
        struct glyph_check c = {
            review, {.check = check, .lang_ix = i, .file = row->file, .line = row->line}};
        check_glyphs(&c, row->language.autonym, i);
        check_glyphs(&c, row->language.name, i);
    }
    for (uint32_t u = 0; u < review->library->unit_count; u++) {
        check_unit_glyphs(review, &review->library->units[u]);
    }
    for (int i = 0; i < source->item_count; i++) {
        struct finding about = review_about_item(check, &source->items[i]);
        check_pictogram(review, &about, source->items[i].pictogram);
    }
}

/* ---- links and days --------------------------------------------------------------------- */

static bool is_shown(const struct review *review, int32_t item_ix) {
    return item_current(&review->library->items[item_ix], review->config->today);
}

static void check_topic(struct review *review, const struct source_topic *row,
                        const struct topic *topic) {
    for (int i = 0; i < topic->item_count; i++) {
        if (is_shown(review, topic->items[i])) {
            return;
        }
    }
    const struct finding about = {.check = REVIEW_LINKS,
                                  .lang_ix = LIBRARY_NONE,
                                  .file = review->source->topics_file,
                                  .line = row->line};
    findings_add(&review->result->findings, &about,
                 "chủ đề “%s” hôm nay không còn mục nào; hãy thêm mục hoặc bỏ chủ đề",
                 "the topic \"%s\" has nothing to show on this day; add an item or remove it",
                 topic->id);
}

static void check_answers(struct review *review, const struct source_item *item,
                          const struct source_question *question) {
    for (int a = 0; a < question->answer_count; a++) {
        const struct source_answer *answer = &question->answers[a];
        if (answer->next != NEXT_ITEM || is_shown(review, answer->next_ix)) {
            continue;
        }
        struct finding about = review_about_item(REVIEW_LINKS, item);
        about.line = answer->line;
        findings_add(&review->result->findings, &about,
                     "câu trả lời “%s” dẫn tới mục “%s”, hôm nay không còn dùng; hãy sửa “next”",
                     "the answer \"%s\" leads to the item \"%s\", which is not shown on this day; "
                     "correct \"next\"",
                     answer->id, review->source->items[answer->next_ix].id);
    }
}

void review_links(struct review *review, enum review_check check) {
    const struct source *source = review->source;
    (void)check;
    for (int t = 0; t < review->library->topic_count; t++) {
        check_topic(review, &source->topics[t], &review->library->topics[t]);
    }
    for (int i = 0; i < source->item_count; i++) {
        for (int q = 0; is_shown(review, i) && q < source->items[i].question_count; q++) {
            check_answers(review, &source->items[i], &source->items[i].questions[q]);
        }
    }
}

static void check_fact_day(struct review *review, const struct source_item *item,
                           const struct source_fact *row) {
    int32_t last = row->fact.valid_to;
    if (last && last < review->config->today) {
        struct finding about = about_fact(REVIEW_PAST, item, row);
        findings_add(&review->result->findings, &about,
                     "“%s” đã hết hạn ngày %d; hãy xem văn bản mới rồi sửa giá trị và ngày",
                     "\"%s\" was valid until %d; look up what holds now, correct value and days",
                     row->fact.key, (int)last);
    }
}

void review_past(struct review *review, enum review_check check) {
    for (int i = 0; i < review->source->item_count; i++) {
        const struct source_item *item = &review->source->items[i];
        struct finding about = review_about_item(check, item);
        if (item->valid_to && item->valid_to < review->config->today) {
            findings_add(&review->result->findings, &about,
                         "mục này hết hạn ngày %d nên không hiện nữa; hãy sửa hoặc bỏ đi",
                         "the item ended on %d and is not shown any more; renew or remove it",
                         (int)item->valid_to);
        }
        for (int f = 0; f < item->fact_count; f++) {
            check_fact_day(review, item, &item->facts[f]);
        }
    }
}

/* ---- facts ------------------------------------------------------------------------------ */

static void check_laws(struct review *review, const struct source_item *item) {
    for (int f = 0; f < item->fact_count; f++) {
        const struct finding about = about_fact(REVIEW_SOURCES, item, &item->facts[f]);
        if (!item->facts[f].fact.legal_number) {
            findings_add(&review->result->findings, &about,
                         "“%s” không ghi văn bản; hãy điền “legal_number”",
                         "\"%s\" names no law; fill in \"legal_number\"", item->facts[f].fact.key);
        }
    }
}

void review_sources(struct review *review, enum review_check check) {
    for (int i = 0; i < review->source->item_count; i++) {
        const struct source_item *item = &review->source->items[i];
        const struct finding about = review_about_item(check, item);
        if (item->sources.count == 0) {
            findings_add(&review->result->findings, &about,
                         "mục này không ghi nguồn; hãy điền “sources”",
                         "the item names no source; fill in \"sources\"");
        }
        check_laws(review, item);
    }
}

static bool is_doubtful(char evidence) { return evidence != 'A' && evidence != 'B'; }

static void check_grades(struct review *review, const struct source_item *item) {
    for (int f = 0; f < item->fact_count; f++) {
        const struct fact *fact = &item->facts[f].fact;
        const struct finding about = about_fact(REVIEW_DOUBTFUL, item, &item->facts[f]);
        if (is_doubtful(fact->evidence)) {
            findings_add(&review->result->findings, &about,
                         "“%s” chỉ có căn cứ loại %c; hãy đối chiếu với văn bản gốc",
                         "\"%s\" is of evidence %c; compare it with the original text", fact->key,
                         fact->evidence);
        }
    }
}

void review_doubtful(struct review *review, enum review_check check) {
    for (int i = 0; i < review->source->item_count; i++) {
        const struct source_item *item = &review->source->items[i];
        const struct finding about = review_about_item(check, item);
        if (is_doubtful(item->evidence)) {
            findings_add(&review->result->findings, &about,
                         "cả mục chỉ có căn cứ loại %c; hãy đối chiếu với văn bản gốc",
                         "the item as a whole is of evidence %c; compare it with the original text",
                         item->evidence);
        }
        check_grades(review, item);
    }
}

void review_unchecked(struct review *review, enum review_check check) {
    for (int i = 0; i < review->source->item_count; i++) {
        const struct source_item *item = &review->source->items[i];
        struct finding about = review_about_item(check, item);
        for (int f = 0; f < item->fact_count; f++) {
            about.count += !item->facts[f].fact.checked_on;
        }
        if (about.count > 0) {
            findings_add(&review->result->findings, &about,
                         "số liệu chưa ai đối chiếu với quyết định của tỉnh: %u; hãy đối chiếu rồi "
                         "điền checked_on, checked_by",
                         "facts that nobody compared with the decision of the province: %u; "
                         "compare them and fill in checked_on, checked_by",
                         about.count);
        }
    }
}

/* ---- translations ----------------------------------------------------------------------- */

static enum translation_state state_of(enum review_check check) {
    return check == REVIEW_STALE   ? TRANSLATION_STALE
           : check == REVIEW_DRAFT ? TRANSLATION_DRAFT
                                   : TRANSLATION_MISSING;
}

/* Counts a unit's wordings in one language and state; the place of the first is kept. */
static void count_unit(const struct review *review, const struct source_unit *unit,
                       struct finding *about) {
    for (int v = 0; v < VARIANT_COUNT; v++) {
        const struct wording *wording = &unit->wordings[v][about->lang_ix];
        bool written = unit->wordings[v][LIBRARY_VIETNAMESE].text;
        if (!written || wording->state != state_of(about->check)) {
            continue;
        }
        if (!about->file) {
            about->file = wording->file;
            about->line = wording->line;
        }
        about->item = item_of(review->source, unit);
        about->count++;
    }
}

static void report_state(struct review *review, const struct finding *about) {
    struct findings *findings = &review->result->findings;
    const char *name = review->source->languages[about->lang_ix].language.code;
    switch (state_of(about->check)) {
    case TRANSLATION_MISSING:
        findings_add(findings, about, "tiếng “%s”: câu chưa dịch, máy nói tiếng Việt: %u",
                     "\"%s\": not translated, said in Vietnamese: %u", name, about->count);
        break;
    case TRANSLATION_STALE:
        findings_add(findings, about,
                     "tiếng “%s”: câu dịch từ câu tiếng Việt cũ nên không dùng: %u; hãy dịch lại",
                     "\"%s\": translated from older Vietnamese, not used: %u; translate anew", name,
                     about->count);
        break;
    case TRANSLATION_DRAFT:
        findings_add(findings, about, "tiếng “%s”: bản nháp: %u; hãy nhờ người nói tiếng ấy duyệt",
                     "\"%s\": drafts: %u; have them reviewed by a speaker", name, about->count);
        break;
    case TRANSLATION_REVIEWED:
        break;
    }
}

/* An item, or the kiosk itself (LIBRARY_NONE), in one language. */
static void check_state(struct review *review, enum review_check check, int32_t item_ix,
                        int lang_ix) {
    struct finding about = {.check = check, .lang_ix = lang_ix};
    for (uint32_t u = 0; u < review->source->unit_count; u++) {
        if (review->source->units[u].item_ix == item_ix) {
            count_unit(review, &review->source->units[u], &about);
        }
    }
    if (about.count > 0) {
        report_state(review, &about);
    }
}

void review_translations(struct review *review, enum review_check check) {
    for (int32_t i = LIBRARY_NONE; i < review->source->item_count; i++) {
        for (int lang = 1; lang < review->source->language_count; lang++) {
            check_state(review, check, i, lang);
        }
    }
}
