/* The questions of a procedure as a graph: which answer leads where. Small and
 * without text, so that source and pack are judged by the same code. */
#ifndef CONTENT_WAYS_H
#define CONTENT_WAYS_H

#include <stdbool.h>

#include "content/library.h"

struct ways {
    int question_count;
    struct {
        int answer_count;
        enum next_kind next[LIBRARY_ANSWERS_MAX];
        int next_ix[LIBRARY_ANSWERS_MAX]; /* NEXT_QUESTION; LIBRARY_NONE leads nowhere */
    } questions[LIBRARY_QUESTIONS_MAX];
};

/* The graph of an item of the library. */
struct ways ways_of_item(const struct item *item);

/* A question that can come again after itself, or LIBRARY_NONE. */
int ways_loop(const struct ways *ways);

/* Bit q is set if question q can be asked. */
unsigned ways_asked(const struct ways *ways);

/* True if some way through the questions (without loops) ends at the papers and
 * fits all conditions; without questions only no conditions fit. */
bool ways_fit(const struct ways *ways, const struct condition *conditions, int count);

#endif
