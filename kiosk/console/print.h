/* Pages, speech and effects as text, for the console and for golden tests. */
#ifndef CONSOLE_PRINT_H
#define CONSOLE_PRINT_H

#include <stdio.h>

#include "content/library.h"
#include "model/event.h"
#include "model/page.h"

/* The whole page, one thing a line. */
void print_page(const struct page *page, const struct library *library, FILE *out);

/* What is heard of prompts [first, end): a line a prompt, pieces of another
 * language marked {code:...}; "hmn recorded:" is what somebody said. */
void print_heard(const struct page *page, const struct library *library, uint8_t first, uint8_t end,
                 FILE *out);

/* One effect, one line. */
void print_effect(const struct effect *effect, const struct library *library, FILE *out);

#endif
