/* voices/<code>/language.yaml */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/file.h"
#include "content/source_parts.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Lies beside the languages in what `voices build` made, and is none. */
#define ENGINE_DATA "espeak-ng-data"

struct language_record {
    const char *code, *autonym, *name, *parent, *confidence;
    const struct yaml_node *greeting, *voice;
    uint32_t colour;
    int64_t weave, position;
    /* For the voices alone: what they mean is checked when those are built. */
    const struct yaml_node *reader, *pitch;
    const char *base, *also, *rate;
};

struct voice_record {
    int status; /* enum voice_status */
    int engine;
    const char *name;
    struct source_names command;
    int64_t limit_s;
};

struct greeting_record {
    const char *text, *lang;
};

enum { ENGINE_ESPEAK, ENGINE_COMMAND };

/* A program from the system, not one that came with some folder. */
static bool check_command(const struct reading *in, const struct yaml_node *map,
                          const struct voice_record *record) {
    const char *program = record->command.count ? record->command.list[0].text : NULL;
    if ((record->engine == ENGINE_COMMAND) != (program != NULL)) {
        diag_error(in->diag, in->file, map->line,
                   "“command” và “engine: command” phải đi với nhau; hãy thêm cái còn thiếu",
                   "\"command\" and \"engine: command\" go together; add the one that is missing");
        return false;
    }
    if (program && (!*program || (*program != '/' && strchr(program, '/')))) {
        diag_error(in->diag, in->file, map->line,
                   "“%s”: viết đường dẫn đầy đủ, hoặc chỉ tên một chương trình đã cài",
                   "\"%s\": write the whole path, or only the name of an installed program",
                   program);
        return false;
    }
    return true;
}

static bool read_voice(const struct reading *in, const struct yaml_node *map,
                       struct language *language) {
    static const char *const statuses[] = {"none", "trial", "stock", NULL};
    static const char *const engines[] = {
        [ENGINE_ESPEAK] = "espeak", [ENGINE_COMMAND] = "command", NULL};
#define AT(n) offsetof(struct voice_record, n)
    static const struct field fields[] = {
        {"status", FIELD_CHOICE, true, AT(status), statuses, 0, 0},
        {"engine", FIELD_CHOICE, false, AT(engine), engines, 0, 0},
        {"name", FIELD_STRING, false, AT(name), NULL, 0, 0},
        {"command", FIELD_NAMES, false, AT(command), NULL, 0, 0},
        {"limit_s", FIELD_NUMBER, false, AT(limit_s), NULL, 1, 60},
    };
#undef AT
    struct voice_record record = {0};
    if (!fields_read(in, map, fields, COUNT(fields), &record)) {
        return false;
    }
    language->voice = record.name;
    language->voice_status = (enum voice_status)record.status;
    if (language->voice_status != VOICE_NONE && !record.name) {
        diag_error(in->diag, in->file, map->line,
                   "thiếu “name” của giọng; hãy viết tên giọng có sẵn, hoặc status: none",
                   "the voice's \"name\" is missing; write a stock voice's name, or status: none");
        return false;
    }
    return check_command(in, map, &record);
}

static bool read_greeting(const struct reading *in, const struct yaml_node *map,
                          struct source_language *row) {
#define AT(n) offsetof(struct greeting_record, n)
    static const struct field fields[] = {
        {"text", FIELD_STRING, true, AT(text), NULL, 0, 0},
        {"lang", FIELD_STRING, true, AT(lang), NULL, 0, 0},
    };
#undef AT
    struct greeting_record record = {0};
    if (!fields_read(in, map, fields, COUNT(fields), &record)) {
        return false;
    }
    row->language.greeting.text = record.text;
    row->greeting_lang = record.lang;
    return true;
}

