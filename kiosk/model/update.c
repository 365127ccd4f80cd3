#include "model/choices.h"
#include "model/desk.h"
#include "model/guide.h"
#include "model/turn.h"

/* ---- moving ----------------------------------------------------------------- */

static const struct place nowhere = {
    .topic_ix = LIBRARY_NONE, .item_ix = LIBRARY_NONE, .question_ix = LIBRARY_NONE};

static struct place place_of(enum page_kind page) {
    struct place place = nowhere;
    place.page = page;
    return place;
}

static bool is_overlay(enum page_kind page) {
    return page == PAGE_CALL || page == PAGE_ASK || page == PAGE_LANGUAGES;
}

static bool is_content(const struct page_prompt *prompt) {
    return prompt->control != CONTROL_NONE || prompt->line != LIBRARY_NONE;
}

/* The unit that was heard last; for "abandoned at which unit" without the remarks
 * on the page that are said after its sentences. */
static int32_t heard_unit(const struct turn *turn, bool with_remarks) {
    struct page page;
    int at = turn->visit->heard;
    page_build(turn->state, turn->library, &page);
    if (at == LIBRARY_NONE || at >= page.arrival_end) {
        return LIBRARY_NONE;
    }
    while (!with_remarks && at > 0 && !is_content(&page.prompts[at])) {
        at--;
    }
    return page.prompts[at].unit_ix;
}

/* A prompt is being heard. The name of a key that was pressed is no content: what
 * is repeated is what was heard before it. */
static void speaking(struct turn *turn, int prompt_ix) {
    struct page page;
    page_build(turn->state, turn->library, &page);
    if (prompt_ix < 0 || prompt_ix >= page.prompt_count) {
        return;
    }
    turn->visit->lit = (int16_t)prompt_ix;
    if (prompt_ix < page.arrival_end) {
        turn->visit->heard = (int16_t)prompt_ix;
    }
}

/* Closes the open item and opens another; leaving one before its end is worth
 * knowing. */
static void change_item(struct turn *turn, int16_t item_ix) {
    struct visit *visit = turn->visit;
    if (visit->item_ix == item_ix) {
        return;
    }
    if (visit->item_ix != LIBRARY_NONE && !visit->item_finished) {
        turn_journal(turn, DEED_ABANDONED, (int32_t)visit->item_page, visit->item_unit_ix);
    }
    visit->item_ix = item_ix;
    visit->item_finished = false;
    visit->item_unit_ix = LIBRARY_NONE;
    if (item_ix != LIBRARY_NONE) {
        turn_journal(turn, DEED_ITEM, 0, LIBRARY_NONE);
    }
}

/* What was heard of the open item, kept while a call or a question covers it. */
static void remember_heard(struct turn *turn) {
    int32_t unit_ix = heard_unit(turn, false);
    if (!is_overlay(turn->visit->here.page) && unit_ix != LIBRARY_NONE) {
        turn->visit->item_unit_ix = unit_ix;
    }
}

/* What the page that is left has said about itself need not be said again. */
static void remember_told(struct turn *turn) {
    struct page page;
    page_build(turn->state, turn->library, &page);
    turn->visit->told |= page_marks(&page);
}

static void arrive(struct turn *turn, const struct place *place) {
    struct visit *visit = turn->visit;
    remember_heard(turn);
    remember_told(turn);
    if (!is_overlay(place->page)) {
        change_item(turn, place->item_ix);
        visit->item_page = place->page;
    }
    visit->here = *place;
    visit->focus = visit->armed = CONTROL_NONE;
    visit->heard = visit->lit = LIBRARY_NONE;
    visit->repeats = 0;
    turn_journal(turn, DEED_PAGE, (int32_t)place->page, LIBRARY_NONE);
    if (place->page == PAGE_SUMMARY && !visit->item_finished) {
        visit->item_finished = true;
        turn_journal(turn, DEED_FINISHED, 0, LIBRARY_NONE);
    }
    turn_say_page(turn);
}

