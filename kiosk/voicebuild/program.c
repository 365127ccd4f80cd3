#include "voicebuild/program.h"

#include <assert.h>
#include <string.h>

#include "voicebuild/stock.h"

/* Instruction words, as eSpeak NG 1.51 to 1.53 reads them. */
enum {
    WORD_RETURN = 0x0001,
    WORD_CONTINUE = 0x0002,
    WORD_NOT = 0x0003,
    WORD_LENGTH = 0x0a00,
    WORD_IF_NEXT_OR = 0x3200,
    WORD_IF_NEXT_BUT_ONE = 0x2300,
    WORD_IF_PREVIOUS = 0x2000,
    WORD_IF_NEXT = 0x2200,
    OP_SIMPLE = 0x0,
    OP_CHANGE_IF = 0x1,
    OP_IF = 0x2,
    OP_IF_OR = 0x3,
    OP_JUMP = 0x6,
    OP_CALL = 0x9,
    OP_TRANSITION = 0xa,
    OP_SPECTRUM = PROGRAM_SPECTRUM,
    OP_WAVE = PROGRAM_WAVE,
    OP_ADD_WAVE = PROGRAM_ADD_WAVE,
    VOWEL_OUT = 2,
    TRANSITION_WORDS = 4,
    SIMPLE_CODE_END = 7, /* 1..6 carry a code */
    SIMPLE_IPA = 0xd,
    CALLS_MAX_DEPTH = 4,
    SHORT_MS = 100,
    COPY_WORDS_MAX = 400
};

struct view {
    const struct blob *phonindex;
    size_t start; /* word */
};

static unsigned word_at(const struct view *view, size_t at) {
    size_t byte = (view->start + at) * 2;
    return byte + 2 <= view->phonindex->size ? blob_get16(view->phonindex, byte) : WORD_RETURN;
}

static unsigned op_of(unsigned word) { return word >> 12; }

static unsigned low(unsigned word) { return word & 0xff; }

static unsigned second_of(unsigned word) { return (word >> 8) & 0xf; }

static bool is_condition(unsigned word) { return op_of(word) == OP_IF || op_of(word) == OP_IF_OR; }

static bool is_false_jump(unsigned word) {
    return (word & 0xf800) == 0x6800 && second_of(word) < 0xa;
}

static bool is_jump(unsigned word) { return (word & 0xfe00) == 0x6000 || is_false_jump(word); }

static bool is_sound(unsigned word) { return op_of(word) == OP_SPECTRUM || op_of(word) == OP_WAVE; }

static size_t simple_words(unsigned word) {
    return second_of(word) == SIMPLE_IPA ? 1 + (low(word) + 1) / 2 : 1;
}

/* Conditions on a neighbour farther away say which in a second word. */
static size_t condition_words(unsigned word) {
    return second_of(word) == 0x6 || second_of(word) == 0xd ? 2 : 1;
}

/* Six vowel transitions follow the word, or it is a jump. */
static size_t jump_words(unsigned word) {
    return second_of(word) >> 1 == 5 || second_of(word) >> 1 == 6 ? 13 : 1;
}

static size_t words_of(unsigned word) {
    switch (op_of(word)) {
    case OP_SIMPLE:
        return simple_words(word);
    case OP_IF:
    case OP_IF_OR:
        return condition_words(word);
    case OP_JUMP:
        return jump_words(word);
    case OP_TRANSITION:
        return TRANSITION_WORDS;
    case OP_CHANGE_IF:
    case 0x4:
    case 0x5:
    case 0x7:
    case 0x8:
        return 1;
    default:
        return 2; /* calls, envelopes, sounds */
    }
}

/* A sound goes together with the wave added to it. */
static size_t unit_words(const struct view *view, size_t at) {
    unsigned word = word_at(view, at);
    size_t words = words_of(word);
    if (op_of(word) >= OP_SPECTRUM && op_of(word_at(view, at + words)) == OP_ADD_WAVE) {
        words += 2;
    }
    return words;
}

static bool ends_here(const struct view *view, size_t at) {
    unsigned word = word_at(view, at);
    return word == WORD_RETURN ||
           (is_sound(word) && word_at(view, at + words_of(word)) != WORD_CONTINUE);
}

/* The number of words up to the first end that no jump passes and no condition
 * guards; 0 if there is none. */
static size_t extent(const struct view *view) {
    size_t far = 0;
    bool guarded = false;
    for (size_t at = 0; at < COPY_WORDS_MAX;) {
        unsigned word = word_at(view, at);
        size_t next = at + unit_words(view, at);
        if (is_jump(word) && at + low(word) > far) {
            far = at + low(word);
        }
        if (!guarded && ends_here(view, at) && far < next) {
            return next <= COPY_WORDS_MAX ? next : 0;
        }
        guarded = is_condition(word) || (guarded && word == WORD_NOT);
        at = next;
    }
    return 0;
}