static bool read_record(const struct reading *in, const struct yaml_node *root,
                        struct source_language *row) {
#define AT(n) offsetof(struct language_record, n)
    static const struct field fields[] = {
        {"code", FIELD_STRING, true, AT(code), NULL, 0, 0},
        {"autonym", FIELD_STRING, true, AT(autonym), NULL, 0, 0},
        {"name", FIELD_STRING, true, AT(name), NULL, 0, 0},
        {"greeting", FIELD_MAP, true, AT(greeting), NULL, 0, 0},
        {"voice", FIELD_MAP, true, AT(voice), NULL, 0, 0},
        {"colour", FIELD_COLOUR, true, AT(colour), NULL, 0, 0},
        {"weave", FIELD_NUMBER, true, AT(weave), NULL, 0, 5},
        {"position", FIELD_NUMBER, true, AT(position), NULL, 0, 999},
        {"parent", FIELD_STRING, false, AT(parent), NULL, 0, 0},
        {"confidence", FIELD_STRING, true, AT(confidence), NULL, 0, 0},
        {"reader", FIELD_MAP, false, AT(reader), NULL, 0, 0},
        {"pitch", FIELD_MAP, false, AT(pitch), NULL, 0, 0},
        {"base", FIELD_STRING, false, AT(base), NULL, 0, 0},
        {"also", FIELD_STRING, false, AT(also), NULL, 0, 0},
        {"rate", FIELD_STRING, false, AT(rate), NULL, 0, 0},
    };
#undef AT
    struct language_record record = {0};
    if (!fields_read(in, root, fields, COUNT(fields), &record)) {
        return false;
    }
    *row = (struct source_language){.language = {.code = record.code,
                                                 .autonym = record.autonym,
                                                 .name = record.name,
                                                 .colour = record.colour,
                                                 .weave = (uint8_t)record.weave},
                                    .parent = record.parent,
                                    .confidence = record.confidence,
                                    .position = record.position,
                                    .file = in->file,
                                    .line = root->line};
    bool voice = read_voice(in, record.voice, &row->language);
    return read_greeting(in, record.greeting, row) && voice;
}

/* The folder names the language: what is built from it is named by the folder. */
static bool agrees(const struct reading *in, const char *folder,
                   const struct source_language *row) {
    if (str_same(row->language.code, folder)) {
        return true;
    }
    diag_error(in->diag, in->file, row->line,
               "mã “%s” khác tên thư mục “%s”; hãy sửa cho giống nhau",
               "the code \"%s\" is not the folder's name \"%s\"; make them equal",
               row->language.code, folder);
    return false;
}

static int by_position(const void *a, const void *b) {
    const struct source_language *x = a, *y = b;
    bool x_first = str_same(x->language.code, "vi"), y_first = str_same(y->language.code, "vi");
    if (x_first != y_first) {
        return x_first ? -1 : 1;
    }
    if (x->position != y->position) {
        return x->position < y->position ? -1 : 1;
    }
    return strcmp(x->language.code, y->language.code);
}

/* A language without a place on the page of languages is a voice and no more. */
static bool is_only_a_voice(const struct yaml_node *root) {
    const struct yaml_node *node = root->kind == NODE_MAP ? root->first : NULL;
    while (node && !str_same(node->key, "position")) {
        node = node->next;
    }
    return root->kind == NODE_MAP && !node;
}

static void read_folder(struct source *source, const char *voices_dir, const char *folder,
                        struct diag *diag) {
    const char *dir = file_path(&source->memory, voices_dir, folder);
    struct reading in = {source, diag, file_path(&source->memory, dir, "language.yaml")};
    const struct yaml_node *root = fields_open(&in);
    struct source_language row = {0};
    if (!root || is_only_a_voice(root) || !read_record(&in, root, &row) ||
        !agrees(&in, folder, &row)) {
        return;
    }
    if (source->language_count == LIBRARY_LANGUAGES_MAX) {
        diag_error(diag, in.file, 0, "quá %d tiếng; hãy bỏ bớt thư mục",
                   "more than %d languages; remove a folder", LIBRARY_LANGUAGES_MAX);
        return;
    }
    source->languages[source->language_count++] = row;
}

void source_read_languages(struct source *source, const char *voices_dir, struct diag *diag) {
    const char *const *folders;
    size_t count = file_names(voices_dir, "", &source->memory, &folders);
    for (size_t i = 0; i < count; i++) {
        if (!str_same(folders[i], ENGINE_DATA)) {
            read_folder(source, voices_dir, folders[i], diag);
        }
    }
    qsort(source->languages, source->language_count, sizeof *source->languages, by_position);
    if (source_language_ix(source, "vi", 2) != LIBRARY_VIETNAMESE) {
        diag_error(diag, voices_dir, 0,
                   "thiếu tiếng Việt; mọi nội dung dựa vào nó: hãy thêm vi/language.yaml",
                   "Vietnamese is missing and all content rests on it: add vi/language.yaml");
    }
}