static void trail_push(struct visit *visit) {
    if (visit->trail_count == TRAIL_MAX) {
        for (unsigned i = 1; i < TRAIL_MAX; i++) {
            visit->trail[i - 1] = visit->trail[i];
        }
        visit->trail_count--;
    }
    visit->trail[visit->trail_count++] = visit->here;
}

/* Goes on to `place`; Back returns here. */
static void go(struct turn *turn, const struct place *place) {
    struct place to = *place;
    trail_push(turn->visit);
    arrive(turn, &to);
}

/* ---- beginning and end of a visit --------------------------------------------- */

static void visit_init(struct visit *visit) {
    *visit = (struct visit){.lang_ix = LIBRARY_NONE,
                            .volume = VOLUME_DEFAULT,
                            .here = nowhere,
                            .item_ix = LIBRARY_NONE,
                            .item_unit_ix = LIBRARY_NONE,
                            .lit = LIBRARY_NONE,
                            .heard = LIBRARY_NONE,
                            .deadline_ms = -1};
    visit->here.page = PAGE_LANGUAGES;
}

/* Where a visit begins: without content there is only the call for the staff. */
static struct place first_place(const struct library *library) {
    bool usable = library->language_count > 0 && library->topic_count > 0;
    return place_of(usable ? PAGE_LANGUAGES : PAGE_STAFF);
}

/* The person has gone: nothing of the visit remains. */
static void forget(struct turn *turn, bool timed_out) {
    turn_hush(turn);
    remember_heard(turn);
    change_item(turn, LIBRARY_NONE);
    turn_journal(turn, DEED_SESSION_END, timed_out, LIBRARY_NONE);
    visit_init(turn->visit);
    turn->visit->here = first_place(turn->library);
    turn_effect(turn, (struct effect){.kind = FX_VOLUME, .value = VOLUME_DEFAULT});
    turn_effect(turn, (struct effect){.kind = FX_SLOWER, .value = 0});
}

static void end_visit(struct turn *turn) {
    forget(turn, false);
    turn_say_page(turn);
}

static void begin_session(struct turn *turn) {
    if (!turn->visit->session) {
        turn->visit->session = true;
        turn_journal(turn, DEED_SESSION_START, 0, LIBRARY_NONE);
    }
}

/* The page below those that cover it: several of languages, a call. */
static struct place covered_page(struct visit *visit) {
    while (visit->trail_count > 0) {
        struct place place = visit->trail[--visit->trail_count];
        if (!is_overlay(place.page)) {
            return place;
        }
    }
    return place_of(PAGE_TOPICS);
}

static void choose_language(struct turn *turn, int8_t lang_ix) {
    struct visit *visit = turn->visit;
    visit->lang_ix = lang_ix;
    begin_session(turn);
    turn_journal(turn, DEED_LANGUAGE, 0, LIBRARY_NONE);
    struct place to = covered_page(visit);
    arrive(turn, &to);
    visit->told = 0; /* in another language */
}

/* Whoever was here has gone; the staff are asked who they are. */
static void open_desk(struct turn *turn) {
    forget(turn, false);
    desk_open(turn);
}

/* Who leaves the desk leaves the kiosk to the next citizen, who is greeted unless
 * nobody was there. */
static void close_desk(struct turn *turn, bool timed_out) {
    forget(turn, timed_out);
    if (!timed_out) {
        turn_say_page(turn);
    }
}

/* ---- actions: what each control does ------------------------------------------- */

static void take_answer(struct turn *turn, const struct choice *choice) {
    const struct place *here = &turn->visit->here;
    const struct question *question =
        &turn->library->items[here->item_ix].questions[here->question_ix];
    turn_journal(turn, DEED_ANSWER, choice->number, question->label_ix);
    if (choice->to.item_ix != here->item_ix) {
        turn->visit->item_finished = true; /* handed over, not abandoned */
    }
    go(turn, &choice->to);
}

