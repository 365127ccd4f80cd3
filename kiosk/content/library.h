/* The content as the running program reads it: plain constant arrays.
 *
 * Everything here came through the door (content/check, content/pack): all text
 * is valid NFC UTF-8, every index is in range, every link resolves, every
 * placeholder names a fact of the same item. Nobody checks again. The model,
 * the pages and the tests need only this header; opening a pack is pack_read.h.
 */
#ifndef CONTENT_LIBRARY_H
#define CONTENT_LIBRARY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"

enum {
    LIBRARY_LANGUAGES_MAX = 12,
    LIBRARY_ANSWERS_MAX = 6,    /* of one question: one page */
    LIBRARY_QUESTIONS_MAX = 12, /* of one procedure */
    LIBRARY_PACKS_MAX = 2,      /* a base and a layer over it */
    LIBRARY_VIETNAMESE = 0,     /* index of the source language */
    LIBRARY_NONE = -1           /* no such index */
};

/* How far one sentence is translated. Missing and stale texts are never shown
 * or spoken: the page uses the Vietnamese one and says so. */
enum translation_state {
    TRANSLATION_MISSING,
    TRANSLATION_STALE, /* the Vietnamese has changed since */
    TRANSLATION_DRAFT, /* nobody has reviewed it: marked on the page */
    TRANSLATION_REVIEWED
};

/* How a language sounds today. */
enum voice_status {
    VOICE_NONE,  /* no voice: its texts are shown, not spoken */
    VOICE_TRIAL, /* an approximation, announced as a trial */
    VOICE_STOCK  /* a voice of eSpeak NG as it is */
};

struct language {
    const char *code;    /* BCP 47 tag: "vi", "hmn" */
    const char *autonym; /* its own name, as shown */
    const char *name;    /* its name in Vietnamese, as shown */
    const char *voice;   /* folder name in voices/ or stock voice name */
    enum voice_status voice_status;
    uint32_t colour; /* 0xRRGGBB, its band and button */
    uint8_t weave;   /* which woven pattern, 0.. */
    struct {
        const char *text; /* what is said to name it ... */
        int8_t lang_ix;   /* ... and the language it is written in */
    } greeting;
};

/* A typed value inside a sentence. */
enum fact_type {
    FACT_MONEY, /* đồng */
    FACT_COUNT, /* a number of things, days, years */
    FACT_DATE   /* yyyymmdd */
};

struct fact {
    const char *key; /* "copy_fee" */
    enum fact_type type;
    int64_t value;
    const char *legal_number; /* "NĐ 176/2025/NĐ-CP", NULL if none */
    int32_t valid_from;       /* yyyymmdd, 0 = always */
    int32_t valid_to;         /* yyyymmdd, last day, 0 = open */
    int32_t checked_on;       /* yyyymmdd, 0 = never */
    const char *checked_by;   /* a role, NULL = nobody */
    char evidence;            /* 'A'..'D'; C and D are shown as being checked */
};

/* A piece of a sentence. */
enum span_kind { SPAN_TEXT, SPAN_FACT };

struct span {
    enum span_kind kind;
    int8_t lang_ix;   /* language of the piece; LIBRARY_NONE = of the sentence */
    int16_t fact_ix;  /* SPAN_FACT: into library.facts */
    const char *text; /* SPAN_TEXT */
};

/* One sentence in one language; span_count 0 if missing or stale. */
struct phrase {
    const struct span *spans;
    uint16_t span_count;
    enum translation_state state;
};

/* A sentence, or a label, in every language. `say` and `shorter` may have no
 * Vietnamese text: then `text` is spoken, and there is no simpler wording. */
struct unit {
    const char *id;        /* "birth.papers.slip#1"; labels have no '#' */
    const char *pictogram; /* emoji, NULL if none */
    const char *photo;     /* file name in the pack, NULL if none */
    struct phrase text[LIBRARY_LANGUAGES_MAX];
    struct phrase say[LIBRARY_LANGUAGES_MAX];
    struct phrase shorter[LIBRARY_LANGUAGES_MAX];
};

/* What a procedure or notice is made of, in the order it is told. */
enum section {
    SECTION_BODY,   /* a notice's sentences, a procedure's opening words */
    SECTION_PAPERS, /* what to bring */
    SECTION_STEPS,
    SECTION_WHERE,
    SECTION_FEE,
    SECTION_TIME,
    SECTION_RESULT,
    SECTION_HARD, /* common difficulties and what to do */
    SECTION_COUNT
};

/* "question q was answered with a" for one row of a condition. */
struct condition {
    uint8_t question; /* index within the item */
    uint8_t answers;  /* bit a set: answer a fits */
};

/* A block of a section: one paper, one step, one fee. It is shown if for every
 * condition the question was answered with one of its answers. */
struct entry {
    int32_t label_ix;   /* into library.units; LIBRARY_NONE for a notice's text */
    int32_t first_unit; /* its sentences are library.units[first_unit ..] */
    uint16_t unit_count;
    const char *pictogram; /* NULL if none */
    const struct condition *conditions;
    uint8_t condition_count;
};

/* Where an answer leads. */
enum next_kind {
    NEXT_QUESTION, /* question `ix` of the same item */
    NEXT_PAPERS,   /* questions are over */
    NEXT_ITEM      /* another item: `ix` into library.items */
};

