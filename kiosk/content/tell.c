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

/* One item in one language, to one file. */
struct telling {
    const struct library *library;
    int lang_ix;
    FILE *out;
};

static void tell_unit(const struct telling *t, int32_t ix, const char *before) {
    const struct unit *unit = ix == LIBRARY_NONE ? NULL : &t->library->units[ix];
    if (!unit || unit->text[t->lang_ix].span_count == 0) {
        return;
    }
    fputs(before, t->out);
    tell_phrase(t->library, &unit->text[t->lang_ix], t->out);
    if (unit->say[t->lang_ix].span_count) {
        fputs(" [", t->out);
        tell_phrase(t->library, &unit->say[t->lang_ix], t->out);
        fputs("]", t->out);
    }
    fputs("\n", t->out);
}

static void tell_questions(const struct telling *t, const struct item *item) {
    for (int q = 0; q < item->question_count; q++) {
        tell_unit(t, item->questions[q].label_ix, "");
        for (int a = 0; a < item->questions[q].answer_count; a++) {
            tell_unit(t, item->questions[q].answers[a].label_ix, "- ");
        }
    }
}

static void tell_section(const struct telling *t, const struct item *item, int section) {
    for (int e = 0; e < item->sections[section].count; e++) {
        const struct entry *entry = &item->sections[section].entries[e];
        tell_unit(t, entry->label_ix, "- ");
        for (int32_t u = 0; u < entry->unit_count; u++) {
            tell_unit(t, entry->first_unit + u, "");
        }
    }
}

void tell_item(const struct library *library, const struct item *item, int lang_ix, FILE *out) {
    const struct telling t = {library, lang_ix, out};
    tell_unit(&t, item->title_ix, "");
    tell_questions(&t, item);
    for (int s = 0; s < SECTION_COUNT; s++) {
        tell_section(&t, item, s);
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
