#include "booth/booth.h"

#include <assert.h>
#include <string.h>

#include "base/str.h"

/* One call of booth_update. */
struct turn {
    struct booth *booth;
    const struct booth_plan *plan;
    const struct booth_event *event;
    struct booth_effects *effects;
};

static void effect(struct turn *turn, enum booth_effect effect) {
    assert(turn->effects->count < BOOTH_EFFECTS_MAX);
    turn->effects->list[turn->effects->count++] = effect;
}

static void show(struct turn *turn, enum booth_page page, enum booth_note note) {
    turn->booth->page = page;
    turn->booth->note = note;
}

static void ask(struct turn *turn, enum booth_page page) {
    show(turn, page, BOOTH_NOTE_NONE);
    effect(turn, BOOTH_FX_SAY);
}

/* Stays on `page`, with a sentence that is also said. */
static void advise(struct turn *turn, enum booth_page page, enum booth_note note) {
    show(turn, page, note);
    effect(turn, BOOTH_FX_ADVISE);
}

/* ---- which sentence -------------------------------------------------------------------- */

static void open_unit(struct turn *turn, size_t ix, enum booth_note note) {
    turn->booth->work_ix = ix;
    turn->booth->doubted = false;
    turn->booth->verdict = CLIP_GOOD;
    show(turn, BOOTH_UNIT, note);
    effect(turn, BOOTH_FX_SAY);
}

/* The first sentence at or behind `from` that is not done, else the first one of all. */
static void open_next(struct turn *turn, size_t from, enum booth_note note) {
    const struct worklist *list = turn->plan->worklist;
    for (size_t i = 0; i < list->count; i++) {
        size_t ix = (from + i) % list->count;
        if (!list->list[ix].done) {
            open_unit(turn, ix, note);
            return;
        }
    }
    show(turn, BOOTH_DONE, note);
    effect(turn, BOOTH_FX_SAY);
}

static void open_last(struct turn *turn) {
    size_t ix = turn->booth->work_ix;
    if (turn->plan->worklist->count > 0) {
        open_unit(turn, ix > 0 && turn->booth->page != BOOTH_DONE ? ix - 1 : ix, BOOTH_NOTE_NONE);
    }
}

/* ---- who she is --------------------------------------------------------------------------- */

static const struct booth_licence licences[] = {
    {"kiosk-only", "chỉ dùng trong các máy và loa Tiếng Bản"},
    {"CC-BY-SA-4.0", "ai cũng được dùng và chép, miễn là nói rõ là tiếng của ai và cho người khác "
                     "dùng lại như vậy"},
};

const struct booth_licence *booth_licence(int ix) {
    return ix >= 0 && (size_t)ix < sizeof licences / sizeof *licences ? &licences[ix] : NULL;
}

/* "2" → 1; LIBRARY_NONE if it is no number from 1 to `count`. */
static int32_t chosen(const char *text, size_t count) {
    size_t number = 0, digits = strspn(text, "0123456789");
    for (size_t i = 0; i < digits && number <= count; i++) {
        number = 10 * number + (size_t)(text[i] - '0');
    }
    bool fits = digits > 0 && text[digits] == '\0' && number >= 1 && number <= count;
    return fits ? (int32_t)number - 1 : LIBRARY_NONE;
}

static bool is_number(const char *text) {
    return *text && text[strspn(text, "0123456789")] == '\0';
}

static void meet(struct turn *turn) {
    show(turn, BOOTH_MEETING, BOOTH_NOTE_NONE);
    effect(turn, BOOTH_FX_SPEAKER);
}

static void answer_name(struct turn *turn, const char *text) {
    struct booth *booth = turn->booth;
    booth->speaker.known = chosen(text, turn->plan->speaker_count);
    if (booth->speaker.known != LIBRARY_NONE) {
        meet(turn);
    } else if (*text && !is_number(text)) {
        str_copy(booth->speaker.name, sizeof booth->speaker.name, text);
        ask(turn, BOOTH_DIALECT);
    } else {
        show(turn, BOOTH_NAME, BOOTH_NOTE_WHAT);
    }
}

static void answer_licence(struct turn *turn, const char *text) {
    int32_t licence = chosen(text, sizeof licences / sizeof *licences);
    if (licence == LIBRARY_NONE) {
        show(turn, BOOTH_LICENCE, BOOTH_NOTE_WHAT);
        return;
    }
    turn->booth->speaker.licence = licence;
    meet(turn);
}

