/* Sentences: whose they are, and the numbers that translations hang on. */
#include <stdio.h>
#include <string.h>

#include "content/fields.h"
#include "content/import_item.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static size_t words_in(const char *text) {
    size_t words = 0;
    for (bool before = false; *text; text++) {
        words += *text != ' ' && !before;
        before = *text != ' ';
    }
    return words;
}

static void check_sentence(const struct item_form *f, const struct form_line *line,
                           const char *text) {
    size_t words = words_in(text);
    if (words > IMPORT_WORDS_MAX) {
        ITEM_ERROR(
            f, line, FORM_TEXT,
            "câu dài %zu chữ, nghe khó nhớ; hãy tách thành nhiều câu, mỗi câu một hàng và nhiều "
            "nhất %d chữ",
            "%zu words are hard to follow by ear; make several sentences, a row each, of at "
            "most %d words",
            words, IMPORT_WORDS_MAX);
    }
}

/* The number in the sheet; 0 if there is none, or it is no good (reported). */
static int given_number(const struct item_form *f, const struct form_line *line, bool report) {
    int64_t number = 0;
    const char *given = item_cell(f, line, FORM_ID);
    if (!*given) {
        return 0;
    }
    if (!fields_number(given, &number) || number < 1 || number > 999) {
        if (report) {
            ITEM_ERROR(f, line, FORM_ID, "“%s” không phải số thứ tự của câu; hãy xóa ô này",
                       "\"%s\" is no number of a sentence; clear this cell", given);
        }
        return 0;
    }
    return (int)number;
}

static bool is_sentence(const struct form_line *line) {
    return line->field->role == ROLE_SENTENCE || line->field->role == ROLE_OPENING;
}

static bool opens_block(const struct form_line *line) {
    return line->field->role == ROLE_ENTRY || line->field->role == ROLE_QUESTION ||
           line->field->role == ROLE_ANSWER;
}

/* The highest number of the sentences from line `from` to the next block. */
int item_highest_number(const struct item_form *f, size_t from) {
    int highest = 0;
    for (size_t i = from; i < f->form->line_count && !opens_block(&f->form->lines[i]); i++) {
        const struct form_line *line = &f->form->lines[i];
        int number = is_sentence(line) ? given_number(f, line, false) : 0;
        highest = number > highest ? number : highest;
    }
    return highest;
}

/* True if a line has nothing but its text. */
static bool is_alone(const struct item_form *f, const struct form_line *line) {
    static const enum form_column others[] = {FORM_SAY, FORM_SHORT, FORM_PICTOGRAM, FORM_PHOTO};
    for (size_t i = 0; i < COUNT(others); i++) {
        if (*item_cell(f, line, others[i])) {
            return false;
        }
    }
    return true;
}

static bool is_translated(const struct item_form *f, const struct form_line *line) {
    for (size_t i = 0; i < line->map->translation_count; i++) {
        if (*import_cell(f->import, f->form->sheet, line->row, line->map->translations[i].column)) {
            return true;
        }
    }
    return false;
}

/* Adds a sentence; what translations hang on is the number, so one that was there
 * before keeps its own, and a new one takes none of theirs. */
static const char *add_sentence(struct item_form *f, struct group *group,
                                const struct form_line *line, const char *text, int given) {
    char number[16];
    bool alone = is_alone(f, line);
    int n = ++group->position;
    if (given) {
        n = given;
    } else if (group->highest) {
        n = ++group->highest;
    }
    snprintf(number, sizeof number, "%d", n);
    check_sentence(f, line, text);
    if (alone && n == group->position) {
        item_append(group->list, item_node(f, NODE_VALUE, NULL, text, item_place(line, FORM_TEXT)));
    } else {
        struct yaml_node *map = item_node(f, NODE_MAP, NULL, NULL, item_place(line, FORM_TEXT));
        if (alone) {
            item_add_value(f, map, "text", text, item_place(line, FORM_TEXT));
        } else {
            item_add_wordings(f, line, map, true);
        }
        item_add_value(f, map, "n", n == group->position ? NULL : item_copy(f, number),
                       item_place(line, FORM_ID));
        item_append(group->list, map);
    }
    return item_join(f, group->base, "#", item_copy(f, number));
}

struct line_of_group {
    struct item_form *f;
    struct group *group;
    const struct form_line *line;
};

static void take_part(const struct item_form *f, const char *part, void *context) {
    struct line_of_group *l = context;
    (void)f;
    add_sentence(l->f, l->group, l->line, part, 0);
}

/* A cell with several lines is as many sentences, if it is nothing but text. */
static void take_sentence(struct item_form *f, struct group *group, const struct form_line *line) {
    const char *text = item_cell(f, line, FORM_TEXT);
    int given = given_number(f, line, true);
    bool plain = !given && is_alone(f, line) && !is_translated(f, line);
    if (!item_has_text(f, line)) {
        return;
    }
    if (strchr(text, '\n') && plain) {
        struct line_of_group l = {f, group, line};
        item_each_part(f, text, "\n", take_part, &l);
    } else if (item_is_one_line(f, line)) {
        item_add_translations(f, line, add_sentence(f, group, line, text, given));
    }
}

void item_take_opening(struct item_form *f, const struct form_line *line) {
    take_sentence(f, &f->body, line);
}

/* Below a block a sentence is the block's, else the body's. */
void item_take_sentence(struct item_form *f, const struct form_line *line) {
    if (f->in_questions) {
        ITEM_ERROR(f, line, FORM_TEXT,
                   "câu này đứng dưới câu hỏi nên không biết thuộc mục nào; hãy chuyển nó lên trên",
                   "this sentence stands below a question, so it belongs to nothing; move it up");
        return;
    }
    if (f->block && !f->here.list) {
        f->here.list = item_append(
            f->block, item_node(f, NODE_LIST, "sentences", NULL, item_place(line, FORM_TEXT)));
    }
    take_sentence(f, f->block ? &f->here : &f->body, line);
}
