/* Reviews content as a person would before it goes to a village: what is written, what
 * is shown on every page of every screen, what is heard, and whether one may rely on it.
 * Nothing is drawn or played, and no window is opened. */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "content/library.h"
#include "content/source.h"
#include "review/findings.h"
#include "review/plain.h"

struct review_config {
    const char *content_dir;
    const char *voices_dir; /* voices/ as written: its languages and tables */
    const char *built_dir;  /* what `voices build` made of it; NULL: whether every tone was
                               built is not judged */
    const char *fonts_dir;  /* has chain.tsv; NULL: pages and glyphs are not judged */
    int32_t today;          /* yyyymmdd: what is past on it is past */
    bool strict;            /* for release: every finding is an error */
    bool all;               /* print all findings, not the first ones of each item */
    FILE *out;
};

/* How much a finding weighs: only errors make a review fail. */
enum review_grade { GRADE_NOTE, GRADE_WARNING, GRADE_ERROR };

/* A row of the table of checks. */
struct review_check_row {
    const char *name; /* "pages": of English and of scripts */
    const char *vi, *en;
    enum review_grade normal, strict;
    bool by_language;
};
const struct review_check_row *review_check_of(enum review_check check);

/* How plainly an item is written, see plain.h. */
struct review_score {
    const char *item; /* id, NULL = the kiosk itself */
    unsigned sentences, syllables;
    int score; /* 0..100 */
};

/* A sentence and why it is hard to follow. */
struct review_hard {
    const char *unit, *file, *text;
    int line;
    struct plain_verdict verdict;
};

enum { REVIEW_HARD_MAX = 20 };

struct review_result {
    struct findings findings;   /* by item, those with errors first; worst first in each */
    bool judged[REVIEW_CHECKS]; /* false: not possible with what was there */
    const char *languages[LIBRARY_LANGUAGES_MAX];
    uint8_t language_count;
    struct source_recorded recorded[LIBRARY_LANGUAGES_MAX]; /* how far each is recorded */
    struct review_score *scores;                            /* of items, the hardest first */
    size_t score_count;
    int score;                                /* of all sentences */
    struct review_hard hard[REVIEW_HARD_MAX]; /* the worst sentences, worst first */
    size_t hard_count;
    unsigned errors;   /* findings that are errors in this review */
    size_t page_count; /* different pages that were laid out */
    int64_t took_ms;
};

/* Reviews. ERR_RETRY (logged): no room on the disk for a pack of its own; ERR_STOP (logged):
 * no fonts. Otherwise ERR_OK, whatever was found. `result_out` is ended by
 * review_result_fini. One thread at a time. */
enum err review_make(const struct review_config *config,
                     struct review_result *result_out) MUST_CHECK;

/* Prints the table of counts, the findings by item and the hardest sentences. */
void review_print(const struct review_config *config, const struct review_result *result);

/* A zeroed one is fine, and it is zeroed after. */
void review_result_fini(struct review_result *result);

/* Both, as `tiengban content check` does. The program's exit status: 1 if something is an
 * error or the review could not be made. */
int review_run(const struct review_config *config);

#endif
