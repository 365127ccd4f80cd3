/* What a review found: one row for each thing somebody has to look at. */
#ifndef REVIEW_FINDINGS_H
#define REVIEW_FINDINGS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Kinds of findings; their names and how much they weigh: review_check_of. */
enum review_check {
    REVIEW_FILES,     /* what content/ itself refuses: links, circles, marks, days */
    REVIEW_PAGES,     /* a page that does not fit its screen, or from which nothing leads on */
    REVIEW_GLYPHS,    /* a character or pictogram that no font has */
    REVIEW_SILENT,    /* something written that no voice says */
    REVIEW_LINKS,     /* topics and answers that lead to nothing on this day */
    REVIEW_PAST,      /* items and facts after their last day */
    REVIEW_SOURCES,   /* facts without a law, items without a source */
    REVIEW_DOUBTFUL,  /* evidence C or D */
    REVIEW_UNCHECKED, /* facts that nobody compared with the decision of the province */
    REVIEW_SPELLED,   /* words that are read letter by letter */
    REVIEW_LONG,      /* sentences of too many syllables */
    REVIEW_PLAIN,     /* sentences that are hard to follow */
    REVIEW_STALE,     /* translations of a Vietnamese sentence that has changed */
    REVIEW_MISSING,   /* not translated */
    REVIEW_DRAFT,     /* translated, reviewed by nobody */
    REVIEW_UNHEARD,   /* recordings of a sentence that has changed, or is not in this layer */
    REVIEW_CHECKS
};

struct finding {
    enum review_check check;
    const char *item; /* id, NULL = of the kiosk itself */
    const char *unit; /* id of the sentence or label, NULL = of none */
    int lang_ix;      /* LIBRARY_NONE = of no language */
    unsigned count;   /* of sentences, facts, pages it stands for; 0 is 1 */
    const char *file; /* NULL if it is not known */
    int line;         /* 0 = the whole file */
    const char *sentence;
};

struct findings {
    struct finding *list;
    size_t count;
    struct arena memory; /* owns all texts */
};

/* Adds `about` (its texts are copied) with a sentence that says what to do, in the
 * language of the locale; both formats take the same arguments. */
void findings_add(struct findings *findings, const struct finding *about, const char *vi,
                  const char *en, ...) __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* Frees them; NULL-safe for zeroed ones, which it leaves. */
void findings_fini(struct findings *findings);

#endif
