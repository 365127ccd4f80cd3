#include "content/ways.h"

#include <string.h>

struct ways ways_of_item(const struct item *item) {
    struct ways ways = {.question_count = item->question_count};
    for (int q = 0; q < item->question_count; q++) {
        const struct question *question = &item->questions[q];
        ways.questions[q].answer_count = question->answer_count;
        for (int a = 0; a < question->answer_count; a++) {
            ways.questions[q].next[a] = question->answers[a].next;
            ways.questions[q].next_ix[a] = question->answers[a].next_ix;
        }
    }
    return ways;
}

/* The question an answer leads to, LIBRARY_NONE if it ends the questions. */
static int following(const struct ways *ways, int question, int answer) {
    bool goes_on = ways->questions[question].next[answer] == NEXT_QUESTION;
    return goes_on ? ways->questions[question].next_ix[answer] : LIBRARY_NONE;
}

/* All questions that can come after those in `from`. */
static unsigned after(const struct ways *ways, unsigned from) {
    unsigned reached = 0;
    for (int q = 0; q < ways->question_count; q++) {
        for (int a = 0; from >> q & 1 && a < ways->questions[q].answer_count; a++) {
            int next = following(ways, q, a);
            reached |= next >= 0 ? 1u << next : 0;
        }
    }
    return reached;
}

static unsigned closure(const struct ways *ways, unsigned from) {
    unsigned all = from;
    for (int round = 0; round < ways->question_count; round++) {
        all |= after(ways, all);
    }
    return all;
}

int ways_loop(const struct ways *ways) {
    for (int q = 0; q < ways->question_count; q++) {
        if (closure(ways, after(ways, 1u << q)) >> q & 1) {
            return q;
        }
    }
    return LIBRARY_NONE;
}

unsigned ways_asked(const struct ways *ways) { return ways->question_count ? closure(ways, 1) : 0; }

/* ---- ways that fit -------------------------------------------------------------- */

enum { SETS = 1 << LIBRARY_QUESTIONS_MAX };

/* A walk remembers (question, which needed ones were asked), so that each is
 * looked at once however many ways lead there. */
struct walk {
    const struct ways *ways;
    unsigned needed;                        /* bit q: a condition is about q */
    uint8_t fitting[LIBRARY_QUESTIONS_MAX]; /* answers that may be given */
    bool seen[LIBRARY_QUESTIONS_MAX][SETS];
};

static bool walk_from(struct walk *walk, int question, unsigned asked) {
    asked |= walk->needed & 1u << question;
    if (walk->seen[question][asked]) {
        return false; /* was tried, or is a loop */
    }
    walk->seen[question][asked] = true;
    for (int a = 0; a < walk->ways->questions[question].answer_count; a++) {
        if (!(walk->fitting[question] >> a & 1)) {
            continue;
        }
        bool ends = walk->ways->questions[question].next[a] == NEXT_PAPERS;
        int next = following(walk->ways, question, a);
        if ((ends && asked == walk->needed) || (next >= 0 && walk_from(walk, next, asked))) {
            return true;
        }
    }
    return false;
}

bool ways_fit(const struct ways *ways, const struct condition *conditions, int count) {
    struct walk walk = {.ways = ways};
    memset(walk.fitting, 0xFF, sizeof walk.fitting);
    for (int i = 0; i < count; i++) {
        walk.needed |= 1u << conditions[i].question;
        walk.fitting[conditions[i].question] &= conditions[i].answers;
    }
    return ways->question_count ? walk_from(&walk, 0, 0) : count == 0;
}
