/* One pack over another: a commune's own items over what the province sent.
 *
 * An item of the layer replaces the one of the same id below, or is added; it lies
 * in the topic that the layer says: one from below is joined, a new one is appended
 * while a page has room for it (CHECK_TOPICS_MAX). What has no topic goes into a last
 * one, “Việc khác”, so that nothing is hidden even if the pack below has changed
 * since the layer was made. Kiosk phrases of the layer replace those below. All else
 * is as below: languages and their order, topics, their names. */
#ifndef CONTENT_LAYERS_H
#define CONTENT_LAYERS_H

#include "base/err.h"
#include "content/library.h"

struct layers_report {
    int other;             /* items in “Việc khác” */
    int left_out;          /* items that are not shown: they lead to one that is not there */
    const char *left_item; /* id of the first of them, in the library's memory; else NULL */
};

/* Lays `layer` over `library`, which stands alone, and takes its memory, so that no
 * text is copied; `layer` is zeroed. Items left out, languages that are not below and
 * the last topic are logged. ERR_REJECT (logged) if both do not fit into one library:
 * then both are as before. Pure but for the log; any thread. */
enum err layers_lay(struct library *library, struct library *layer,
                    struct layers_report *report_out) MUST_CHECK;

#endif