static void answer(struct turn *turn, const char *text) {
    struct booth *booth = turn->booth;
    if (booth->page == BOOTH_NAME) {
        answer_name(turn, text);
    } else if (booth->page == BOOTH_DIALECT) { /* who does not know it says nothing */
        str_copy(booth->speaker.dialect, sizeof booth->speaker.dialect, text);
        ask(turn, BOOTH_LICENCE);
    } else if (booth->page == BOOTH_LICENCE) {
        answer_licence(turn, text);
    }
}

/* ---- takes ----------------------------------------------------------------------------------- */

static void record(struct turn *turn) {
    effect(turn, BOOTH_FX_HUSH);
    effect(turn, BOOTH_FX_RECORD);
    turn->booth->level = (struct microphone_level){0, 0};
    show(turn, BOOTH_STARTING, BOOTH_NOTE_NONE);
}

static void stop(struct turn *turn) {
    effect(turn, BOOTH_FX_STOP);
    show(turn, BOOTH_JUDGING, BOOTH_NOTE_NONE);
}

bool booth_can_keep(const struct booth *booth) {
    return booth->page == BOOTH_JUDGED &&
           (booth->verdict == CLIP_GOOD || (booth->doubted && clip_doubtful(booth->verdict)));
}

static void judge(struct turn *turn, enum clip_verdict verdict) {
    struct booth *booth = turn->booth;
    booth->doubted = booth->verdict == verdict && clip_doubtful(verdict);
    booth->verdict = verdict;
    if (verdict == CLIP_GOOD) {
        show(turn, BOOTH_JUDGED, BOOTH_NOTE_VERDICT);
        effect(turn, BOOTH_FX_PLAY);
    } else {
        advise(turn, BOOTH_JUDGED, BOOTH_NOTE_VERDICT);
    }
}

/* A take that is not whole is not judged: she is told why, and speaks again. */
static void take_over(struct turn *turn) {
    static const enum booth_note notes[] = {[MICROPHONE_FULL] = BOOTH_NOTE_FULL,
                                            [MICROPHONE_GAP] = BOOTH_NOTE_GAP,
                                            [MICROPHONE_LOST] = BOOTH_NOTE_LOST,
                                            [MICROPHONE_NONE] = BOOTH_NOTE_NO_MICROPHONE};
    enum booth_page page = turn->booth->page;
    turn->booth->level = (struct microphone_level){0, 0};
    if (page != BOOTH_STARTING && page != BOOTH_RECORDING && page != BOOTH_JUDGING) {
        return; /* she left meanwhile */
    }
    if (turn->event->end == MICROPHONE_STOPPED) {
        judge(turn, turn->event->verdict);
    } else {
        advise(turn, BOOTH_UNIT, notes[turn->event->end]);
    }
}

static void saved(struct turn *turn) {
    struct booth *booth = turn->booth;
    if (booth->page == BOOTH_MEETING) {
        if (turn->event->good) {
            open_next(turn, 0, BOOTH_NOTE_NONE);
        } else {
            advise(turn, BOOTH_NAME, BOOTH_NOTE_NOT_SAVED);
        }
    } else if (booth->page == BOOTH_SAVING) {
        if (turn->event->good) {
            booth->kept++;
            open_next(turn, booth->work_ix + 1, BOOTH_NOTE_SAVED);
        } else {
            advise(turn, BOOTH_JUDGED, BOOTH_NOTE_NOT_SAVED);
        }
    }
}

/* ---- keys: what each does on which page -------------------------------------------------- */

static void do_yes(struct turn *turn) { ask(turn, BOOTH_NAME); }

static void do_leave(struct turn *turn) {
    enum booth_page page = turn->booth->page;
    bool listens = page == BOOTH_STARTING || page == BOOTH_RECORDING;
    effect(turn, listens ? BOOTH_FX_STOP : BOOTH_FX_HUSH);
    show(turn, BOOTH_END, BOOTH_NOTE_NONE);
}

static void do_say(struct turn *turn) { effect(turn, BOOTH_FX_SAY); }

static void do_play(struct turn *turn) { effect(turn, BOOTH_FX_PLAY); }

static void do_keep(struct turn *turn) {
    if (booth_can_keep(turn->booth)) {
        effect(turn, BOOTH_FX_HUSH);
        effect(turn, BOOTH_FX_SAVE);
        show(turn, BOOTH_SAVING, BOOTH_NOTE_NONE);
    } else {
        effect(turn, BOOTH_FX_ADVISE);
    }
}

