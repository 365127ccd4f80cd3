/* One call of model_update: what it reads and writes, and what citizens' and
 * staff's pages both do with it. Inside model/ only. */
#ifndef MODEL_TURN_H
#define MODEL_TURN_H

#include "model/state.h"

struct turn {
    struct state *state;
    struct visit *visit; /* of state */
    const struct library *library;
    struct effects *effects;
    int64_t now_ms;
};

/* One more thing to be done. */
void turn_effect(struct turn *turn, struct effect effect);

/* One row of the journal, if a session is open. */
void turn_journal(struct turn *turn, enum deed deed, int32_t value, int32_t unit_ix);

/* EV_TIME is wanted in so many milliseconds. */
void turn_wait_for(struct turn *turn, int64_t ms);

/* Speaks what the fields of an FX_SAY say. Idling is counted from the end of
 * speech; without sound, from now. */
void turn_say(struct turn *turn, struct effect what);
void turn_say_page(struct turn *turn);
void turn_say_control(struct turn *turn, enum control control);

/* Silence. */
void turn_hush(struct turn *turn);

#endif