static void do_choice(struct turn *turn, enum control control) {
    struct choices choices;
    choices_of(turn->state, turn->library, &choices);
    const struct choice *choice = &choices.list[control - CONTROL_CHOICE_1];
    switch (choice->act) {
    case CHOICE_LANGUAGE:
        choose_language(turn, choice->lang_ix);
        break;
    case CHOICE_ANSWER:
        take_answer(turn, choice);
        break;
    case CHOICE_GO:
        go(turn, &choice->to);
        break;
    case CHOICE_END:
        end_visit(turn);
        break;
    }
}

static void do_back(struct turn *turn, enum control control) {
    (void)control;
    struct visit *visit = turn->visit;
    if (visit->here.page == PAGE_TOPICS && visit->trail_count == 0) {
        end_visit(turn);
        return;
    }
    struct place back = visit->trail[--visit->trail_count];
    if (visit->here.page != PAGE_ASK) { /* who answers does not go back */
        turn_journal(turn, DEED_BACK, (int32_t)visit->here.page, LIBRARY_NONE);
    }
    arrive(turn, &back);
}

static void do_home(struct turn *turn, enum control control) {
    (void)control;
    bool chosen = turn->visit->lang_ix != LIBRARY_NONE;
    struct place first = place_of(chosen ? PAGE_TOPICS : PAGE_LANGUAGES);
    turn->visit->trail_count = 0;
    arrive(turn, &first);
}

/* Once: the last sentence again. Twice: the whole page. */
static void do_repeat(struct turn *turn, enum control control) {
    (void)control;
    struct visit *visit = turn->visit;
    bool unit = visit->repeats == 0 && visit->heard != LIBRARY_NONE;
    int32_t unit_ix = heard_unit(turn, true);
    visit->repeats = unit ? 1 : 0;
    turn_journal(turn, DEED_REPEAT, unit ? 1 : 2, unit_ix);
    if (unit) {
        uint8_t first = (uint8_t)visit->heard;
        turn_say(turn, (struct effect){.first = first, .end = (uint8_t)(first + 1)});
    } else {
        turn_say_page(turn);
    }
}

/* Names the key; a page that was being read goes on from the sentence it was in. */
static void say_setting(struct turn *turn, enum control control) {
    bool broken = turn->visit->broken;
    turn_say_control(turn, control);
    turn->visit->resume = broken;
}

static void do_slower(struct turn *turn, enum control control) {
    struct visit *visit = turn->visit;
    visit->slower = !visit->slower;
    turn_effect(turn, (struct effect){.kind = FX_SLOWER, .value = visit->slower});
    turn_journal(turn, DEED_SLOWER, visit->slower, LIBRARY_NONE);
    say_setting(turn, control);
}

static void do_louder(struct turn *turn, enum control control) {
    struct visit *visit = turn->visit;
    visit->volume = (uint8_t)((visit->volume + 1) % VOLUME_LEVELS);
    turn_effect(turn, (struct effect){.kind = FX_VOLUME, .value = visit->volume});
    turn_journal(turn, DEED_LOUDER, visit->volume, LIBRARY_NONE);
    say_setting(turn, control);
}

static void do_language(struct turn *turn, enum control control) {
    (void)control;
    struct place languages = place_of(PAGE_LANGUAGES);
    go(turn, &languages);
}

static void do_call(struct turn *turn, enum control control) {
    (void)control;
    struct place call = place_of(PAGE_CALL);
    begin_session(turn); /* also of someone who cannot choose a language */
    turn_effect(turn, (struct effect){.kind = FX_RING});
    turn_journal(turn, DEED_HELP, (int32_t)turn->visit->here.page, LIBRARY_NONE);
    if (turn->visit->here.page == PAGE_CALL || turn->visit->here.page == PAGE_STAFF) {
        turn_say_page(turn);
    } else {
        go(turn, &call);
    }
}

