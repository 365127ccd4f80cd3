#include "content/diff.h"

#include "base/diag.h"
#include "base/hash.h"
#include "content/grow.h"
#include "content/tell.h"

enum { WORDINGS = 3 };

/* ---- fingerprints: equal for what is the same to those who see and hear it ---------- */

static uint64_t add_text(uint64_t hash, const char *text) {
    return hash64_text(hash64_number(hash, text != NULL), text ? text : "");
}

static uint64_t add_fact(uint64_t hash, const struct fact *fact) {
    hash = add_text(hash, fact->key);
    hash = add_text(hash, fact->legal_number);
    hash = hash64_number(hash, (uint64_t)fact->value);
    const int64_t numbers[] = {fact->type, fact->valid_from, fact->valid_to, fact->evidence};
    return hash64_bytes(hash, numbers, sizeof numbers);
}

/* 0 for what is not there. */
static uint64_t of_phrase(const struct library *library, const struct phrase *phrase) {
    uint64_t hash = hash64_number(HASH64_EMPTY, (uint64_t)phrase->state);
    for (int i = 0; i < phrase->span_count; i++) {
        const struct span *span = &phrase->spans[i];
        hash = add_text(
            hash, span->lang_ix == LIBRARY_NONE ? NULL : library->languages[span->lang_ix].code);
        hash = span->kind == SPAN_FACT ? add_fact(hash, &library->facts[span->fact_ix])
                                       : add_text(hash, span->text);
    }
    return phrase->span_count ? hash : 0;
}

static const struct phrase *wording(const struct unit *unit, int which, int lang) {
    const struct phrase *const wordings[WORDINGS] = {unit->text, unit->say, unit->shorter};
    return &wordings[which][lang];
}

static uint64_t add_unit(uint64_t hash, const struct library *library, int32_t ix) {
    if (ix == LIBRARY_NONE) {
        return hash64_number(hash, 0);
    }
    const struct unit *unit = &library->units[ix];
    hash = add_text(add_text(add_text(hash, unit->id), unit->pictogram), unit->photo);
    for (int lang = 0; lang < library->language_count; lang++) {
        for (int w = 0; w < WORDINGS; w++) {
            uint64_t phrase = of_phrase(library, wording(unit, w, lang));
            hash = phrase ? hash64_number(add_text(hash, library->languages[lang].code), phrase)
                          : hash;
        }
    }
    return hash;
}

static uint64_t add_questions(uint64_t hash, const struct library *library,
                              const struct item *item) {
    for (int q = 0; q < item->question_count; q++) {
        const struct question *question = &item->questions[q];
        hash = add_unit(hash, library, question->label_ix);
        hash = add_text(hash, question->pictogram);
        for (int a = 0; a < question->answer_count; a++) {
            const struct answer *answer = &question->answers[a];
            hash = add_unit(hash, library, answer->label_ix);
            hash = add_text(hash, answer->pictogram);
            hash = hash64_number(hash, (uint64_t)answer->next);
            hash = answer->next == NEXT_ITEM ? add_text(hash, library->items[answer->next_ix].id)
                                             : hash64_number(hash, (uint64_t)answer->next_ix);
        }
    }
    return hash;
}

static uint64_t add_entry(uint64_t hash, const struct library *library, const struct entry *entry) {
    hash = add_text(add_unit(hash, library, entry->label_ix), entry->pictogram);
    for (int32_t u = 0; u < entry->unit_count; u++) {
        hash = add_unit(hash, library, entry->first_unit + u);
    }
    for (int c = 0; c < entry->condition_count; c++) {
        hash = hash64_number(hash, entry->conditions[c].question);
        hash = hash64_number(hash, entry->conditions[c].answers);
    }
    return hash;
}

static uint64_t add_topic(uint64_t hash, const struct library *library, int32_t item_ix) {
    for (int t = 0; t < library->topic_count; t++) {
        if (library_topic_has(&library->topics[t], item_ix)) {
            hash = add_text(hash, library->topics[t].id);
        }
    }
    return hash;
}

static uint64_t of_item(const struct library *library, int32_t ix) {
    const struct item *item = &library->items[ix];
    const int64_t numbers[] = {item->kind, item->priority, item->evidence, item->valid_from,
                               item->valid_to};
    uint64_t hash = hash64_bytes(HASH64_EMPTY, numbers, sizeof numbers);
    hash = add_text(add_unit(hash, library, item->title_ix), item->pictogram);
    hash = add_topic(hash, library, ix);
    for (int v = 0; v < item->village_count; v++) {
        hash = add_text(hash, item->villages[v]);
    }
    hash = add_questions(hash, library, item);
    for (int s = 0; s < SECTION_COUNT; s++) {
        hash = hash64_number(hash, (uint64_t)s);
        for (int e = 0; e < item->sections[s].count; e++) {
            hash = add_entry(hash, library, &item->sections[s].entries[e]);
        }
    }
    return hash;
}

