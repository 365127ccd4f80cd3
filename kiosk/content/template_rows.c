/* What stands in a form: the rows of an empty one, the rows of an item. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/template_parts.h"
#include "content/typed.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *name_of(const struct template *t, enum form_role role, enum section section) {
    return form_field_of(role, t->kind, section)->names[0];
}

/* ---- empty ------------------------------------------------------------------------- */

struct empty_row {
    enum form_role role;
    enum section section;
    enum sheet_style style;
    int count;
    unsigned kinds;
};

static const struct empty_row EMPTY[] = {
    {ROLE_TITLE, SECTION_BODY, SHEET_REQUIRED, 1, FORM_NOTICE | FORM_PROCEDURE},
    {ROLE_TOPIC, SECTION_BODY, SHEET_REQUIRED, 1, FORM_NOTICE | FORM_PROCEDURE},
    {ROLE_SENTENCE, SECTION_BODY, SHEET_REQUIRED, 8, FORM_NOTICE},
    {ROLE_CODE, SECTION_BODY, SHEET_LABEL, 1, FORM_PROCEDURE},
    {ROLE_OPENING, SECTION_BODY, SHEET_REQUIRED, 2, FORM_PROCEDURE},
    {ROLE_FROM, SECTION_BODY, SHEET_LABEL, 1, FORM_NOTICE | FORM_PROCEDURE},
    {ROLE_TO, SECTION_BODY, SHEET_LABEL, 1, FORM_NOTICE | FORM_PROCEDURE},
    {ROLE_VILLAGES, SECTION_BODY, SHEET_LABEL, 1, FORM_NOTICE | FORM_PROCEDURE},
    {ROLE_LEGAL, SECTION_BODY, SHEET_LABEL, 2, FORM_NOTICE | FORM_PROCEDURE},
    {ROLE_SOURCES, SECTION_BODY, SHEET_LABEL, 1, FORM_NOTICE | FORM_PROCEDURE},
    {ROLE_PRIORITY, SECTION_BODY, SHEET_LABEL, 1, FORM_NOTICE | FORM_PROCEDURE},
    {ROLE_EVIDENCE, SECTION_BODY, SHEET_LABEL, 1, FORM_NOTICE | FORM_PROCEDURE},
    {ROLE_FACT, SECTION_BODY, SHEET_LABEL, 2, FORM_NOTICE | FORM_PROCEDURE},
    {ROLE_QUESTION, SECTION_BODY, SHEET_LABEL, 1, FORM_PROCEDURE},
    {ROLE_ANSWER, SECTION_BODY, SHEET_LABEL, 2, FORM_PROCEDURE},
    {ROLE_ENTRY, SECTION_PAPERS, SHEET_REQUIRED, 4, FORM_PROCEDURE},
    {ROLE_ENTRY, SECTION_STEPS, SHEET_REQUIRED, 4, FORM_PROCEDURE},
    {ROLE_ENTRY, SECTION_WHERE, SHEET_LABEL, 1, FORM_PROCEDURE},
    {ROLE_ENTRY, SECTION_FEE, SHEET_LABEL, 1, FORM_PROCEDURE},
    {ROLE_ENTRY, SECTION_TIME, SHEET_LABEL, 1, FORM_PROCEDURE},
    {ROLE_ENTRY, SECTION_RESULT, SHEET_LABEL, 1, FORM_PROCEDURE},
    {ROLE_ENTRY, SECTION_HARD, SHEET_LABEL, 2, FORM_PROCEDURE},
};

/* Only what is listed is taken; the rest is typed. */
static void offer(struct template *t, uint32_t row, enum form_column column,
                  const char *const *choices) {
    struct sheet_cell *cell = template_cell(t, row, column);
    if (cell) {
        cell->choices = choices;
        cell->choices_only = true;
    }
}

