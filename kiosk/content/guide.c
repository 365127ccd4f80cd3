#include "content/guide.h"

#include <string.h>

struct guide guide_of_item(const struct item *item) {
    struct guide guide = {.question_count = item->question_count};
    for (int q = 0; q < item->question_count; q++) {
        const struct question *question = &item->questions[q];
        guide.questions[q].answer_count = question->answer_count;
        for (int a = 0; a < question->answer_count; a++) {
            guide.questions[q].next[a] = question->answers[a].next;
            guide.questions[q].next_ix[a] = question->answers[a].next_ix;
        }
    }
    return guide;
}

/* The question an answer leads to, LIBRARY_NONE if it ends the questions. */
static int following(const struct guide *guide, int question, int answer) {
    bool goes_on = guide->questions[question].next[answer] == NEXT_QUESTION;
    return goes_on ? guide->questions[question].next_ix[answer] : LIBRARY_NONE;
}

/* All questions that can come after those in `from`. */
static unsigned after(const struct guide *guide, unsigned from) {
    unsigned reached = 0;
    for (int q = 0; q < guide->question_count; q++) {
        for (int a = 0; from >> q & 1 && a < guide->questions[q].answer_count; a++) {
            int next = following(guide, q, a);
            reached |= next >= 0 ? 1u << next : 0;
        }
    }
    return reached;
}

static unsigned closure(const struct guide *guide, unsigned from) {
    unsigned all = from;
    for (int round = 0; round < guide->question_count; round++) {
        all |= after(guide, all);
    }
    return all;
}

int guide_loop(const struct guide *guide) {
    for (int q = 0; q < guide->question_count; q++) {
        if (closure(guide, after(guide, 1u << q)) >> q & 1) {
            return q;
        }
    }
    return LIBRARY_NONE;
}

unsigned guide_asked(const struct guide *guide) {
    return guide->question_count ? closure(guide, 1) : 0;
}

/* ---- ways that fit -------------------------------------------------------------- */

enum { SETS = 1 << LIBRARY_QUESTIONS_MAX };

/* A walk remembers (question, which needed ones were asked), so that each is
 * looked at once however many ways lead there. */
struct walk {
    const struct guide *guide;
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
    for (int a = 0; a < walk->guide->questions[question].answer_count; a++) {
        if (!(walk->fitting[question] >> a & 1)) {
            continue;
        }
        bool ends = walk->guide->questions[question].next[a] == NEXT_PAPERS;
        int next = following(walk->guide, question, a);
        if ((ends && asked == walk->needed) || (next >= 0 && walk_from(walk, next, asked))) {
            return true;
        }
    }
    return false;
}

bool guide_fits(const struct guide *guide, const struct condition *conditions, int count) {
    struct walk walk = {.guide = guide};
    memset(walk.fitting, 0xFF, sizeof walk.fitting);
    for (int i = 0; i < count; i++) {
        walk.needed |= 1u << conditions[i].question;
        walk.fitting[conditions[i].question] &= conditions[i].answers;
    }
    return guide->question_count ? walk_from(&walk, 0, 0) : count == 0;
}
