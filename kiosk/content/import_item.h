/* A form while it becomes an item: the tree that will be YAML, and what the parts of
 * import_form share. A node's `line` is the place of its cell (place_of). Problems
 * are reported where they are found, and reading goes on. Everything lives in the
 * import's arena. */
#ifndef CONTENT_IMPORT_ITEM_H
#define CONTENT_IMPORT_ITEM_H

#include "content/import_parts.h"

/* The keys of an item in the order they are written, but that questions follow the
 * body. */
enum slot {
    SLOT_ID,
    SLOT_TOPIC,
    SLOT_TITLE,
    SLOT_PICTOGRAM,
    SLOT_PRIORITY,
    SLOT_AUDIENCE,
    SLOT_VALID_FROM,
    SLOT_VALID_TO,
    SLOT_EVIDENCE,
    SLOT_LEGAL,
    SLOT_SOURCES,
    SLOT_CODE,
    SLOT_FACTS,
    SLOT_QUESTIONS,
    SLOT_SECTIONS,
    SLOT_COUNT = SLOT_SECTIONS + SECTION_COUNT
};

/* Sentences that are numbered together. */
struct group {
    const char *base;       /* their id before '#' */
    struct yaml_node *list; /* NULL: none yet */
    int position;           /* of the last one */
    int highest;            /* number given in the sheet */
};

struct item_form {
    struct import *import;
    const struct form *form;
    const char *id;
    char evidence; /* of the item, and of facts that do not say */
    struct yaml_node *slots[SLOT_COUNT];
    struct yaml_node *block;   /* whose sentences come now; NULL = the body's */
    const char *question_id;   /* whose answers come now ... */
    struct yaml_node *answers; /* ... and where they go; NULL before the first question */
    struct group body, here;   /* `here` is the block's */
    bool in_questions;
    const struct source_topic *topic; /* NULL: none found yet */
};

#define ITEM_ERROR(f, line, column, ...)                                                           \
    import_error((f)->import, (f)->form->sheet, (line)->row, import_line_column(line, column),     \
                 __VA_ARGS__)

/* ---- trees: import_text.c ----------------------------------------------------------- */

struct yaml_node *item_node(const struct item_form *f, enum node_kind kind, const char *key,
                            const char *text, int place);

/* Puts `child` at the end of a list or map; returns it. */
struct yaml_node *item_append(struct yaml_node *parent, struct yaml_node *child);

/* Appends "key: text" to a map; nothing if `text` is NULL or "". */
void item_add_value(const struct item_form *f, struct yaml_node *map, const char *key,
                    const char *text, int place);

const char *item_copy(const struct item_form *f, const char *text);
const char *item_join(const struct item_form *f, const char *a, const char *sign, const char *b);

/* The slot's node, made if it is not there. */
struct yaml_node *item_slot(struct item_form *f, enum slot slot, enum node_kind kind,
                            const char *key, int place);

/* True (reported) if the slot has been filled: the thing is said once an item. */
bool item_is_said_twice(const struct item_form *f, const struct form_line *line, enum slot slot);

/* ---- cells: import_text.c ------------------------------------------------------------ */

const char *item_cell(const struct item_form *f, const struct form_line *line,
                      enum form_column column);
int item_place(const struct form_line *line, enum form_column column);

/* Gives `take` each part of a text between `signs`, without spaces around it. */
void item_each_part(const struct item_form *f, const char *text, const char *signs,
                    void (*take)(const struct item_form *f, const char *part, void *context),
                    void *context);

/* False (reported) if the text is empty; if a cell that is one line has several. */
bool item_has_text(const struct item_form *f, const struct form_line *line);
bool item_is_one_line(const struct item_form *f, const struct form_line *line);

/* Reports a label too long for a button. */
void item_check_label(const struct item_form *f, const struct form_line *line);

/* text, say, short and photo of a line into its map; pictogram too if told so. */
void item_add_wordings(const struct item_form *f, const struct form_line *line,
                       struct yaml_node *map, bool with_pictogram);

/* Adds what the line translates of the unit with this id. */
void item_add_translations(const struct item_form *f, const struct form_line *line, const char *id);

/* What a line is called: its own id, else one made of its text that none in `list`
 * has (NULL = none there yet). */
const char *item_id_of(const struct item_form *f, const struct form_line *line,
                       const struct yaml_node *list);

/* A name that is an id, or the text that an id was made of, as the id. */
const char *item_name_of(const struct item_form *f, const char *text);

/* ---- lines: import_sentence.c, import_head.c, import_guide.c --------------------------- */

/* The highest number that is given to the sentences from line `from` to the next
 * block, 0 if none is. */
int item_highest_number(const struct item_form *f, size_t from);

/* A grade of evidence "A".."D"; NULL if the cell is empty or has none (reported). */
const char *item_grade_in(const struct item_form *f, const struct form_line *line,
                          enum form_column column);

/* For item_each_part: appends the part to a list. */
struct part_of_list {
    struct yaml_node *list;
    int place;
    bool as_id; /* names become ids */
};
void item_take_list_part(const struct item_form *f, const char *part, void *context);

/* Each takes a line of its role into the item. */
void item_take_opening(struct item_form *f, const struct form_line *line);
void item_take_sentence(struct item_form *f, const struct form_line *line);
void item_take_title(struct item_form *f, const struct form_line *line);
void item_take_topic(struct item_form *f, const struct form_line *line);
void item_take_date(struct item_form *f, const struct form_line *line);
void item_take_villages(struct item_form *f, const struct form_line *line);
void item_take_list(struct item_form *f, const struct form_line *line);
void item_take_priority(struct item_form *f, const struct form_line *line);
void item_take_evidence(struct item_form *f, const struct form_line *line);
void item_take_code(struct item_form *f, const struct form_line *line);
void item_take_fact(struct item_form *f, const struct form_line *line);
void item_take_question(struct item_form *f, const struct form_line *line);
void item_take_answer(struct item_form *f, const struct form_line *line);
void item_take_entry(struct item_form *f, const struct form_line *line);

#endif
