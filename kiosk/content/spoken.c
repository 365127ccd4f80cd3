#include "content/spoken.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "content/recordings.h"

enum { SHOWN_BYTES = 8 * 1024 };

static_assert((int)SPOKEN_TEXT == (int)RECORDING_TEXT && (int)SPOKEN_SAY == (int)RECORDING_SAY &&
                  (int)SPOKEN_SHORT == (int)RECORDING_SHORT,
              "a pack's wordings are those of the disk");

static const char NUMBER[] = "number:";

static const char *word_of(const char *id) {
    return strncmp(id, NUMBER, sizeof NUMBER - 1) == 0 ? id + sizeof NUMBER - 1 : NULL;
}

bool spoken_source(const struct library *library, const struct unit *unit,
                   enum spoken_wording wording, struct hash128 *source_out) {
    const struct phrase *const phrases[] = {
        [SPOKEN_TEXT] = unit->text, [SPOKEN_SAY] = unit->say, [SPOKEN_SHORT] = unit->shorter};
    const struct phrase *vietnamese = &phrases[wording][LIBRARY_VIETNAMESE];
    char shown[SHOWN_BYTES];
    struct str s;
    str_init(&s, shown, sizeof shown);
    library_put_phrase(library, vietnamese, &s);
    *source_out = recordings_source(shown);
    return vietnamese->span_count > 0;
}

static int by_key(const void *a, const void *b) {
    const struct spoken *x = a, *y = b;
    if (x->unit_ix != y->unit_ix) {
        return x->unit_ix < y->unit_ix ? -1 : 1;
    }
    if (x->lang_ix != y->lang_ix) {
        return x->lang_ix < y->lang_ix ? -1 : 1;
    }
    if (x->wording != y->wording) {
        return x->wording < y->wording ? -1 : 1;
    }
    int order = x->unit_ix == LIBRARY_NONE ? strcmp(x->unit, y->unit) : 0;
    return order ? order : y->pack_ix - x->pack_ix; /* the upper one first */
}

static bool same_key(const struct spoken *x, const struct spoken *y) {
    return x->unit_ix == y->unit_ix && x->lang_ix == y->lang_ix && x->wording == y->wording &&
           (x->unit_ix != LIBRARY_NONE || strcmp(x->unit, y->unit) == 0);
}

/* Many recordings of one unit stand together: it is hashed once. */
struct judge {
    const struct library *library;
    const struct spoken *last; /* whose source this is; NULL: nobody's yet */
    struct hash128 source;
    bool has;
};

static bool is_current(struct judge *j, const struct spoken *spoken) {
    const struct spoken *last = j->last;
    bool number = spoken->unit_ix == LIBRARY_NONE;
    if (number) {
        j->has = spoken->wording == SPOKEN_TEXT;
        j->source = recordings_source(word_of(spoken->unit));
    } else if (!last || last->unit_ix != spoken->unit_ix || last->wording != spoken->wording) {
        j->has = spoken_source(j->library, &j->library->units[spoken->unit_ix],
                               (enum spoken_wording)spoken->wording, &j->source);
    }
    j->last = spoken;
    return j->has && j->source.high == spoken->source.high && j->source.low == spoken->source.low;
}

/* Those whose unit is there. */
static size_t find_units(const struct library *library, const struct spoken *list, size_t count,
                         struct spoken *found_out) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        struct spoken spoken = list[i];
        bool number = word_of(spoken.unit) != NULL;
        spoken.unit_ix = number ? LIBRARY_NONE : library_unit(library, spoken.unit);
        if (number || spoken.unit_ix != LIBRARY_NONE) {
            found_out[found++] = spoken;
        }
    }
    return found;
}

void spoken_settle(struct library *library, const struct spoken *list, size_t count,
                   struct arena *arena) {
    struct spoken *settled = arena_array(arena, count + 1, sizeof *settled);
    struct judge judge = {.library = library};
    size_t found = find_units(library, list, count, settled), kept = 0;
    qsort(settled, found, sizeof *settled, by_key);
    library->spoken_langs = 0;
    for (size_t i = 0; i < found; i++) {
        struct spoken spoken = settled[i];
        bool current = is_current(&judge, &settled[i]);
        if (current && !(kept > 0 && same_key(&settled[kept - 1], &spoken))) {
            settled[kept++] = spoken;
            library->spoken_langs |= 1u << spoken.lang_ix;
        }
    }
    library->spoken = settled;
    library->spoken_count = (uint32_t)kept;
}
