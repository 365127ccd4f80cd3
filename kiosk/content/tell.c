#include "content/tell.h"

/* A sentence of a pack may be of any length: past this it is cut. */
enum { SENTENCE_BYTES = 4096 };

static void tell_phrase(const struct library *library, const struct phrase *phrase, FILE *out) {
    char text[SENTENCE_BYTES];
    struct str s;
    str_init(&s, text, sizeof text);
    library_put_phrase(library, phrase, &s);
    fputs(text, out);
}

static void tell_unit(const struct library *library, int32_t ix, const char *before, FILE *out) {
    if (ix == LIBRARY_NONE) {
        return;
    }
    const struct unit *unit = &library->units[ix];
    fputs(before, out);
    tell_phrase(library, &unit->text[LIBRARY_VIETNAMESE], out);
    if (unit->say[LIBRARY_VIETNAMESE].span_count) {
        fputs(" [", out);
        tell_phrase(library, &unit->say[LIBRARY_VIETNAMESE], out);
        fputs("]", out);
    }
    fputs("\n", out);
}

void tell_item(const struct library *library, const struct item *item, FILE *out) {
    tell_unit(library, item->title_ix, "", out);
    for (int q = 0; q < item->question_count; q++) {
        tell_unit(library, item->questions[q].label_ix, "", out);
        for (int a = 0; a < item->questions[q].answer_count; a++) {
            tell_unit(library, item->questions[q].answers[a].label_ix, "- ", out);
        }
    }
    for (int s = 0; s < SECTION_COUNT; s++) {
        for (int e = 0; e < item->sections[s].count; e++) {
            const struct entry *entry = &item->sections[s].entries[e];
            tell_unit(library, entry->label_ix, "- ", out);
            for (int32_t u = 0; u < entry->unit_count; u++) {
                tell_unit(library, entry->first_unit + u, "", out);
            }
        }
    }
}

const char *tell_title(const struct library *library, const struct item *item,
                       struct arena *arena) {
    char text[SENTENCE_BYTES];
    struct str s;
    str_init(&s, text, sizeof text);
    library_put_phrase(library, &library->units[item->title_ix].text[LIBRARY_VIETNAMESE], &s);
    return arena_strdup(arena, text);
}
