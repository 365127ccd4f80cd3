/* What people wrote, as it is in the files: YAML and PO → structs with file and
 * line of everything. Reading reports what has the wrong shape; link.h finds
 * what the names mean; check.h judges the rest. Only content/ and review/ use this. */
#ifndef CONTENT_SOURCE_H
#define CONTENT_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "content/library.h"
#include "content/recordings.h"
#include "content/yaml.h"

enum { SOURCE_ID_BYTES = 192 };

/* Which of a unit's wordings. */
enum variant { VARIANT_TEXT, VARIANT_SAY, VARIANT_SHORT, VARIANT_COUNT };

/* What is written at a place that takes a text; NULL where nothing is written. */
struct source_text {
    const char *wordings[VARIANT_COUNT];
    const char *pictogram;
    const char *photo;
    int64_t number; /* explicit number of a sentence, 0 = by position */
    int line;
};

/* One wording of a unit in one language. */
struct wording {
    const char *text; /* with marks, see markup.h; NULL if missing or stale */
    enum translation_state state;
    const char *file;
    int line;
};

/* What room a unit's text has on the page. */
enum unit_room { ROOM_SENTENCE, ROOM_BUTTON };

struct source_unit {
    const char *id;
    enum unit_room room;
    int32_t item_ix; /* whose facts it may name, LIBRARY_NONE = nobody's */
    const char *pictogram;
    const char *photo;
    struct wording wordings[VARIANT_COUNT][LIBRARY_LANGUAGES_MAX]; /* [.][0] Vietnamese */
};

struct source_name {
    const char *text;
    int line;
};

struct source_names {
    const struct source_name *list;
    uint16_t count;
};

struct source_fact {
    struct fact fact;
    int line;
};

/* A row of `when`: the names, then what link.h makes of them. */
struct source_condition {
    struct source_name question;
    struct source_names answers;
    struct condition linked;
};

struct source_entry {
    const char *id; /* NULL for the sentences of the body */
    int line;
    int32_t label_ix;
    int32_t first_unit;
    uint16_t unit_count;
    const char *pictogram;
    struct source_condition *conditions;
    uint8_t condition_count;
};

struct source_answer {
    const char *id;
    int line;
    int32_t label_ix;
    const char *pictogram;
    struct source_name next_name;
    enum next_kind next;   /* linked */
    int32_t next_ix;       /* linked */
    const char *next_item; /* linked: id of an item below this layer */
};

struct source_question {
    const char *id;
    int line;
    int32_t label_ix;
    const char *pictogram;
    struct source_answer answers[LIBRARY_ANSWERS_MAX];
    uint8_t answer_count;
};

struct source_section {
    struct source_entry *entries;
    uint16_t count;
};

struct source_item {
    const char *id;
    const char *file;
    int line;
    enum item_kind kind;
    struct source_name topic;
    const char *outer_topic; /* linked: id of a topic below this layer */
    enum priority priority;
    int32_t title_ix;
    const char *pictogram;
    char evidence;
    int32_t valid_from, valid_to;
    const char *code;
    struct source_names villages, legal, sources;
    struct source_fact *facts;
    uint16_t fact_count;
    struct source_question questions[LIBRARY_QUESTIONS_MAX];
    uint8_t question_count;
    struct source_section sections[SECTION_COUNT];
};

struct source_topic {
    const char *id;
    int line;
    int32_t label_ix;
    const char *pictogram;
    struct source_names items;
    int32_t *item_ixs; /* linked: items.count of them, LIBRARY_NONE where there is none */
};

struct source_language {
    struct language language; /* greeting.lang_ix is linked */
    const char *greeting_lang;
    const char *parent;     /* NULL = none */
    const char *confidence; /* who checked what */
    int64_t position;
    const char *file;
    int line;
};

/* A recording that goes into the pack. */
struct source_recording {
    const struct recording *recording;
    const struct recordings_speaker *speaker;
    uint8_t lang_ix;
};

/* How far a language is recorded, of its units and its words of numbers. */
struct source_recorded {
    unsigned recorded, stale, missing;
};

struct source {
    struct {
        const char *id, *name, *version;
        int kind; /* enum library_kind */
    } pack;
    struct source_language languages[LIBRARY_LANGUAGES_MAX]; /* [0] Vietnamese, then by position */
    uint8_t language_count;
    struct source_topic *topics;
    uint16_t topic_count;
    const char *topics_file;
    struct source_item *items; /* notices, then procedures, each by id */
    uint16_t item_count;
    struct source_unit *units; /* a unit's sentences stand together */
    uint32_t unit_count;
    uint32_t *unit_order; /* by id */
    const char *phrases_file;
    struct source_names phrases; /* names in kiosk.yaml */
    const char *recordings_dir;
    struct source_recording *recordings; /* current ones: by language, unit's id, wording */
    uint32_t recording_count;
    struct source_recorded recorded[LIBRARY_LANGUAGES_MAX];
    struct arena memory; /* owns all of the above */
};

/* Reads content_dir and voices_dir into `source_out` (zeroed by the caller, ended
 * by source_fini). Problems are counted in `diag`. False if some YAML could not be
 * read: then names cannot be judged, and translations were not read. */
bool source_read(const char *content_dir, const char *voices_dir, struct diag *diag,
                 struct source *source_out);

/* Index of the unit with this id, or LIBRARY_NONE. */
int32_t source_unit_ix(const struct source *source, const char *id);

/* Index of the language with this tag (`bytes` long), or LIBRARY_NONE. */
int source_language_ix(const struct source *source, const char *tag, size_t bytes);

/* Zeroed is fine. */
void source_fini(struct source *source);

#endif
