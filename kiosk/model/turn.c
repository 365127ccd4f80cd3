#include "model/turn.h"

#include <assert.h>

void turn_effect(struct turn *turn, struct effect effect) {
    assert(turn->effects->count < EFFECTS_MAX);
    turn->effects->list[turn->effects->count++] = effect;
}

void turn_journal(struct turn *turn, enum deed deed, int32_t value, int32_t unit_ix) {
    if (turn->visit->session) {
        turn_effect(turn, (struct effect){.kind = FX_JOURNAL,
                                          .deed = deed,
                                          .value = value,
                                          .lang_ix = turn->visit->lang_ix,
                                          .item_ix = turn->visit->item_ix,
                                          .unit_ix = unit_ix});
    }
}

void turn_wait_for(struct turn *turn, int64_t ms) { turn->visit->deadline_ms = turn->now_ms + ms; }

void turn_say(struct turn *turn, struct effect what) {
    struct state *state = turn->state;
    if (desk_talks(&state->desk)) {
        return; /* the job says its pages itself */
    }
    what.kind = FX_SAY;
    what.utterance = ++state->utterance;
    turn_effect(turn, what);
    state->speaking = state->world.sound;
    turn->visit->reading = what.end == SAY_ARRIVAL;
    turn->visit->broken = turn->visit->resume = false;
    turn->visit->lit = LIBRARY_NONE;
    if (state->speaking) {
        turn_wait_for(turn, SPEECH_MAX_MS);
    }
}

void turn_say_page(struct turn *turn) { turn_say(turn, (struct effect){.end = SAY_ARRIVAL}); }

void turn_say_control(struct turn *turn, enum control control) {
    turn_say(turn, (struct effect){.value = (int32_t)control});
}

void turn_hush(struct turn *turn) {
    if (turn->state->speaking) {
        turn_effect(turn, (struct effect){.kind = FX_HUSH});
        turn->visit->broken = turn->visit->reading || turn->visit->resume;
    }
    turn->state->speaking = false;
    turn->visit->lit = LIBRARY_NONE;
}
