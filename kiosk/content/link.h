/* Names in the source → indices: topics and items, `next`, `when`, languages. */
#ifndef CONTENT_LINK_H
#define CONTENT_LINK_H

#include "content/source.h"

/* Fills the fields marked "linked"; reports names that stand for nothing, items
 * in no topic or in two, and topics that disagree. */
void link_source(struct source *source, struct diag *diag);

#endif
