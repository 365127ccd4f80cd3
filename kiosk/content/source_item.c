/* notices/<id>.yaml and procedures/<id>.yaml */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/file.h"
#include "content/grow.h"
#include "content/source_parts.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *const EVIDENCE[] = {"A", "B", "C", "D", NULL};

/* The head and the raw rest of an item. */
struct item_record {
    const char *id;
    struct source_name topic;
    struct source_text title;
    int priority; /* enum priority */
    int evidence; /* from 'A' */
    int32_t valid_from, valid_to;
    const char *code;
    const struct yaml_node *audience, *facts, *questions;
    struct source_names legal, sources;
    const struct yaml_node *sections[SECTION_COUNT];
};

/* An item while it is read. */
struct item_reading {
    const struct reading *in;
    struct source_item *item;
    int32_t item_ix;
};

static const char *id_of(const struct item_reading *r, const char *a, const char *b,
                         const char *c) {
    return source_id(r->in->source, r->item->id, a, b, c);
}

static const char *sentence_id(const struct item_reading *r, const char *base, int number) {
    char id[SOURCE_ID_BYTES];
    struct str s;
    str_init(&s, id, sizeof id);
    str_printf(&s, "%s#%d", base, number);
    return arena_strdup(&r->in->source->memory, id);
}

/* ---- facts ----------------------------------------------------------------------- */

struct fact_record {
    int type; /* enum fact_type */
    const char *value;
    const char *legal_number, *checked_by;
    int32_t valid_from, valid_to, checked_on;
    int evidence;
};

static bool fact_value(enum fact_type type, const char *text, int64_t *value_out) {
    if (type == FACT_DATE) {
        *value_out = fields_date(text);
        return *value_out != 0;
    }
    return fields_number(text, value_out) && *value_out >= 0;
}

static bool read_fact(const struct reading *in, const struct yaml_node *node,
                      struct source_fact *fact_out) {
    static const char *const types[] = {"money", "count", "date", NULL};
#define AT(n) offsetof(struct fact_record, n)
    static const struct field fields[] = {
        {"type", FIELD_CHOICE, true, AT(type), types, 0, 0},
        {"value", FIELD_STRING, true, AT(value), NULL, 0, 0},
        {"legal_number", FIELD_STRING, false, AT(legal_number), NULL, 0, 0},
        {"valid_from", FIELD_DATE, false, AT(valid_from), NULL, 0, 0},
        {"valid_to", FIELD_DATE, false, AT(valid_to), NULL, 0, 0},
        {"checked_on", FIELD_DATE, false, AT(checked_on), NULL, 0, 0},
        {"checked_by", FIELD_STRING, false, AT(checked_by), NULL, 0, 0},
        {"evidence", FIELD_CHOICE, true, AT(evidence), EVIDENCE, 0, 0},
    };
#undef AT
    struct fact_record r = {0};
    int64_t value = 0;
    if (!fields_read(in, node, fields, COUNT(fields), &r)) {
        return false;
    }
    if (!fact_value((enum fact_type)r.type, r.value, &value)) {
        diag_error(in->diag, in->file, node->line,
                   "“%s” không phải %s; hãy viết số liền, không dấu chấm, hoặc năm-tháng-ngày",
                   "\"%s\" is no %s; write a bare whole number, or year-month-day", r.value,
                   types[r.type]);
        return false;
    }
    *fact_out = (struct source_fact){.line = node->line,
                                     .fact = {.key = node->key,
                                              .type = (enum fact_type)r.type,
                                              .value = value,
                                              .legal_number = r.legal_number,
                                              .valid_from = r.valid_from,
                                              .valid_to = r.valid_to,
                                              .checked_on = r.checked_on,
                                              .checked_by = r.checked_by,
                                              .evidence = (char)('A' + r.evidence)}};
    return true;
}

/* Only what can stand between braces in a text. */
static bool is_key(const char *text) { return fields_is_id(text) && !strchr(text, '-'); }

static void read_facts(const struct item_reading *r, const struct yaml_node *map) {
    struct source_item *item = r->item;
    for (const struct yaml_node *node = map ? map->first : NULL; node; node = node->next) {
        struct source_fact fact;
        if (!is_key(node->key)) {
            diag_error(r->in->diag, r->in->file, node->line,
                       "tên “%s” không dùng được; hãy chỉ dùng a-z, số và dấu _",
                       "the name \"%s\" cannot be used; use a-z, digits and _ only", node->key);
        } else if (read_fact(r->in, node, &fact) && item->fact_count < UINT16_MAX) {
            item->facts = grow(&r->in->source->memory, item->facts, item->fact_count, sizeof fact);
            item->facts[item->fact_count++] = fact;
        }
    }
}

