/* How long and how plain the Vietnamese sentences are, as they are said. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/markup.h"
#include "review/review_parts.h"

/* An own limit: 15 words, which content/README asks for, are about as many syllables. */
enum { LONG_SYLLABLES = 20, HARD_BELOW = 60, TEXT_BYTES = 2048, REASON_BYTES = 512 };

/* The wording that is said of a unit and is a sentence: labels on buttons are names. */
static const struct wording *spoken_sentence(const struct source_unit *unit,
                                             enum variant *variant_out) {
    const struct wording *say = &unit->wordings[VARIANT_SAY][LIBRARY_VIETNAMESE];
    const struct wording *text = &unit->wordings[VARIANT_TEXT][LIBRARY_VIETNAMESE];
    *variant_out = say->text ? VARIANT_SAY : VARIANT_TEXT;
    if (say->text) {
        return say;
    }
    return text->text && unit->room == ROOM_SENTENCE ? text : NULL;
}

/* The text without marks, each value as one figure. */
static void plain_text(const char *marked, struct str *out) {
    struct markup_piece piece;
    for (piece = markup_next(&marked); piece.kind == MARKUP_TEXT || piece.kind == MARKUP_FACT;
         piece = markup_next(&marked)) {
        char text[TEXT_BYTES];
        if (piece.kind == MARKUP_FACT || piece.bytes >= sizeof text) {
            str_put(out, "0");
        } else {
            markup_plain(&piece, text);
            str_put(out, text);
        }
    }
}

static struct plain_verdict judge(const struct review *review, const struct wording *wording) {
    char text[TEXT_BYTES];
    struct str s;
    str_init(&s, text, sizeof text);
    plain_text(wording->text, &s);
    return plain_judge(&review->words, &review->lexicon, text);
}

static void report(struct review *review, enum review_check check, const struct finding *about,
                   const struct plain_verdict *verdict) {
    struct findings *findings = &review->result->findings;
    char reasons[REASON_BYTES];
    struct str s;
    str_init(&s, reasons, sizeof reasons);
    plain_put_reasons(verdict, &s);
    if (check == REVIEW_LONG && verdict->syllables > LONG_SYLLABLES) {
        findings_add(findings, about, "câu dài %u tiếng; hãy tách làm hai, mỗi câu một ý",
                     "the sentence has %u syllables; make two of it, one idea each",
                     verdict->syllables);
    } else if (check == REVIEW_PLAIN && verdict->score < HARD_BELOW) {
        findings_add(findings, about, "câu khó hiểu, %d/100: %s",
                     "the sentence is hard to follow, %d of 100: %s", verdict->score, reasons);
    }
}

void review_sentences(struct review *review, enum review_check check) {
    for (uint32_t u = 0; u < review->source->unit_count; u++) {
        const struct source_unit *unit = &review->source->units[u];
        enum variant variant;
        const struct wording *wording = spoken_sentence(unit, &variant);
        if (wording) {
            struct plain_verdict verdict = judge(review, wording);
            struct finding about =
                review_about(review, check, unit->id, variant, LIBRARY_VIETNAMESE);
            report(review, check, &about, &verdict);
        }
    }
}

/* ---- scores ----------------------------------------------------------------------------- */

/* Keeps the worst ones, in order. */
static void remember(struct review_result *result, const struct review_hard *hard) {
    size_t at = result->hard_count;
    while (at > 0 && result->hard[at - 1].verdict.score > hard->verdict.score) {
        at--;
    }
    if (at == REVIEW_HARD_MAX) {
        return;
    }
    size_t kept = result->hard_count < REVIEW_HARD_MAX ? result->hard_count : REVIEW_HARD_MAX - 1;
    memmove(&result->hard[at + 1], &result->hard[at], (kept - at) * sizeof *result->hard);
    result->hard[at] = *hard;
    result->hard_count = kept + 1;
}

static void judge_unit(struct review *review, const struct source_unit *unit,
                       struct plain_sum *sum) {
    enum variant variant;
    const struct wording *wording = spoken_sentence(unit, &variant);
    if (!wording) {
        return;
    }
    struct review_hard hard = {.unit = unit->id,
                               .file = wording->file,
                               .line = wording->line,
                               .text = wording->text,
                               .verdict = judge(review, wording)};
    plain_add(sum, &hard.verdict);
    if (hard.verdict.score < 100) {
        remember(review->result, &hard);
    }
}

static int hardest_first(const void *a, const void *b) {
    const struct review_score *x = a, *y = b;
    int order = (x->score > y->score) - (x->score < y->score);
    return order ? order : strcmp(x->item ? x->item : "", y->item ? y->item : "");
}

static void score_item(struct review *review, int32_t item_ix, struct plain_sum *all) {
    struct plain_sum sum = {0};
    for (uint32_t u = 0; u < review->source->unit_count; u++) {
        const struct source_unit *unit = &review->source->units[u];
        if (unit->item_ix == item_ix) {
            judge_unit(review, unit, &sum);
        }
    }
    all->sentences += sum.sentences;
    all->syllables += sum.syllables;
    all->weighted += sum.weighted;
    if (sum.sentences) {
        review->result->scores[review->result->score_count++] =
            (struct review_score){item_ix < 0 ? NULL : review->source->items[item_ix].id,
                                  sum.sentences, sum.syllables, plain_score(&sum)};
    }
}

/* The texts outlive the source. */
static void keep_texts(struct review_result *result) {
    struct arena *memory = &result->findings.memory;
    for (size_t i = 0; i < result->hard_count; i++) {
        struct review_hard *hard = &result->hard[i];
        hard->unit = arena_strdup(memory, hard->unit);
        hard->file = arena_strdup(memory, hard->file);
        hard->text = arena_strdup(memory, hard->text);
    }
    for (size_t i = 0; i < result->score_count; i++) {
        result->scores[i].item = arena_strdup(memory, result->scores[i].item);
    }
}

void review_scores(struct review *review) {
    struct review_result *result = review->result;
    struct plain_sum all = {0};
    result->scores = arena_array(&result->findings.memory, review->source->item_count + 1U,
                                 sizeof *result->scores);
    for (int32_t i = LIBRARY_NONE; i < review->source->item_count; i++) {
        score_item(review, i, &all);
    }
    result->score = plain_score(&all);
    keep_texts(result);
    if (result->score_count) {
        qsort(result->scores, result->score_count, sizeof *result->scores, hardest_first);
    }
}