/* ---- rows --------------------------------------------------------------------------- */

static void add_row(struct diff *diff, enum diff_kind kind, const struct library *library,
                    int32_t ix) {
    const struct item *item = &library->items[ix];
    diff->rows = grow(&diff->memory, diff->rows, (size_t)diff->count, sizeof *diff->rows);
    diff->rows[diff->count++] = (struct diff_row){kind, arena_strdup(&diff->memory, item->id),
                                                  tell_title(library, item, &diff->memory)};
}

static void compare_items(const struct library *now, const struct library *then,
                          struct diff *diff) {
    for (int32_t i = 0; i < then->item_count; i++) {
        int32_t old = library_item(now, then->items[i].id);
        if (old == LIBRARY_NONE) {
            add_row(diff, DIFF_ADDED, then, i);
        } else if (of_item(now, old) != of_item(then, i)) {
            add_row(diff, DIFF_CHANGED, then, i);
        }
    }
    for (int32_t i = 0; i < now->item_count; i++) {
        if (library_item(then, now->items[i].id) == LIBRARY_NONE) {
            add_row(diff, DIFF_REMOVED, now, i);
        }
    }
}

/* ---- languages ---------------------------------------------------------------------- */

/* A unit of a library, or none; a language of it, or none. */
static uint64_t phrase_at(const struct library *library, int32_t unit_ix, int which, int lang) {
    return unit_ix == LIBRARY_NONE || lang == LIBRARY_NONE
               ? 0
               : of_phrase(library, wording(&library->units[unit_ix], which, lang));
}

static void count(struct diff_language *row, uint64_t old, uint64_t new) {
    row->added += !old && new;
    row->removed += old && !new;
    row->changed += old && new &&old != new;
}

static struct diff_language compare_language(const struct library *now, const struct library *then,
                                             const char *code) {
    struct diff_language row = {.code = code};
    int old_lang = library_language(now, code), new_lang = library_language(then, code);
    for (int32_t u = 0; u < (int32_t)then->unit_count; u++) {
        int32_t old = library_unit(now, then->units[u].id);
        for (int w = 0; w < WORDINGS; w++) {
            count(&row, phrase_at(now, old, w, old_lang), phrase_at(then, u, w, new_lang));
        }
    }
    for (int32_t u = 0; u < (int32_t)now->unit_count; u++) {
        bool gone = library_unit(then, now->units[u].id) == LIBRARY_NONE;
        for (int w = 0; gone && w < WORDINGS; w++) {
            count(&row, phrase_at(now, u, w, old_lang), 0);
        }
    }
    return row;
}

static void add_languages(const struct library *now, const struct library *then,
                          const struct library *of, struct diff *diff) {
    for (int i = 0; i < of->language_count; i++) {
        const char *code = of->languages[i].code;
        if (of == then || library_language(then, code) == LIBRARY_NONE) {
            diff->languages[diff->language_count++] =
                compare_language(now, then, arena_strdup(&diff->memory, code));
        }
    }
}

/* ---- the whole ---------------------------------------------------------------------- */

void diff_libraries(const struct library *now, const struct library *then, struct diff *diff_out) {
    *diff_out = (struct diff){0};
    compare_items(now, then, diff_out);
    add_languages(now, then, then, diff_out);
    add_languages(now, then, now, diff_out);
}

void diff_print(const struct diff *diff, FILE *out) {
    static const char *const vi[] = {"thêm", "sửa", "bỏ"};
    static const char *const en[] = {"added", "changed", "removed"};
    for (int i = 0; i < diff->count; i++) {
        const struct diff_row *row = &diff->rows[i];
        fprintf(out, "%s\t%s\t%s\n", diag_text(vi[row->kind], en[row->kind]), row->id, row->title);
    }
    if (diff->count == 0) {
        fprintf(out, "%s\n", diag_text("không mục nào khác", "no item differs"));
    }
    for (int i = 0; i < diff->language_count; i++) {
        const struct diff_language *row = &diff->languages[i];
        fprintf(out, "%s\t%s %u\t%s %u\t%s %u\n", row->code, diag_text(vi[0], en[0]), row->added,
                diag_text(vi[1], en[1]), row->changed, diag_text(vi[2], en[2]), row->removed);
    }
}

void diff_fini(struct diff *diff) {
    arena_fini(&diff->memory);
    *diff = (struct diff){0};
}
