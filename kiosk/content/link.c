#include "content/link.h"

#include <string.h>

#include "base/str.h"
#include "content/fields.h"

static const char ITEM_PREFIX[] = "item:";

static int32_t item_ix(const struct source *source, const char *id) {
    for (int32_t i = 0; i < source->item_count; i++) {
        if (str_same(source->items[i].id, id)) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

static int question_ix(const struct source_item *item, const char *id) {
    for (int q = 0; q < item->question_count; q++) {
        if (str_same(item->questions[q].id, id)) {
            return q;
        }
    }
    return LIBRARY_NONE;
}

static int answer_ix(const struct source_question *question, const char *id) {
    for (int a = 0; a < question->answer_count; a++) {
        if (str_same(question->answers[a].id, id)) {
            return a;
        }
    }
    return LIBRARY_NONE;
}

/* ---- topics ---------------------------------------------------------------------- */

/* The topic whose list names the item; *count_out says how often any does. */
static const struct source_topic *topic_of(const struct source *source, const char *item,
                                           int *count_out) {
    const struct source_topic *found = NULL;
    *count_out = 0;
    for (int t = 0; t < source->topic_count; t++) {
        const struct source_topic *topic = &source->topics[t];
        for (int i = 0; i < topic->items.count; i++) {
            bool names_it = str_same(topic->items.list[i].text, item);
            found = names_it && !found ? topic : found;
            *count_out += names_it;
        }
    }
    return found;
}

static void link_topic(struct source *source, struct source_topic *topic, struct diag *diag) {
    topic->item_ixs = arena_array(&source->memory, topic->items.count, sizeof *topic->item_ixs);
    for (int i = 0; i < topic->items.count; i++) {
        const struct source_name *name = &topic->items.list[i];
        topic->item_ixs[i] = item_ix(source, name->text);
        if (topic->item_ixs[i] == LIBRARY_NONE) {
            diag_error(diag, source->topics_file, name->line,
                       "không có mục “%s”; hãy thêm tệp của nó hoặc bỏ khỏi chủ đề",
                       "there is no item \"%s\"; add its file or take it out of the topic",
                       name->text);
        }
    }
}

static bool is_topic(const struct source *source, const char *id) {
    for (int t = 0; t < source->topic_count; t++) {
        if (str_same(source->topics[t].id, id)) {
            return true;
        }
    }
    return false;
}

/* An item of a layer may lie in a topic of the pack below. */
static void link_membership(const struct source *source, struct source_item *item,
                            struct diag *diag) {
    int count;
    const struct source_topic *topic = topic_of(source, item->id, &count);
    if (count == 0 && source->pack.kind == LIBRARY_LAYER && !is_topic(source, item->topic.text) &&
        fields_is_id(item->topic.text)) {
        item->outer_topic = item->topic.text;
    } else if (count == 0) {
        diag_error(diag, item->file, item->line,
                   "mục “%s” không thuộc chủ đề nào; hãy ghi nó vào topics.yaml",
                   "the item \"%s\" is in no topic; write it into topics.yaml", item->id);
    } else if (count > 1) {
        diag_error(diag, item->file, item->line,
                   "mục “%s” được ghi %d lần trong topics.yaml; hãy để lại một",
                   "the item \"%s\" is written %d times in topics.yaml; leave one", item->id,
                   count);
    } else if (!str_same(topic->id, item->topic.text)) {
        diag_error(diag, item->file, item->topic.line,
                   "ở đây ghi chủ đề “%s”, topics.yaml lại ghi “%s”; hãy sửa cho giống nhau",
                   "the topic here is \"%s\" but \"%s\" in topics.yaml; make them equal",
                   item->topic.text, topic->id);
    }
}

/* ---- questions ------------------------------------------------------------------- */

static bool starts_item(const char *next) {
    return strncmp(next, ITEM_PREFIX, strlen(ITEM_PREFIX)) == 0;
}

static void link_answer(const struct source *source, const struct source_item *item,
                        struct source_answer *answer, struct diag *diag) {
    const char *next = answer->next_name.text;
    answer->next_ix = LIBRARY_NONE;
    if (str_same(next, "papers")) {
        answer->next = NEXT_PAPERS;
        return;
    }
    answer->next = starts_item(next) ? NEXT_ITEM : NEXT_QUESTION;
    answer->next_ix =
        starts_item(next) ? item_ix(source, next + strlen(ITEM_PREFIX)) : question_ix(item, next);
    bool itself = answer->next == NEXT_ITEM && answer->next_ix >= 0 &&
                  &source->items[answer->next_ix] == item;
    bool outside = source->pack.kind == LIBRARY_LAYER && answer->next == NEXT_ITEM &&
                   answer->next_ix == LIBRARY_NONE && fields_is_id(next + strlen(ITEM_PREFIX));
    if (outside) { /* an item of the pack below */
        answer->next_item = next + strlen(ITEM_PREFIX);
    } else if (answer->next_ix == LIBRARY_NONE || itself) {
        diag_error(diag, item->file, answer->next_name.line,
                   "“%s” không dẫn tới đâu; hãy viết mã một câu hỏi, “papers”, hoặc “item:” và mã "
                   "mục khác",
                   "\"%s\" leads nowhere; write a question's id, \"papers\", or \"item:\" and "
                   "another item's id",
                   next);
    }
}

static void link_condition(const struct source_item *item, struct source_condition *row,
                           struct diag *diag) {
    int q = question_ix(item, row->question.text);
    row->linked = (struct condition){0};
    if (q < 0) {
        diag_error(diag, item->file, row->question.line, "không có câu hỏi “%s”; hãy sửa “when”",
                   "there is no question \"%s\"; correct "
                   "\"when\"",
                   row->question.text);
        return;
    }
    row->linked.question = (uint8_t)q;
    for (int i = 0; i < row->answers.count; i++) {
        const struct source_name *name = &row->answers.list[i];
        int a = answer_ix(&item->questions[q], name->text);
        if (a < 0) {
            diag_error(diag, item->file, name->line,
                       "câu hỏi “%s” không có trả lời “%s”; hãy sửa “when”",
                       "the question \"%s\" has no answer \"%s\"; correct \"when\"",
                       row->question.text, name->text);
        } else {
            row->linked.answers |= (uint8_t)(1u << a);
        }
    }
}

static void link_section(const struct source_item *item, struct source_section *section,
                         struct diag *diag) {
    for (int e = 0; e < section->count; e++) {
        for (int c = 0; c < section->entries[e].condition_count; c++) {
            link_condition(item, &section->entries[e].conditions[c], diag);
        }
    }
}

static void link_item_names(const struct source *source, struct source_item *item,
                            struct diag *diag) {
    link_membership(source, item, diag);
    for (int q = 0; q < item->question_count; q++) {
        for (int a = 0; a < item->questions[q].answer_count; a++) {
            link_answer(source, item, &item->questions[q].answers[a], diag);
        }
    }
    for (int s = 0; s < SECTION_COUNT; s++) {
        link_section(item, &item->sections[s], diag);
    }
}

/* ---- languages ------------------------------------------------------------------- */

static void link_language(const struct source *source, struct source_language *row,
                          struct diag *diag) {
    int greeting = source_language_ix(source, row->greeting_lang, strlen(row->greeting_lang));
    row->language.greeting.lang_ix = (int8_t)greeting;
    if (greeting < 0) {
        diag_error(diag, row->file, row->line,
                   "không có tiếng “%s” để nói lời chào; hãy sửa greeting.lang",
                   "there is no language \"%s\" to say the greeting in; correct greeting.lang",
                   row->greeting_lang);
    }
    if (row->parent && source_language_ix(source, row->parent, strlen(row->parent)) < 0) {
        diag_error(diag, row->file, row->line, "không có tiếng “%s”; hãy sửa parent",
                   "there is no language \"%s\"; correct parent", row->parent);
    }
}

void link_source(struct source *source, struct diag *diag) {
    for (int i = 0; i < source->language_count; i++) {
        link_language(source, &source->languages[i], diag);
    }
    for (int t = 0; t < source->topic_count; t++) {
        link_topic(source, &source->topics[t], diag);
    }
    for (int i = 0; i < source->item_count; i++) {
        link_item_names(source, &source->items[i], diag);
    }
}
