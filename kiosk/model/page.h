/* One page as a value: what is there and what is said, without pixels, fonts or
 * samples. The screen shows this value, the speech speaks this same value, the
 * console prints it. All text lies in `text`; fields ending in _at are offsets
 * into it (0 is the empty text). */
#ifndef MODEL_PAGE_H
#define MODEL_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "content/library.h"
#include "model/event.h"

enum {
    PAGE_CHOICES_MAX = 6,
    PAGE_BLOCKS_MAX = 8,
    PAGE_LINES_MAX = 16,
    PAGE_PROMPTS_MAX = 48,
    PAGE_SEGMENTS_MAX = 160,
    PAGE_TEXT_BYTES = 16 * 1024
};

/* The journal keeps these numbers: new ones are added at the end. */
enum page_kind {
    PAGE_LANGUAGES,
    PAGE_TOPICS,
    PAGE_LIST,
    PAGE_NOTICE,
    PAGE_QUESTION,
    PAGE_PAPERS,
    PAGE_STEPS,
    PAGE_DETAILS, /* where, fee, time limit, result, difficulties */
    PAGE_SUMMARY,
    PAGE_CALL,        /* someone is coming */
    PAGE_ASK,         /* are you still there? */
    PAGE_STAFF,       /* no usable content: please call the staff */
    PAGE_DESK,        /* the staff's: something to choose */
    PAGE_DESK_DIGITS, /* a PIN or a day is typed */
    PAGE_DESK_READ,   /* sentences, then something to choose */
    PAGE_DESK_WORK,   /* a job runs */
    PAGE_DESK_TALK,   /* a job asks: sentences, how loud it is, something to choose */
    PAGE_KIND_COUNT
};

/* "languages", "topics", ... as journal and console write it. */
const char *page_kind_name(enum page_kind kind);

/* Small signs beside a text: bits. */
enum mark {
    MARK_DRAFT = 1,    /* the translation is a draft */
    MARK_SOURCE = 2,   /* not translated: this is the Vietnamese */
    MARK_CHECKING = 4, /* facts of evidence C or D: being checked */
    MARK_TRIAL = 8,    /* spoken by a trial voice */
    MARK_ALOUD = 16    /* written in Vietnamese, spoken in the citizen's language */
};

/* What speech is to make of a segment. */
enum segment_kind { SEGMENT_TEXT, SEGMENT_MONEY, SEGMENT_COUNT, SEGMENT_DATE };

/* A run of text of one language, to be spoken. For typed values `value` says
 * what `text` shows. */
struct page_segment {
    enum segment_kind kind;
    int8_t lang_ix;
    uint16_t text_at;
    int64_t value;
};

/* The smallest thing that is said, highlighted and repeated: one sentence or
 * one choice. */
struct page_prompt {
    uint16_t first_segment, segment_count; /* into segments */
    enum control control;                  /* lit while spoken, or CONTROL_NONE */
    int8_t line;                           /* lit while spoken, or LIBRARY_NONE */
    int32_t unit_ix;                       /* of the library, or LIBRARY_NONE */
    int32_t spoken_ix; /* somebody's recording of it in the citizen's language, into
                          library.spoken; LIBRARY_NONE: a voice says the segments */
};

struct page_choice {
    uint8_t numeral; /* 1..6 */
    uint16_t label_at;
    uint16_t note_at;      /* a second, smaller text, or 0 */
    uint16_t pictogram_at; /* emoji or 0 */
    uint32_t colour;       /* 0xRRGGBB, 0 = the theme's */
    int8_t weave;          /* woven pattern of a language, LIBRARY_NONE = none */
    uint8_t marks;
    int8_t lang_ix; /* language of the label */
};

/* A sentence of a block. */
struct page_line {
    uint16_t text_at;
    int8_t lang_ix;
    uint8_t marks;
    bool label; /* the block's name, set bold */
};

struct page_block {
    uint16_t pictogram_at;
    uint8_t number; /* of a step or a paper, from 1; 0 = none */
    uint8_t first_line, line_count;
};

struct page {
    enum page_kind kind;
    int8_t lang_ix;  /* the citizen's language, LIBRARY_NONE before it is chosen */
    uint32_t colour; /* of the language, 0 = the theme's */
    int8_t weave;
    uint16_t title_at;
    uint16_t pictogram_at;
    uint8_t marks;       /* of title and page */
    uint16_t notice_at;  /* one line that explains the marks, or 0 */
    uint8_t step, steps; /* progress "2 of 5"; steps 0 = none */
    uint16_t entry_at;   /* what was typed on PAGE_DESK_DIGITS */
    uint8_t percent;     /* of the job on PAGE_DESK_WORK; of full scale where ... */
    bool metered;        /* ... PAGE_DESK_TALK shows how loud it is */

    struct page_choice choices[PAGE_CHOICES_MAX];
    uint8_t choice_count;
    struct page_block blocks[PAGE_BLOCKS_MAX];
    uint8_t block_count;
    struct page_line lines[PAGE_LINES_MAX];
    uint8_t line_count;
    struct page_prompt prompts[PAGE_PROMPTS_MAX]; /* [0, arrival_end) are said on arrival */
    uint8_t prompt_count;
    uint8_t arrival_end; /* the rest name the bar's controls when they get the focus */
    struct page_segment segments[PAGE_SEGMENTS_MAX];
    uint16_t segment_count;

    uint16_t bar_at[CONTROL_COUNT]; /* label of a bar control */
    uint16_t bar_pictogram_at[CONTROL_COUNT];
    bool enabled[CONTROL_COUNT]; /* controls that do something here */
    bool on[CONTROL_COUNT];      /* toggles: slower is on */
    uint8_t volume;              /* 0..3 */

    enum control focus; /* where OK acts; CONTROL_NONE = nowhere */
    int16_t lit;        /* the prompt being heard, LIBRARY_NONE = none */
    bool mute;          /* no sound device */

    uint16_t text_used;
    char text[PAGE_TEXT_BYTES];
};

/* The text at offset `at`: never NULL, valid as long as the page. */
static inline const char *page_text(const struct page *page, uint16_t at) {
    return page->text + at;
}

/* Marks that stand anywhere on the page. */
uint8_t page_marks(const struct page *page);

/* Which prompts [*first_out, *end_out) of the page an FX_SAY asks for: always in
 * order and on the page, none if the page no longer has them. */
void page_prompts(const struct page *page, const struct effect *say, uint8_t *first_out,
                  uint8_t *end_out);

/* A number that differs, in practice, when anything on the page differs. */
uint64_t page_hash(const struct page *page);

#endif
