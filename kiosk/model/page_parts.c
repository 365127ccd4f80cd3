#include "model/page_parts.h"

#include "base/str.h"

uint16_t page_put_text(struct page *page, const char *text) {
    struct str s;
    if (!text || !*text || page->text_used >= PAGE_TEXT_BYTES) {
        return 0;
    }
    uint16_t at = page->text_used;
    str_init(&s, page->text + at, (size_t)(PAGE_TEXT_BYTES - at));
    str_put(&s, text);
    page->text_used = (uint16_t)(at + s.used + 1);
    return at;
}

struct page_prompt *page_add_prompt(struct page *page, enum control control, int line,
                                    int32_t unit_ix) {
    if (page->prompt_count == PAGE_PROMPTS_MAX) {
        return NULL;
    }
    struct page_prompt *prompt = &page->prompts[page->prompt_count++];
    prompt->first_segment = page->segment_count;
    prompt->control = control;
    prompt->line = (int8_t)line;
    prompt->unit_ix = unit_ix;
    prompt->spoken_ix = LIBRARY_NONE;
    return prompt;
}

void page_add_segment(struct page *page, struct page_prompt *prompt, int8_t lang_ix,
                      const char *text) {
    if (page->segment_count == PAGE_SEGMENTS_MAX) {
        return;
    }
    struct page_segment *s = &page->segments[page->segment_count++];
    s->kind = SEGMENT_TEXT;
    s->lang_ix = lang_ix;
    s->text_at = page_put_text(page, text);
    prompt->segment_count++;
}