static void do_next(struct turn *turn, enum control control) {
    struct visit *visit = turn->visit;
    struct place next = visit->here;
    if (is_overlay(visit->here.page) && visit->here.page != PAGE_LANGUAGES) {
        do_back(turn, control);
        return;
    }
    if (!guide_next(turn->library, &visit->here, paging_of(turn->state->world.layout)->lines,
                    &next)) {
        next.part++; /* more choices */
    }
    go(turn, &next);
}

/* Five touches of a corner that shows nothing: no citizen comes to the desk by
 * chance. */
static void do_corner(struct turn *turn, enum control control) {
    (void)control;
    struct desk *desk = &turn->state->desk;
    if (desk->corner_touches == 0 || turn->now_ms - desk->corner_ms > CORNER_MS) {
        desk->corner_touches = 0;
        desk->corner_ms = turn->now_ms;
    }
    if (++desk->corner_touches == CORNER_TOUCHES) {
        open_desk(turn);
    }
}

static void (*const actions[CONTROL_COUNT])(struct turn *turn, enum control control) = {
    [CONTROL_CHOICE_1] = do_choice, [CONTROL_CHOICE_2] = do_choice,
    [CONTROL_CHOICE_3] = do_choice, [CONTROL_CHOICE_4] = do_choice,
    [CONTROL_CHOICE_5] = do_choice, [CONTROL_CHOICE_6] = do_choice,
    [CONTROL_BACK] = do_back,       [CONTROL_HOME] = do_home,
    [CONTROL_REPEAT] = do_repeat,   [CONTROL_SLOWER] = do_slower,
    [CONTROL_LOUDER] = do_louder,   [CONTROL_LANGUAGE] = do_language,
    [CONTROL_CALL] = do_call,       [CONTROL_NEXT] = do_next,
    [CONTROL_CORNER] = do_corner,
};

/* What a key means; walking keys and OK have no control of their own. */
static const enum control key_controls[KEY_COUNT] = {
    [KEY_1] = CONTROL_CHOICE_1,        [KEY_2] = CONTROL_CHOICE_2,    [KEY_3] = CONTROL_CHOICE_3,
    [KEY_4] = CONTROL_CHOICE_4,        [KEY_5] = CONTROL_CHOICE_5,    [KEY_6] = CONTROL_CHOICE_6,
    [KEY_BACK] = CONTROL_BACK,         [KEY_REPEAT] = CONTROL_REPEAT, [KEY_HELP] = CONTROL_CALL,
    [KEY_SLOWER] = CONTROL_SLOWER,     [KEY_LOUDER] = CONTROL_LOUDER, [KEY_HOME] = CONTROL_HOME,
    [KEY_LANGUAGE] = CONTROL_LANGUAGE, [KEY_NEXT] = CONTROL_NEXT,     [KEY_ERASE] = CONTROL_BACK,
    [KEY_0] = CONTROL_REPEAT,
};

/* Where digits are typed, the digits mean themselves. */
static const enum control digit_controls[KEY_COUNT] = {
    [KEY_1] = CONTROL_DIGIT_1, [KEY_2] = CONTROL_DIGIT_2,   [KEY_3] = CONTROL_DIGIT_3,
    [KEY_4] = CONTROL_DIGIT_4, [KEY_5] = CONTROL_DIGIT_5,   [KEY_6] = CONTROL_DIGIT_6,
    [KEY_7] = CONTROL_DIGIT_7, [KEY_8] = CONTROL_DIGIT_8,   [KEY_9] = CONTROL_DIGIT_9,
    [KEY_0] = CONTROL_DIGIT_0, [KEY_ERASE] = CONTROL_ERASE,
};

static bool is_at_desk(const struct turn *turn) { return turn->state->desk.stage != DESK_SHUT; }

/* How it is spoken is the same for citizens and staff. */
static bool is_setting(enum control control) {
    return control == CONTROL_REPEAT || control == CONTROL_SLOWER || control == CONTROL_LOUDER;
}

static bool usable(const struct turn *turn, enum control control) {
    return control != CONTROL_NONE && (controls_of(turn->state, turn->library) & 1u << control);
}