/* ---- sentences, entries ------------------------------------------------------------ */

/* Sentences of one block, numbered by position or explicitly; `base` is the id
 * before '#'. */
static void read_sentences(const struct item_reading *r, const struct yaml_node *list,
                           const char *base, struct source_entry *entry) {
    struct source *source = r->in->source;
    int position = 0;
    entry->first_unit = (int32_t)source->unit_count;
    for (const struct yaml_node *n = list ? list->first : NULL; n; n = n->next) {
        struct source_text text = {0};
        position++;
        if (!fields_text(r->in, n, &text) || entry->unit_count == UINT16_MAX) {
            continue;
        }
        int number = text.number ? (int)text.number : position;
        source_add_unit(r->in, sentence_id(r, base, number), ROOM_SENTENCE, r->item_ix, &text);
        entry->unit_count++;
    }
}

static void read_conditions(const struct item_reading *r, const struct yaml_node *map,
                            struct source_entry *entry) {
    struct arena *memory = &r->in->source->memory;
    for (const struct yaml_node *n = map ? map->first : NULL; n; n = n->next) {
        struct source_condition row = {.question = {n->key, n->line}};
        struct field field = {n->key, FIELD_NAMES, true, offsetof(struct source_condition, answers),
                              NULL,   0,           0};
        struct yaml_node one = {.kind = NODE_MAP, .line = n->line};
        struct yaml_node alone = *n;
        alone.next = NULL;
        one.first = &alone;
        if (!fields_read(r->in, &one, &field, 1, &row) || entry->condition_count == UINT8_MAX) {
            continue;
        }
        entry->conditions = grow(memory, entry->conditions, entry->condition_count, sizeof row);
        entry->conditions[entry->condition_count++] = row;
    }
}

struct entry_record {
    const char *id;
    struct source_text label;
    const struct yaml_node *when, *sentences;
};

static bool read_entry(const struct item_reading *r, const struct yaml_node *node,
                       const char *section, struct source_entry *entry_out) {
#define AT(n) offsetof(struct entry_record, n)
    static const struct field fields[] = {
        {"id", FIELD_ID, true, AT(id), NULL, 0, 0},
        {"when", FIELD_MAP, false, AT(when), NULL, 0, 0},
        BUTTON_FIELDS(struct entry_record, label),
        {"photo", FIELD_STRING, false, AT(label.photo), NULL, 0, 0},
        {"sentences", FIELD_LIST, false, AT(sentences), NULL, 0, 0},
    };
#undef AT
    struct entry_record record = {0};
    if (!fields_read(r->in, node, fields, COUNT(fields), &record)) {
        return false;
    }
    const char *label = id_of(r, section, record.id, NULL);
    *entry_out = (struct source_entry){
        .id = record.id,
        .line = node->line,
        .label_ix = source_add_unit(r->in, label, ROOM_BUTTON, r->item_ix, &record.label),
        .pictogram = record.label.pictogram,
    };
    read_sentences(r, record.sentences, label, entry_out);
    read_conditions(r, record.when, entry_out);
    return true;
}

static void read_section(const struct item_reading *r, const struct yaml_node *list,
                         const char *name, struct source_section *section) {
    for (const struct yaml_node *n = list ? list->first : NULL; n; n = n->next) {
        struct source_entry entry;
        if (read_entry(r, n, name, &entry) && section->count < UINT16_MAX) {
            section->entries = grow(&r->in->source->memory, section->entries, section->count,
                                    sizeof *section->entries);
            section->entries[section->count++] = entry;
        }
    }
}

static void read_body(const struct item_reading *r, const struct yaml_node *list) {
    struct source_entry *entry = arena_array(&r->in->source->memory, 1, sizeof *entry);
    *entry = (struct source_entry){.line = list->line, .label_ix = LIBRARY_NONE};
    read_sentences(r, list, id_of(r, "body", NULL, NULL), entry);
    r->item->sections[SECTION_BODY] = (struct source_section){entry, 1};
}

/* ---- questions ---------------------------------------------------------------------- */

struct answer_record {
    const char *id;
    struct source_text label;
    struct source_name next;
};

