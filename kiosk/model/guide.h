/* The order in which an item is told: opening words, questions, the papers that
 * follow from the answers, steps, details, summary; cut into pages that fit. */
#ifndef MODEL_GUIDE_H
#define MODEL_GUIDE_H

#include "model/state.h"

/* A block of one page: an entry of a section, or a part of a long one. */
struct slice_block {
    enum section section;
    const struct entry *entry;
    uint8_t number;      /* of the entry among those shown of its section, from 1 */
    bool label;          /* starts with the entry's label */
    uint16_t first_unit; /* sentences [first_unit, first_unit + unit_count) of the entry */
    uint16_t unit_count;
};

struct slice {
    struct slice_block blocks[PAGE_BLOCKS_MAX];
    uint8_t count;
};

/* The blocks of `place` (its page, part and answers); empty if there are none.
 * `lines` is how many labels and sentences a page holds. */
void guide_slice(const struct library *library, const struct place *place, uint8_t lines,
                 struct slice *slice_out);

/* The first place of an item. */
struct place guide_start(const struct library *library, int16_t topic_ix, int16_t item_ix,
                         uint8_t lines);

/* Where an answer of the question at `place` leads; `number` from 1. The result
 * remembers the answer. */
struct place guide_answer(const struct library *library, const struct place *place, unsigned number,
                          uint8_t lines);

/* The place after `place` in its item; false if it is the last, or if a question
 * has to be answered first. */
bool guide_next(const struct library *library, const struct place *place, uint8_t lines,
                struct place *next_out);

/* Where `place` stands among the pages of its item that follow the questions:
 * "step of steps", from 1; both 0 where it cannot be known. */
void guide_progress(const struct library *library, const struct place *place, uint8_t lines,
                    uint8_t *step_out, uint8_t *steps_out);

/* True if an item of these dates is shown on `today`. */
bool item_current(const struct item *item, int32_t today);

#endif