static void act(struct turn *turn, enum control control) {
    if (!usable(turn, control)) {
        return;
    }
    if (control != CONTROL_REPEAT) {
        turn->visit->repeats = 0;
    }
    if (is_at_desk(turn) && !is_setting(control)) {
        desk_act(turn, control);
    } else if (actions[control]) {
        actions[control](turn, control);
    }
}

/* ---- input --------------------------------------------------------------------- */

/* Moves the focus to the nearest usable control before or after it, round. */
static void walk(struct turn *turn, int step) {
    int at = (int)turn->visit->focus;
    for (int tries = 0; tries < CONTROL_COUNT; tries++) {
        at = (at + step + CONTROL_COUNT) % CONTROL_COUNT;
        if (at != CONTROL_CORNER && usable(turn, (enum control)at)) {
            turn->visit->focus = (enum control)at;
            turn->visit->armed = CONTROL_NONE;
            turn_say_control(turn, (enum control)at);
            return;
        }
    }
}

static void press_key(struct turn *turn, enum key key) {
    enum control focus = turn->visit->focus;
    switch (key) {
    case KEY_UP:
    case KEY_LEFT:
        walk(turn, -1);
        break;
    case KEY_DOWN:
    case KEY_RIGHT:
        walk(turn, 1);
        break;
    case KEY_OK:
        act(turn, focus != CONTROL_NONE         ? focus
                  : usable(turn, CONTROL_ENTER) ? CONTROL_ENTER
                                                : CONTROL_NEXT);
        break;
    case KEY_STAFF:
        open_desk(turn);
        break;
    default: /* the rest are tables */
        act(turn, usable(turn, digit_controls[key]) ? digit_controls[key] : key_controls[key]);
        break;
    }
}

static bool is_choice(enum control control) {
    return control >= CONTROL_CHOICE_1 && control <= CONTROL_CHOICE_6;
}

/* A choice is heard at the first touch and taken at the second, so that a wrong
 * touch costs nothing; where nothing would be heard, at the first. */
static void touch(struct turn *turn, enum control control) {
    struct visit *visit = turn->visit;
    bool silent = desk_talks(&turn->state->desk);
    if (!is_choice(control) || visit->armed == control || silent) {
        act(turn, control);
    } else if (usable(turn, control)) {
        visit->focus = visit->armed = control;
        turn_say_control(turn, control);
    }
}

/* Any input first hushes; on "are you still there?" it only answers. */
static void input(struct turn *turn, const struct event *event) {
    turn_hush(turn);
    turn->visit->touched = true;
    if (is_at_desk(turn)) {
        desk_idle(turn);
    } else {
        turn_wait_for(turn, IDLE_MS);
    }
    if (event->kind == EV_PRESS) {
        return;
    }
    if (turn->visit->here.page == PAGE_ASK) {
        do_back(turn, CONTROL_BACK);
    } else if (event->kind == EV_TOUCH) {
        touch(turn, (enum control)event->value);
    } else {
        press_key(turn, (enum key)event->value);
    }
}

/* ---- time and speech --------------------------------------------------------------- */

static void time_out(struct turn *turn) {
    struct visit *visit = turn->visit;
    visit->deadline_ms = -1;
    turn->state->speaking = false;
    if (is_at_desk(turn)) {
        desk_time_out(turn);
    } else if (!visit->session) {
        forget(turn, true);
    } else if (visit->here.page == PAGE_ASK) {
        struct place back = visit->trail[--visit->trail_count];
        turn_journal(turn, DEED_TIMEOUT, (int32_t)back.page, LIBRARY_NONE);
        visit->here = back;
        visit->heard = LIBRARY_NONE; /* it was heard of the question, not of the page below */
        forget(turn, true);
    } else {
        struct place ask = place_of(PAGE_ASK);
        go(turn, &ask);
        if (!turn->state->speaking) {
            turn_wait_for(turn, ASK_MS);
        }
    }
}