static void read_answer(const struct item_reading *r, const struct yaml_node *node,
                        struct source_question *question) {
#define AT(n) offsetof(struct answer_record, n)
    static const struct field fields[] = {
        {"id", FIELD_ID, true, AT(id), NULL, 0, 0},
        BUTTON_FIELDS(struct answer_record, label),
        {"photo", FIELD_STRING, false, AT(label.photo), NULL, 0, 0},
        {"next", FIELD_PLACED, true, AT(next), NULL, 0, 0},
    };
#undef AT
    struct answer_record record = {0};
    if (!fields_read(r->in, node, fields, COUNT(fields), &record)) {
        return;
    }
    if (question->answer_count == LIBRARY_ANSWERS_MAX) {
        diag_error(r->in->diag, r->in->file, node->line,
                   "quá %d câu trả lời, không vừa một trang; hãy hỏi làm hai lần",
                   "more than %d answers do not fit a page; ask twice", LIBRARY_ANSWERS_MAX);
        return;
    }
    const char *base = id_of(r, "questions", question->id, record.id);
    question->answers[question->answer_count++] = (struct source_answer){
        .id = record.id,
        .line = node->line,
        .label_ix = source_add_unit(r->in, base, ROOM_BUTTON, r->item_ix, &record.label),
        .pictogram = record.label.pictogram,
        .next_name = record.next,
    };
}

struct question_record {
    const char *id;
    struct source_text text;
    const struct yaml_node *answers;
};

static void read_question(const struct item_reading *r, const struct yaml_node *node) {
#define AT(n) offsetof(struct question_record, n)
    static const struct field fields[] = {
        {"id", FIELD_ID, true, AT(id), NULL, 0, 0},
        BUTTON_FIELDS(struct question_record, text),
        {"photo", FIELD_STRING, false, AT(text.photo), NULL, 0, 0},
        {"answers", FIELD_LIST, true, AT(answers), NULL, 0, 0},
    };
#undef AT
    struct question_record record = {0};
    if (!fields_read(r->in, node, fields, COUNT(fields), &record)) {
        return;
    }
    if (r->item->question_count == LIBRARY_QUESTIONS_MAX) {
        diag_error(
            r->in->diag, r->in->file, node->line, "quá %d câu hỏi; hãy bớt hoặc tách thủ tục",
            "more than %d questions; ask less or split the procedure", LIBRARY_QUESTIONS_MAX);
        return;
    }
    struct source_question *question = &r->item->questions[r->item->question_count++];
    *question = (struct source_question){
        .id = record.id,
        .line = node->line,
        .label_ix = source_add_unit(r->in, id_of(r, "questions", record.id, NULL), ROOM_SENTENCE,
                                    r->item_ix, &record.text),
        .pictogram = record.text.pictogram,
    };
    for (const struct yaml_node *n = record.answers->first; n; n = n->next) {
        read_answer(r, n, question);
    }
}

/* ---- the item ------------------------------------------------------------------------ */

#define AT(n) offsetof(struct item_record, n)
#define HEAD(name)                                                                                 \
    {name, FIELD_ID, true, AT(id), NULL, 0, 0},                                                    \
        {"topic", FIELD_PLACED, true, AT(topic), NULL, 0, 0},                                      \
        {"title", FIELD_TEXT, true, AT(title), NULL, 0, 0},                                        \
        {"pictogram", FIELD_STRING, false, AT(title.pictogram), NULL, 0, 0},                       \
        {"priority", FIELD_CHOICE, false, AT(priority), PRIORITIES, 0, 0},                         \
        {"audience", FIELD_MAP, false, AT(audience), NULL, 0, 0},                                  \
        {"valid_from", FIELD_DATE, false, AT(valid_from), NULL, 0, 0},                             \
        {"valid_to", FIELD_DATE, false, AT(valid_to), NULL, 0, 0},                                 \
        {"evidence", FIELD_CHOICE, true, AT(evidence), EVIDENCE, 0, 0},                            \
        {"legal", FIELD_NAMES, false, AT(legal), NULL, 0, 0},                                      \
        {"sources", FIELD_NAMES, false, AT(sources), NULL, 0, 0},                                  \
        {"facts", FIELD_MAP, false, AT(facts), NULL, 0, 0}, {                                      \
        "body", FIELD_LIST, true, AT(sections[SECTION_BODY]), NULL, 0, 0                           \
    }
#define SECTION(name, section, required)                                                           \
    { name, FIELD_LIST, required, AT(sections[section]), NULL, 0, 0 }

static const char *const PRIORITIES[] = {"normal", "high", "emergency", NULL};

static const struct field NOTICE_FIELDS[] = {HEAD("notice")};

static const struct field PROCEDURE_FIELDS[] = {
    HEAD("procedure"),
    {"code", FIELD_STRING, false, AT(code), NULL, 0, 0},
    {"questions", FIELD_LIST, false, AT(questions), NULL, 0, 0},
    SECTION("papers", SECTION_PAPERS, true),
    SECTION("steps", SECTION_STEPS, true),
    SECTION("where", SECTION_WHERE, false),
    SECTION("fee", SECTION_FEE, false),
    SECTION("time", SECTION_TIME, false),
    SECTION("result", SECTION_RESULT, false),
    SECTION("hard", SECTION_HARD, false),
};
#undef AT

