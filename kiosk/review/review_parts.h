/* The checks of a review, a file of code for each kind. Inside review/ only. */
#ifndef REVIEW_PARTS_H
#define REVIEW_PARTS_H

#include "content/source.h"
#include "review/lexicon.h"
#include "review/review.h"

struct fonts;

/* What a check may look at. Findings of the library are told with the place in the
 * source where they come from. */
struct review {
    const struct review_config *config;
    const struct source *source;
    const struct library *library; /* made of the source; NULL if that has errors */
    struct fonts *fonts;           /* NULL without fonts_dir */
    struct lexicon lexicon;
    struct plain_words words;
    struct review_result *result;
};

/* Where the tables of the voices are read. */
const char *review_tables(const struct review_config *config);

/* A finding about a wording of a unit: its item, file and line. */
struct finding review_about(const struct review *review, enum review_check check,
                            const char *unit_id, enum variant variant, int lang_ix);

/* A finding about an item of the source. */
struct finding review_about_item(enum review_check check, const struct source_item *item);

/* Calls `each` for all wordings of a phrase: its pieces of text, with the language each is
 * written in. */
void review_pieces(const struct phrase *phrase, int lang_ix,
                   void (*each)(void *context, const char *text, int lang_ix), void *context);

/* The wordings of a unit of the library, in the order of enum variant. */
const struct phrase *review_phrase(const struct unit *unit, enum variant variant, int lang_ix);

/* Each adds what it finds of one check. */
void review_pages(struct review *review, enum review_check check);
void review_glyphs(struct review *review, enum review_check check);
void review_voices(struct review *review, enum review_check check);
void review_links(struct review *review, enum review_check check);
void review_past(struct review *review, enum review_check check);
void review_sources(struct review *review, enum review_check check);
void review_doubtful(struct review *review, enum review_check check);
void review_unchecked(struct review *review, enum review_check check);
void review_sentences(struct review *review, enum review_check check);
void review_translations(struct review *review, enum review_check check);

/* Fills in scores and the hardest sentences. */
void review_scores(struct review *review);

#endif