static void spoken(struct turn *turn) {
    struct visit *visit = turn->visit;
    turn->state->speaking = false;
    visit->lit = LIBRARY_NONE;
    visit->deadline_ms = -1;
    if (is_at_desk(turn)) {
        desk_idle(turn);
    } else if (visit->touched) {
        turn_wait_for(turn, visit->here.page == PAGE_ASK ? ASK_MS : IDLE_MS);
    }
    if (visit->resume) {
        uint8_t first = visit->heard == LIBRARY_NONE ? 0 : (uint8_t)visit->heard;
        turn_say(turn, (struct effect){.first = first, .end = SAY_ARRIVAL});
    }
}

/* A device that appears tells the page again; one that goes must not hold us. */
static void sound_changed(struct turn *turn, bool sound) {
    bool appeared = sound && !turn->state->world.sound;
    turn->state->world.sound = sound;
    if (appeared) {
        turn_say_page(turn);
    } else if (!sound && turn->state->speaking) {
        spoken(turn);
    }
}

static int16_t topic_of(const struct library *library, int16_t item_ix) {
    for (int16_t t = 0; t < library->topic_count; t++) {
        if (library_topic_has(&library->topics[t], item_ix)) {
            return t;
        }
    }
    return LIBRARY_NONE;
}

/* Who wrote an item sees it as citizens will, in the language chosen last. */
static void open_item(struct turn *turn, int32_t item_ix) {
    int16_t ix = (int16_t)item_ix;
    if (item_ix < 0 || item_ix >= turn->library->item_count || is_at_desk(turn)) {
        return;
    }
    int16_t topic_ix = topic_of(turn->library, ix);
    uint8_t lines = paging_of(turn->state->world.layout)->lines;
    if (topic_ix == LIBRARY_NONE) {
        return;
    }
    struct place place = guide_start(turn->library, topic_ix, ix, lines);
    turn_hush(turn);
    turn->visit->touched = true;
    turn_wait_for(turn, IDLE_MS);
    if (turn->visit->lang_ix == LIBRARY_NONE) {
        choose_language(turn, LIBRARY_VIETNAMESE);
    }
    go(turn, &place);
}

static void start(struct turn *turn, int32_t today) {
    turn->state->world.today = today;
    turn->visit->here = first_place(turn->library);
    turn_say_page(turn);
}

void state_init(struct state *state, enum layout_kind layout) {
    *state = (struct state){.world = {.layout = layout}};
    visit_init(&state->visit);
}

int64_t model_deadline(const struct state *state) { return state->visit.deadline_ms; }

void model_update(struct state *state, const struct library *library, const struct event *event,
                  struct effects *effects_out) {
    *effects_out = (struct effects){0};
    struct turn turn = {.state = state,
                        .visit = &state->visit,
                        .library = library,
                        .effects = effects_out,
                        .now_ms = event->at_ms};
    bool was_at_desk = is_at_desk(&turn);
    bool current = state->speaking && event->utterance == state->utterance;
    switch (event->kind) {
    case EV_START:
        start(&turn, event->value);
        break;
    case EV_KEY:
    case EV_TOUCH:
    case EV_PRESS:
        input(&turn, event);
        break;
    case EV_SPEAKING:
        if (current) {
            speaking(&turn, event->value);
        }
        break;
    case EV_SPOKEN:
        if (current) {
            spoken(&turn);
        }
        break;
    case EV_SOUND:
        sound_changed(&turn, event->value != 0);
        break;
    case EV_TIME:
        if (state->visit.deadline_ms >= 0 && event->at_ms >= state->visit.deadline_ms) {
            time_out(&turn);
        }
        break;
    case EV_DAY:
        state->world.today = event->value;
        break;
    case EV_OPEN:
        open_item(&turn, event->value);
        break;
    case EV_JOB_LINE:
    case EV_JOB_STEP:
    case EV_JOB_DONE:
        desk_news(&turn, event);
        break;
    case EV_KIND_COUNT:
        break;
    }
    if (was_at_desk && !is_at_desk(&turn)) {
        close_desk(&turn, event->kind == EV_TIME);
    }
}