/* The same, if all of it is in the file. */
static size_t whole(const struct view *view) {
    size_t words = extent(view);
    return (view->start + words) * 2 <= view->phonindex->size ? words : 0;
}

/* ---- writing -------------------------------------------------------------------- */

static void add_word(struct program *program, unsigned word) {
    if (program->count == PROGRAM_WORDS_MAX) {
        program->full = true;
        return;
    }
    program->words[program->count++] = (uint16_t)word;
}

void program_sound(struct program *program, enum program_sound sound, unsigned percent,
                   uint32_t address) {
    assert(address % 4 == 0 && address < STOCK_SOUND_LIMIT && percent <= 0xff);
    add_word(program, (unsigned)sound << 12 | percent << 4 | address >> 18);
    add_word(program, (address >> 2) & 0xffff);
}

void program_envelope(struct program *program, enum program_envelope envelope, uint32_t address) {
    assert(address < STOCK_ENVELOPE_LIMIT);
    add_word(program, (unsigned)envelope | address >> 16);
    add_word(program, address & 0xffff);
}

void program_if_previous(struct program *program, unsigned code) {
    add_word(program, WORD_IF_PREVIOUS | code);
}

void program_if_next(struct program *program, unsigned code) {
    add_word(program, WORD_IF_NEXT | code);
}

void program_length(struct program *program, unsigned ms) {
    add_word(program, WORD_LENGTH | ms / 2);
}

void program_return(struct program *program) { add_word(program, WORD_RETURN); }

uint16_t program_append(struct blob *phonindex, const struct program *program) {
    size_t start = phonindex->size / 2;
    if (program->full || start + program->count + PROGRAM_PAD_WORDS > STOCK_WORDS_MAX) {
        return 0;
    }
    for (size_t i = 0; i < program->count; i++) {
        blob_put16(phonindex, program->words[i]);
    }
    return (uint16_t)start;
}

/* ---- copying ---------------------------------------------------------------------- */

struct copying {
    struct blob *phonindex;
    struct view view;
    const struct program_edit *edit;
    struct program out;
    size_t moved[COPY_WORDS_MAX + 1]; /* where each word went; for a jump to land at */
    size_t jumps[COPY_WORDS_MAX];     /* where the jumps themselves went */
    int depth;
};

static uint16_t copy(struct blob *phonindex, uint16_t program, const struct program_edit *edit,
                     int depth);

static bool carries_code(unsigned word) {
    unsigned second = second_of(word);
    return (op_of(word) == OP_SIMPLE && second > 0 && second < SIMPLE_CODE_END) ||
           op_of(word) == OP_CHANGE_IF || (is_condition(word) && second < 7);
}

/* A length is in half the ms. */
static unsigned changed_length(const struct program_edit *edit, unsigned word) {
    unsigned half_ms = low(word);
    if (edit->clip_percent && half_ms >= SHORT_MS / 2) {
        half_ms = half_ms * edit->clip_percent / 100;
    }
    return WORD_LENGTH | (half_ms > edit->least_ms / 2 ? half_ms : edit->least_ms / 2);
}

static unsigned rewritten(const struct program_edit *edit, unsigned word) {
    if ((word & ~0xffu) == WORD_LENGTH) {
        return changed_length(edit, word);
    }
    bool kept = !edit->codes || !carries_code(word);
    return kept ? word : (word & ~0xffu) | edit->codes[low(word)];
}

static uint32_t sound_address(const struct view *view, size_t at) {
    return (word_at(view, at) & 0xf) << 18 | word_at(view, at + 1) << 2;
}

/* Before a spectrum, or for it: another one. If a phoneme asks for it, only where that
 * follows, or follows the next one. */
static bool put_instead(struct copying *c, size_t at) {
    uint32_t instead = c->edit->instead(c->edit->context, sound_address(&c->view, at));
    if (c->edit->before) {
        add_word(&c->out, WORD_IF_NEXT_OR | c->edit->before);
        add_word(&c->out, WORD_IF_NEXT_BUT_ONE | c->edit->before);
    }
    add_word(&c->out, (word_at(&c->view, at) & 0xfff0) | instead >> 18);
    add_word(&c->out, (instead >> 2) & 0xffff);
    return instead != 0;
}

static bool put_call(struct copying *c, size_t at) {
    unsigned word = word_at(&c->view, at);
    uint16_t callee = (uint16_t)word_at(&c->view, at + 1);
    if ((word & 0xf) != 0 || c->depth == CALLS_MAX_DEPTH) {
        return false;
    }
    uint16_t place = copy(c->phonindex, callee, c->edit, c->depth + 1);
    add_word(&c->out, word);
    add_word(&c->out, place);
    return place != 0;
}

/* Where in a program the neighbouring vowel is told how to begin or end, like `word` does;
 * its size if nowhere. */