static void offer_by_role(struct template *t, uint32_t row, enum form_role role) {
    switch (role) {
    case ROLE_TOPIC:
        offer(t, row, FORM_TEXT, t->topics);
        break;
    case ROLE_PRIORITY:
        offer(t, row, FORM_TEXT, FORM_PRIORITIES);
        break;
    case ROLE_EVIDENCE:
        offer(t, row, FORM_TEXT, TEMPLATE_GRADES);
        break;
    case ROLE_FACT:
        offer(t, row, FORM_TYPE, FORM_FACT_TYPES);
        offer(t, row, FORM_EVIDENCE, TEMPLATE_GRADES);
        break;
    default:
        break;
    }
}

void template_empty(struct template *t) {
    for (size_t i = 0; i < COUNT(EMPTY); i++) {
        for (int n = 0; (EMPTY[i].kinds & 1U << t->kind) && n < EMPTY[i].count; n++) {
            uint32_t row =
                template_row(t, name_of(t, EMPTY[i].role, EMPTY[i].section), EMPTY[i].style);
            offer_by_role(t, row, EMPTY[i].role);
        }
    }
}

/* ---- filled in ----------------------------------------------------------------------- */

static const char *keep(struct template *t, const char *text) {
    return arena_strdup(t->arena, text);
}

static uint32_t add(struct template *t, enum form_role role, enum section section,
                    const char *text) {
    uint32_t row = template_row(t, name_of(t, role, section), SHEET_LABEL);
    template_put(t, row, FORM_TEXT, text);
    offer_by_role(t, row, role);
    return row;
}

static const char *date_text(struct template *t, int32_t date) {
    char text[16] = "";
    if (date) {
        typed_date_text(date, text, sizeof text);
    }
    return keep(t, text);
}

/* A unit's wordings and what they are translated to. */
static void put_unit(struct template *t, uint32_t row, const struct source_unit *unit) {
    static const enum form_column columns[] = {
        [VARIANT_TEXT] = FORM_TEXT, [VARIANT_SAY] = FORM_SAY, [VARIANT_SHORT] = FORM_SHORT};
    for (int v = 0; v < VARIANT_COUNT; v++) {
        template_put(t, row, columns[v], unit->wordings[v][LIBRARY_VIETNAMESE].text);
    }
    for (uint32_t c = 0; c < t->column_count; c++) {
        const struct template_column *column = &t->columns[c];
        if (column->lang_ix) {
            t->cells[row * t->column_count + c].text =
                unit->wordings[column->variant][column->lang_ix].text;
        }
    }
    template_put(t, row, FORM_PICTOGRAM, unit->pictogram);
    template_put(t, row, FORM_PHOTO, unit->photo);
}

static uint32_t add_unit(struct template *t, enum form_role role, enum section section,
                         int32_t unit_ix, const char *id) {
    uint32_t row = add(t, role, section, NULL);
    put_unit(t, row, &t->source->units[unit_ix]);
    template_put(t, row, FORM_ID, id);
    return row;
}

static void fill_names(struct template *t, enum form_role role, const struct source_names *names) {
    for (int i = 0; i < names->count; i++) {
        add(t, role, SECTION_BODY, names->list[i].text);
    }
}

static void fill_head(struct template *t) {
    static const char *const grades[] = {"A", "B", "C", "D"};
    const struct source_item *item = t->item;
    const char *topic = NULL;
    for (int i = 0; i < t->source->topic_count; i++) {
        topic = str_same(t->source->topics[i].id, item->topic.text) ? t->topics[i] : topic;
    }
    uint32_t title = add_unit(t, ROLE_TITLE, SECTION_BODY, item->title_ix, NULL);
    template_put(t, title, FORM_PICTOGRAM, item->pictogram);
    add(t, ROLE_TOPIC, SECTION_BODY, topic);
    add(t, ROLE_ID, SECTION_BODY, item->id);
    if (item->code) {
        add(t, ROLE_CODE, SECTION_BODY, item->code);
    }
    add(t, ROLE_PRIORITY, SECTION_BODY, FORM_PRIORITIES[item->priority]);
    add(t, ROLE_FROM, SECTION_BODY, date_text(t, item->valid_from));
    add(t, ROLE_TO, SECTION_BODY, date_text(t, item->valid_to));
    fill_names(t, ROLE_VILLAGES, &item->villages);
    add(t, ROLE_EVIDENCE, SECTION_BODY, grades[item->evidence - 'A']);
    fill_names(t, ROLE_LEGAL, &item->legal);
    fill_names(t, ROLE_SOURCES, &item->sources);
}