static const struct {
    const char *folder;
    const struct field *fields;
    size_t field_count;
} KINDS[] = {
    [ITEM_NOTICE] = {"notices", NOTICE_FIELDS, COUNT(NOTICE_FIELDS)},
    [ITEM_PROCEDURE] = {"procedures", PROCEDURE_FIELDS, COUNT(PROCEDURE_FIELDS)},
};

static const char *const SECTIONS[] = {"body", "papers", "steps",  "where",
                                       "fee",  "time",   "result", "hard"};
_Static_assert(COUNT(SECTIONS) == SECTION_COUNT, "a name for each section");

static void read_audience(const struct item_reading *r, const struct yaml_node *map) {
    static const struct field fields[] = {{"villages", FIELD_NAMES, false, 0, NULL, 0, 0}};
    if (map) {
        fields_read(r->in, map, fields, COUNT(fields), &r->item->villages);
    }
}

static void fill_item(const struct item_reading *r, const struct item_record *record) {
    struct source_item *item = r->item;
    item->topic = record->topic;
    item->priority = (enum priority)record->priority;
    item->evidence = (char)('A' + record->evidence);
    item->valid_from = record->valid_from;
    item->valid_to = record->valid_to;
    item->code = record->code;
    item->legal = record->legal;
    item->sources = record->sources;
    item->pictogram = record->title.pictogram;
    read_audience(r, record->audience);
    read_facts(r, record->facts);
    item->title_ix = source_add_unit(r->in, id_of(r, "title", NULL, NULL), ROOM_BUTTON, r->item_ix,
                                     &record->title);
    read_body(r, record->sections[SECTION_BODY]);
    const struct yaml_node *questions = record->questions;
    for (const struct yaml_node *n = questions ? questions->first : NULL; n; n = n->next) {
        read_question(r, n);
    }
    for (int s = SECTION_PAPERS; s < SECTION_COUNT; s++) {
        read_section(r, record->sections[s], SECTIONS[s], &item->sections[s]);
    }
}

/* The id is the file's name, and leaves room for ids of the program's own. */
static bool check_id(const struct reading *in, const struct item_record *record, const char *name,
                     int line) {
    size_t bytes = strlen(record->id);
    if (strlen(name) != bytes + strlen(".yaml") || strncmp(name, record->id, bytes) != 0) {
        diag_error(in->diag, in->file, line, "mã “%s” khác tên tệp; hãy sửa cho giống nhau",
                   "the id \"%s\" is not the file's name; make them equal", record->id);
        return false;
    }
    if (str_same(record->id, "ui") || str_same(record->id, "topic") || strchr(record->id, '_')) {
        diag_error(in->diag, in->file, line, "mã “%s” không dùng được; hãy đặt tên khác",
                   "the id \"%s\" cannot be used; choose another", record->id);
        return false;
    }
    return true;
}

static void read_item(const struct reading *in, enum item_kind kind, const char *name) {
    struct source *source = in->source;
    const struct yaml_node *root = fields_open(in);
    struct item_record record = {0};
    if (!root || !fields_read(in, root, KINDS[kind].fields, KINDS[kind].field_count, &record) ||
        !check_id(in, &record, name, root->line)) {
        return;
    }
    if (source->item_count == INT16_MAX) {
        diag_error(in->diag, in->file, 0, "gói có quá nhiều mục; hãy chia thành hai gói",
                   "too many items for one pack; make two");
        return;
    }
    source->items = grow(&source->memory, source->items, source->item_count, sizeof *source->items);
    struct source_item *item = &source->items[source->item_count];
    *item =
        (struct source_item){.id = record.id, .file = in->file, .line = root->line, .kind = kind};
    fill_item(&(struct item_reading){in, item, source->item_count}, &record);
    source->item_count++;
}

void source_read_items(struct source *source, const char *content_dir, struct diag *diag) {
    for (int kind = ITEM_NOTICE; kind <= ITEM_PROCEDURE; kind++) {
        const char *dir = file_path(&source->memory, content_dir, KINDS[kind].folder);
        const char *const *names;
        size_t count = file_names(dir, ".yaml", &source->memory, &names);
        for (size_t i = 0; i < count; i++) {
            struct reading in = {source, diag, file_path(&source->memory, dir, names[i])};
            read_item(&in, (enum item_kind)kind, names[i]);
        }
    }
}