struct answer {
    int32_t label_ix; /* into library.units */
    const char *pictogram;
    enum next_kind next;
    int32_t next_ix;
    const char *next_item; /* a layer's NEXT_ITEM that leads out of it: the item's id,
                              and next_ix is LIBRARY_NONE; else NULL */
};

struct question {
    int32_t label_ix; /* the question itself, one sentence */
    const char *pictogram;
    const struct answer *answers;
    uint8_t answer_count;
};

enum item_kind { ITEM_NOTICE, ITEM_PROCEDURE };
enum priority { PRIORITY_NORMAL, PRIORITY_HIGH, PRIORITY_EMERGENCY };

struct item {
    const char *id; /* "birth" */
    enum item_kind kind;
    enum priority priority;
    int32_t title_ix; /* into library.units */
    const char *pictogram;
    char evidence;               /* 'A'..'D' of the whole item */
    int32_t valid_from;          /* yyyymmdd, 0 = always */
    int32_t valid_to;            /* yyyymmdd, last day, 0 = open */
    const char *const *villages; /* ids it is for; NULL and 0 = for all */
    uint16_t village_count;
    const struct question *questions; /* the first one opens the guide */
    uint8_t question_count;
    struct {
        const struct entry *entries;
        uint16_t count;
    } sections[SECTION_COUNT];
    const char *topic; /* a layer's item that is in none of its topics: id of its topic */
    uint8_t pack_ix;   /* which of library.packs it is from */
};

struct topic {
    const char *id;
    int32_t label_ix;
    const char *pictogram;
    const int32_t *items; /* indices into library.items, in order */
    uint16_t item_count;
};

/* Does it stand alone, or only over another one? */
enum library_kind { LIBRARY_WHOLE, LIBRARY_LAYER };

/* What a pack says it is. */
struct pack_name {
    const char *id, *name, *version;
    const char *hash; /* hexadecimal digest of the content */
    const char *path; /* the file it was read from; NULL: it was read from none */
};

/* Which wording of a unit somebody spoke. */
enum spoken_wording { SPOKEN_TEXT, SPOKEN_SAY, SPOKEN_SHORT, SPOKEN_WORDINGS };

/* A recording: where it is, not its sound (recording_read.h). */
struct spoken {
    const char *unit; /* its id, or "number:<word>" */
    int32_t unit_ix;  /* LIBRARY_NONE: a word of numbers */
    int8_t lang_ix;   /* that is spoken */
    uint8_t wording;  /* enum spoken_wording */
    uint8_t pack_ix;  /* which of library.packs has it ... */
    int64_t row;      /* ... and in which row */
    uint32_t ms;
    struct hash128 source; /* of the Vietnamese that was shown to the speaker */
    struct hash128 digest; /* of the sound */
};

/* What is shown is LIBRARY_WHOLE. Of a layer alone (layers.h) only this is promised:
 * what leads out of it is named. */
struct library {
    enum library_kind kind;
    const struct language *languages; /* [0] is Vietnamese */
    uint8_t language_count;
    const uint8_t *language_order; /* in which the languages page shows them */
    const struct topic *topics;
    uint16_t topic_count;
    const struct item *items;
    uint16_t item_count;
    const struct unit *units;
    uint32_t unit_count;
    const uint32_t *unit_order; /* units by id, for library_unit; NULL = none made */
    const struct fact *facts;
    uint16_t fact_count;
    const struct spoken *spoken; /* current ones only, in the order of spoken_settle */
    uint32_t spoken_count;
    uint32_t spoken_langs;                     /* bit l: language l has some */
    struct pack_name packs[LIBRARY_PACKS_MAX]; /* what it is made of, bottom first */
    uint8_t pack_count;
    const char *pack_id;   /* of the lowest: "starter" */
    const char *pack_hash; /* hexadecimal digest of the whole content */
    struct arena memory;   /* owns all of the above */
};

/* Index of the unit with this id, or LIBRARY_NONE. */
int32_t library_unit(const struct library *library, const char *id);

/* Index of the item with this id, or LIBRARY_NONE. Looks at each: not for loops. */
int32_t library_item(const struct library *library, const char *id);

/* True if the item is in the topic. */
bool library_topic_has(const struct topic *topic, int32_t item_ix);

/* Index of the language with this code, or LIBRARY_NONE. */
int library_language(const struct library *library, const char *code);

/* Index into library.spoken of what is heard for a unit in a language: somebody's
 * recording of its wording for speech (`say` if the Vietnamese has one, else `text`), or
 * LIBRARY_NONE. */
int32_t library_spoken(const struct library *library, int32_t unit_ix, int lang_ix);

/* The same for a word of numbers ("aoz"). */
int32_t library_spoken_number(const struct library *library, const char *word, int lang_ix);

/* Appends a typed value as Vietnamese shows it: "8.000 đồng", "18", "01/07/2026". */
void library_put_fact(const struct fact *fact, struct str *text);

/* Appends a phrase as it is shown, with its typed values. */
void library_put_phrase(const struct library *library, const struct phrase *phrase,
                        struct str *text);

/* Frees the library; NULL-safe for a zeroed one, which it leaves. */
void library_fini(struct library *library);

#endif
