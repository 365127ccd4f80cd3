/* Judges a source whose files could be read: everything the rest of the program
 * relies on without looking again (library.h) is made sure of here. */
#ifndef CONTENT_CHECK_H
#define CONTENT_CHECK_H

#include "content/source.h"

enum { CHECK_BUTTON_CHARACTERS = 28, CHECK_TOPICS_MAX = 6 };

/* Links the source and reports every problem. `strict` also refuses drafts. */
void check_source(struct source *source, bool strict, struct diag *diag);

/* The texts alone: their marks, placeholders and lengths. */
void check_texts(const struct source *source, bool strict, struct diag *diag);

#endif
