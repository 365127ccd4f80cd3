#include "console/print.h"

#include <inttypes.h>

#include "model/desk.h"

static const char *lang_code(const struct library *library, int lang_ix) {
    return lang_ix == LIBRARY_NONE || lang_ix >= library->language_count
               ? "-"
               : library->languages[lang_ix].code;
}

static void print_marks(uint8_t marks, FILE *out) {
    static const struct {
        enum mark mark;
        const char *name;
    } names[] = {{MARK_DRAFT, "draft"},
                 {MARK_SOURCE, "vietnamese"},
                 {MARK_CHECKING, "checking"},
                 {MARK_TRIAL, "trial"},
                 {MARK_ALOUD, "aloud"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (marks & names[i].mark) {
            fprintf(out, " [%s]", names[i].name);
        }
    }
}

/* "pictogram text" without a leading blank where there is no pictogram. */
static void print_sign(const struct page *page, uint16_t pictogram_at, uint16_t text_at,
                       FILE *out) {
    if (pictogram_at) {
        fprintf(out, "%s ", page_text(page, pictogram_at));
    }
    fputs(page_text(page, text_at), out);
}

static void print_block(const struct page *page, const struct page_block *block, FILE *out) {
    for (unsigned i = 0; i < block->line_count; i++) {
        const struct page_line *line = &page->lines[block->first_line + i];
        fputs(line->label ? "  " : "     ", out);
        if (line->label && block->number > 0) {
            fprintf(out, "%u. ", block->number);
        }
        print_sign(page, i == 0 ? block->pictogram_at : 0, line->text_at, out);
        print_marks(line->marks, out);
        fputc('\n', out);
    }
}

static void print_choice(const struct page *page, const struct page_choice *choice, FILE *out) {
    fprintf(out, "  (%u) ", choice->numeral);
    print_sign(page, choice->pictogram_at, choice->label_at, out);
    if (choice->note_at) {
        fprintf(out, " — %s", page_text(page, choice->note_at));
    }
    print_marks(choice->marks, out);
    fputc('\n', out);
}

static void print_controls(const struct page *page, FILE *out) {
    fputs("  keys:", out);
    for (unsigned c = CONTROL_BACK; c < CONTROL_CORNER; c++) {
        if (page->enabled[c]) {
            fprintf(out, " %s%s", control_name((enum control)c), page->on[c] ? "(on)" : "");
        }
    }
    fprintf(out, "; volume %u%s", page->volume, page->mute ? ", mute" : "");
    if (page->focus != CONTROL_NONE) {
        fprintf(out, "; focus %s", control_name(page->focus));
    }
    fputc('\n', out);
}

void print_page(const struct page *page, const struct library *library, FILE *out) {
    fprintf(out, "== %s [%s]", page_kind_name(page->kind), lang_code(library, page->lang_ix));
    if (page->steps > 0) {
        fprintf(out, " %u/%u", page->step, page->steps);
    }
    fputs("\n  ", out);
    print_sign(page, page->pictogram_at, page->title_at, out);
    print_marks(page->marks, out);
    fputc('\n', out);
    for (unsigned i = 0; i < page->block_count; i++) {
        print_block(page, &page->blocks[i], out);
    }
    unsigned free_lines = page->block_count > 0 ? 0 : page->line_count;
    for (unsigned i = 0; i < free_lines; i++) {
        fprintf(out, "     %s\n", page_text(page, page->lines[i].text_at));
    }
    if (page->metered) {
        fprintf(out, "  level: %u%%\n", page->percent);
    }
    if (page->entry_at) {
        fprintf(out, "  entry: %s\n", page_text(page, page->entry_at));
    }
    for (unsigned i = 0; i < page->choice_count; i++) {
        print_choice(page, &page->choices[i], out);
    }
    if (page->notice_at) {
        fprintf(out, "  note: %s\n", page_text(page, page->notice_at));
    }
    print_controls(page, out);
}

/* The language of most of a prompt: of its recording or its first piece. */
static void print_prompt(const struct page *page, const struct library *library,
                         const struct page_prompt *prompt, FILE *out) {
    const struct page_segment *segments = &page->segments[prompt->first_segment];
    if (prompt->segment_count == 0) {
        return;
    }
    bool recorded = prompt->spoken_ix != LIBRARY_NONE;
    int8_t lang_ix = recorded ? library->spoken[prompt->spoken_ix].lang_ix : segments[0].lang_ix;
    fprintf(out, "%s%s: ", lang_code(library, lang_ix), recorded ? " recorded" : "");
    for (unsigned i = 0; i < prompt->segment_count; i++) {
        const char *text = page_text(page, segments[i].text_at);
        if (segments[i].lang_ix == lang_ix) {
            fputs(text, out);
        } else {
            fprintf(out, "{%s:%s}", lang_code(library, segments[i].lang_ix), text);
        }
    }
    fputc('\n', out);
}

void print_heard(const struct page *page, const struct library *library, uint8_t first, uint8_t end,
                 FILE *out) {
    for (unsigned i = first; i < end; i++) {
        print_prompt(page, library, &page->prompts[i], out);
    }
}

static void print_row(const struct effect *effect, const struct library *library, FILE *out) {
    fprintf(out, "! journal %s %s", deed_name(effect->deed), lang_code(library, effect->lang_ix));
    if (effect->item_ix != LIBRARY_NONE) {
        fprintf(out, " item=%s", library->items[effect->item_ix].id);
    }
    if (effect->unit_ix != LIBRARY_NONE) {
        fprintf(out, " unit=%s", library->units[effect->unit_ix].id);
    }
    fprintf(out, " value=%" PRId32 "\n", effect->value);
}

void print_effect(const struct effect *effect, const struct library *library, FILE *out) {
    switch (effect->kind) {
    case FX_SAY:
        fprintf(out, "! say %" PRIu32 "\n", effect->utterance);
        break;
    case FX_HUSH:
        fputs("! hush\n", out);
        break;
    case FX_VOLUME:
        fprintf(out, "! volume %" PRId32 "\n", effect->value);
        break;
    case FX_SLOWER:
        fprintf(out, "! slower %" PRId32 "\n", effect->value);
        break;
    case FX_RING:
        fputs("! ring\n", out);
        break;
    case FX_JOURNAL:
        print_row(effect, library, out);
        break;
    case FX_TONE:
        fputs("! tone\n", out);
        break;
    case FX_JOB:
        fprintf(out, "! job %s\n", job_name((enum job)effect->value));
        break;
    case FX_STOP:
        fputs("! stop\n", out);
        break;
    case FX_TELL:
        fprintf(out, "! tell %" PRId32 "\n", effect->value);
        break;
    case FX_REST:
        fprintf(out, "! rest %" PRId32 "\n", effect->value);
        break;
    }
}
