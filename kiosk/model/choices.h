/* What can be chosen on a page and where it leads: one list that the page shows
 * and the update follows. */
#ifndef MODEL_CHOICES_H
#define MODEL_CHOICES_H

#include "model/state.h"

enum choice_act {
    CHOICE_GO,       /* to `to` */
    CHOICE_LANGUAGE, /* choose the language `lang_ix` */
    CHOICE_ANSWER,   /* answer `number` of the question here, then to `to` */
    CHOICE_END       /* the visit is over */
};

struct choice {
    enum choice_act act;
    struct place to;
    int8_t lang_ix;   /* CHOICE_LANGUAGE */
    uint8_t number;   /* CHOICE_ANSWER, from 1 */
    int32_t label_ix; /* unit, LIBRARY_NONE for a language's own name */
    const char *pictogram;
};

struct choices {
    struct choice list[PAGE_CHOICES_MAX];
    uint8_t count;
    bool more; /* another page of choices follows */
};

/* The choices of the page the state is on. Pictograms live with the library. */
void choices_of(const struct state *state, const struct library *library,
                struct choices *choices_out);

/* Controls that do something here: bit c set for enum control c. */
uint32_t controls_of(const struct state *state, const struct library *library);

#endif