static size_t find_transition(const struct view *view, size_t end, unsigned word) {
    size_t at = 0;
    while (at < end && (op_of(word_at(view, at)) != OP_TRANSITION ||
                        second_of(word_at(view, at)) != second_of(word))) {
        at += words_of(word_at(view, at));
    }
    return at;
}

/* The same from the program of another place of articulation, if that says any. */
static void put_transition(struct copying *c, size_t at) {
    struct view place = {.phonindex = c->phonindex, .start = c->edit->place};
    size_t end = c->edit->place ? whole(&place) : 0;
    size_t there = find_transition(&place, end, word_at(&c->view, at));
    for (size_t i = 0; i < TRANSITION_WORDS; i++) {
        add_word(&c->out, there < end ? word_at(&place, there + i) : word_at(&c->view, at + i));
    }
}

/* One instruction; `plain` if it is not guarded by a condition. */
static bool put_instruction(struct copying *c, size_t at, bool plain) {
    unsigned word = word_at(&c->view, at);
    size_t words = words_of(word);
    c->moved[at] = c->out.count;
    if (op_of(word) == OP_CALL && second_of(word) == 1) {
        return put_call(c, at);
    }
    if (op_of(word) == OP_TRANSITION) {
        if (!c->edit->spare_vowel || second_of(word) != VOWEL_OUT) {
            put_transition(c, at);
        }
        return true;
    }
    if (c->edit->instead && plain && op_of(word) == OP_SPECTRUM && ends_here(&c->view, at)) {
        bool put = put_instead(c, at);
        if (!put || !c->edit->before) {
            return put;
        }
    }
    c->jumps[at] = c->out.count;
    add_word(&c->out, rewritten(c->edit, word));
    for (size_t i = 1; i < words; i++) {
        add_word(&c->out, word_at(&c->view, at + i));
    }
    return true;
}

static bool put_all(struct copying *c, size_t end) {
    bool plain = true;
    for (size_t at = 0; at < end;) {
        unsigned word = word_at(&c->view, at);
        if (!put_instruction(c, at, plain)) {
            return false;
        }
        plain = !is_condition(word) && (plain || word != WORD_NOT);
        at += words_of(word);
    }
    c->moved[end] = c->out.count;
    return !c->out.full;
}

/* Jumps count words from themselves; words were put between. */
static bool mend_jumps(struct copying *c, size_t end) {
    for (size_t at = 0; at < end; at += words_of(word_at(&c->view, at))) {
        unsigned word = word_at(&c->view, at);
        if (!is_jump(word)) {
            continue;
        }
        size_t from = c->jumps[at], distance = c->moved[at + low(word)] - from;
        if (distance > 0xff) {
            return false;
        }
        c->out.words[from] = (uint16_t)((word & ~0xffu) | distance);
    }
    return true;
}

static uint16_t copy(struct blob *phonindex, uint16_t program, const struct program_edit *edit,
                     int depth) {
    struct copying c = {.phonindex = phonindex,
                        .view = {.phonindex = phonindex, .start = program},
                        .edit = edit,
                        .depth = depth};
    size_t end = whole(&c.view);
    if (edit->first && depth == 0) {
        c.out = *edit->first;
    }
    if (end == 0 || !put_all(&c, end) || !mend_jumps(&c, end)) {
        return 0;
    }
    return program_append(phonindex, &c.out);
}

uint16_t program_copy(struct blob *phonindex, uint16_t program, const struct program_edit *edit) {
    return copy(phonindex, program, edit, 0);
}

/* ---- looking ------------------------------------------------------------------------ */

uint32_t program_last_spectrum(const struct blob *phonindex, uint16_t program) {
    struct view view = {.phonindex = phonindex, .start = program};
    uint32_t last = 0;
    size_t end = whole(&view);
    for (size_t at = 0; at < end; at += words_of(word_at(&view, at))) {
        if (op_of(word_at(&view, at)) == OP_SPECTRUM) {
            last = sound_address(&view, at);
        }
    }
    return last;
}

static bool sane(const struct blob *phonindex, uint16_t program, bool codes_out[256], int depth) {
    struct view view = {.phonindex = phonindex, .start = program};
    size_t end = whole(&view);
    if (end == 0 || depth > CALLS_MAX_DEPTH) {
        return false;
    }
    for (size_t at = 0; at < end; at += words_of(word_at(&view, at))) {
        unsigned word = word_at(&view, at);
        if (carries_code(word)) {
            codes_out[low(word)] = true;
        }
        if (op_of(word) == OP_CALL && second_of(word) == 1 &&
            !sane(phonindex, (uint16_t)word_at(&view, at + 1), codes_out, depth + 1)) {
            return false;
        }
    }
    return true;
}

bool program_sane(const struct blob *phonindex, uint16_t program, bool codes_out[256]) {
    return sane(phonindex, program, codes_out, 0);
}
