/* What every page is put together from, whoever builds it. Inside model/ only. A
 * page that is full takes no more: what is missing then is a visible cut. */
#ifndef MODEL_PAGE_PARTS_H
#define MODEL_PAGE_PARTS_H

#include "model/page.h"

/* Copies the text; returns its offset, 0 for none. */
uint16_t page_put_text(struct page *page, const char *text);

/* A prompt without segments or recording; NULL if the page is full. */
struct page_prompt *page_add_prompt(struct page *page, enum control control, int line,
                                    int32_t unit_ix);

/* Appends text of a language to the prompt added last. */
void page_add_segment(struct page *page, struct page_prompt *prompt, int8_t lang_ix,
                      const char *text);

#endif
