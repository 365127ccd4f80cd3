/* The questions of a procedure as a graph: which answer leads where. Small and
 * without text, so that source and pack are judged by the same code. */
#ifndef CONTENT_GUIDE_H
#define CONTENT_GUIDE_H

#include <stdbool.h>

#include "content/library.h"

struct guide {
    int question_count;
    struct {
        int answer_count;
        enum next_kind next[LIBRARY_ANSWERS_MAX];
        int next_ix[LIBRARY_ANSWERS_MAX]; /* NEXT_QUESTION; LIBRARY_NONE leads nowhere */
    } questions[LIBRARY_QUESTIONS_MAX];
};

/* The graph of an item of the library. */
struct guide guide_of_item(const struct item *item);

/* A question that can come again after itself, or LIBRARY_NONE. */
int guide_loop(const struct guide *guide);

/* Bit q is set if question q can be asked. */
unsigned guide_asked(const struct guide *guide);

/* True if some way through the questions (without loops) ends at the papers and
 * fits all conditions; without questions only no conditions fit. */
bool guide_fits(const struct guide *guide, const struct condition *conditions, int count);

#endif