static void fill_fact(struct template *t, const struct fact *fact) {
    char value[32];
    const char grade[2] = {fact->evidence, '\0'};
    snprintf(value, sizeof value, "%lld", (long long)fact->value);
    uint32_t row =
        add(t, ROLE_FACT, SECTION_BODY,
            fact->type == FACT_DATE ? date_text(t, (int32_t)fact->value) : keep(t, value));
    template_put(t, row, FORM_ID, fact->key);
    template_put(t, row, FORM_TYPE, FORM_FACT_TYPES[fact->type]);
    template_put(t, row, FORM_LEGAL, fact->legal_number);
    template_put(t, row, FORM_FROM, date_text(t, fact->valid_from));
    template_put(t, row, FORM_TO, date_text(t, fact->valid_to));
    template_put(t, row, FORM_CHECKED_ON, date_text(t, fact->checked_on));
    template_put(t, row, FORM_CHECKED_BY, fact->checked_by);
    template_put(t, row, FORM_EVIDENCE, keep(t, grade));
}

static void fill_sentences(struct template *t, const struct source_entry *entry,
                           enum form_role role) {
    for (int i = 0; i < entry->unit_count; i++) {
        int32_t unit_ix = entry->first_unit + i;
        const char *number = strrchr(t->source->units[unit_ix].id, '#');
        add_unit(t, role, SECTION_BODY, unit_ix, number ? number + 1 : NULL);
    }
}

/* "place: slip, home; age: late" */
static const char *when_text(struct template *t, const struct source_entry *entry) {
    char *text = NULL;
    size_t bytes = 0;
    FILE *out = open_memstream(&text, &bytes);
    if (!out) {
        abort();
    }
    for (int c = 0; c < entry->condition_count; c++) {
        const struct source_condition *condition = &entry->conditions[c];
        fprintf(out, "%s%s: ", c ? "; " : "", condition->question.text);
        for (int a = 0; a < condition->answers.count; a++) {
            fprintf(out, "%s%s", a ? ", " : "", condition->answers.list[a].text);
        }
    }
    fclose(out);
    const char *kept = keep(t, text);
    free(text);
    return kept;
}

static void fill_section(struct template *t, enum section section) {
    const struct source_section *blocks = &t->item->sections[section];
    for (int e = 0; e < blocks->count; e++) {
        const struct source_entry *entry = &blocks->entries[e];
        uint32_t row = add_unit(t, ROLE_ENTRY, section, entry->label_ix, entry->id);
        template_put(t, row, FORM_WHEN, when_text(t, entry));
        fill_sentences(t, entry, ROLE_SENTENCE);
    }
}

static void fill_question(struct template *t, const struct source_question *question) {
    add_unit(t, ROLE_QUESTION, SECTION_BODY, question->label_ix, question->id);
    for (int a = 0; a < question->answer_count; a++) {
        const struct source_answer *answer = &question->answers[a];
        bool papers = str_same(answer->next_name.text, "papers");
        uint32_t row = add_unit(t, ROLE_ANSWER, SECTION_BODY, answer->label_ix, answer->id);
        template_put(t, row, FORM_NEXT, papers ? "giấy tờ" : answer->next_name.text);
    }
}

void template_fill(struct template *t) {
    const struct source_item *item = t->item;
    fill_head(t);
    for (int i = 0; i < item->fact_count; i++) {
        fill_fact(t, &item->facts[i].fact);
    }
    fill_sentences(t, &item->sections[SECTION_BODY].entries[0],
                   t->kind == ITEM_NOTICE ? ROLE_SENTENCE : ROLE_OPENING);
    for (int q = 0; q < item->question_count; q++) {
        fill_question(t, &item->questions[q]);
    }
    for (int s = SECTION_PAPERS; s < SECTION_COUNT; s++) {
        fill_section(t, (enum section)s);
    }
}