/* A good take is not thrown away by the key that began it. */
static void do_retry(struct turn *turn) {
    if (!booth_can_keep(turn->booth)) {
        record(turn);
    }
}

static void do_skip(struct turn *turn) {
    open_next(turn, turn->booth->work_ix + 1, BOOTH_NOTE_NONE);
}

static const struct {
    enum booth_page page;
    enum booth_key key;
    void (*act)(struct turn *turn);
} acts[] = {
    {BOOTH_CONSENT, BOOTH_KEY_YES, do_yes},     {BOOTH_CONSENT, BOOTH_KEY_NO, do_leave},
    {BOOTH_CONSENT, BOOTH_KEY_PLAY, do_say},    {BOOTH_UNIT, BOOTH_KEY_RECORD, record},
    {BOOTH_UNIT, BOOTH_KEY_AGAIN, record},      {BOOTH_UNIT, BOOTH_KEY_PLAY, do_say},
    {BOOTH_UNIT, BOOTH_KEY_SKIP, do_skip},      {BOOTH_UNIT, BOOTH_KEY_BACK, open_last},
    {BOOTH_STARTING, BOOTH_KEY_RECORD, stop},   {BOOTH_RECORDING, BOOTH_KEY_RECORD, stop},
    {BOOTH_JUDGED, BOOTH_KEY_RECORD, do_retry}, {BOOTH_JUDGED, BOOTH_KEY_PLAY, do_play},
    {BOOTH_JUDGED, BOOTH_KEY_KEEP, do_keep},    {BOOTH_JUDGED, BOOTH_KEY_AGAIN, record},
    {BOOTH_JUDGED, BOOTH_KEY_SKIP, do_skip},    {BOOTH_JUDGED, BOOTH_KEY_BACK, open_last},
    {BOOTH_DONE, BOOTH_KEY_BACK, open_last},
};

static void press(struct turn *turn, enum booth_key key) {
    enum booth_page page = turn->booth->page;
    if (key == BOOTH_KEY_QUIT && page != BOOTH_END) {
        do_leave(turn);
        return;
    }
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        if (acts[i].page == page && acts[i].key == key) {
            acts[i].act(turn);
            return;
        }
    }
}

/* ---- the whole ---------------------------------------------------------------------- */

void booth_init(struct booth *booth) {
    *booth = (struct booth){.page = BOOTH_CONSENT};
    booth->speaker.known = LIBRARY_NONE;
}

bool booth_wants_text(const struct booth *booth) {
    return booth->page == BOOTH_NAME || booth->page == BOOTH_DIALECT ||
           booth->page == BOOTH_LICENCE;
}

void booth_update(struct booth *booth, const struct booth_plan *plan,
                  const struct booth_event *event, struct booth_effects *effects_out) {
    *effects_out = (struct booth_effects){0};
    struct turn turn = {booth, plan, event, effects_out};
    switch (event->kind) {
    case BOOTH_EV_START:
        ask(&turn, BOOTH_CONSENT);
        break;
    case BOOTH_EV_KEY:
        press(&turn, event->key);
        break;
    case BOOTH_EV_TEXT:
        answer(&turn, event->text);
        break;
    case BOOTH_EV_LISTENING:
        booth->page = booth->page == BOOTH_STARTING ? BOOTH_RECORDING : booth->page;
        break;
    case BOOTH_EV_LEVEL:
        if (booth->page == BOOTH_RECORDING) {
            booth->level = event->level;
        }
        break;
    case BOOTH_EV_TAKE:
        take_over(&turn);
        break;
    case BOOTH_EV_SAVED:
        saved(&turn);
        break;
    }
}

/* ---- lengths ------------------------------------------------------------------------ */

/* Words are syllables in Vietnamese and nearly so in its neighbours; a figure is one. */
static size_t syllables(const char *text) {
    size_t count = 0;
    bool inside = false;
    for (; *text; text++) {
        bool digit = *text >= '0' && *text <= '9';
        bool letter = !digit && !strchr(" -.,:;?!/()\"", *text);
        count += digit || (letter && !inside);
        inside = letter;
    }
    return count;
}

uint32_t booth_expected_ms(const struct work *work) {
    static const char number[] = "number:";
    if (strncmp(work->unit, number, sizeof number - 1) == 0) {
        return clip_expected_ms(1);
    }
    return clip_expected_ms(syllables(work->translation ? work->translation : work->vietnamese));
}
