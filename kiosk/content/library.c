#include "content/library.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "content/order.h"

static int32_t one_by_one(const struct library *library, const char *id) {
    for (uint32_t i = 0; i < library->unit_count; i++) {
        if (str_same(library->units[i].id, id)) {
            return (int32_t)i;
        }
    }
    return LIBRARY_NONE;
}

int32_t library_unit(const struct library *library, const char *id) {
    static_assert(offsetof(struct unit, id) == 0, "order_find reads the id there");
    return library->unit_order ? order_find(library->units, sizeof *library->units,
                                            library->unit_order, library->unit_count, id)
                               : one_by_one(library, id);
}

int32_t library_item(const struct library *library, const char *id) {
    for (int32_t i = 0; i < library->item_count; i++) {
        if (str_same(library->items[i].id, id)) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

bool library_topic_has(const struct topic *topic, int32_t item_ix) {
    for (int i = 0; i < topic->item_count; i++) {
        if (topic->items[i] == item_ix) {
            return true;
        }
    }
    return false;
}

int library_language(const struct library *library, const char *code) {
    for (int i = 0; i < library->language_count; i++) {
        if (str_same(library->languages[i].code, code)) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

/* Below 0 if `spoken` comes before the key in the order of spoken_settle. */
static int compare(const struct spoken *spoken, const struct spoken *key) {
    if (spoken->unit_ix != key->unit_ix) {
        return spoken->unit_ix < key->unit_ix ? -1 : 1;
    }
    if (spoken->lang_ix != key->lang_ix) {
        return spoken->lang_ix < key->lang_ix ? -1 : 1;
    }
    if (spoken->wording != key->wording) {
        return spoken->wording < key->wording ? -1 : 1;
    }
    return key->unit_ix == LIBRARY_NONE ? strcmp(spoken->unit, key->unit) : 0;
}

static int32_t find_spoken(const struct library *library, const struct spoken *key) {
    uint32_t low = 0, high = library->spoken_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare(&library->spoken[middle], key);
        if (order == 0) {
            return (int32_t)middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return LIBRARY_NONE;
}

int32_t library_spoken(const struct library *library, int32_t unit_ix, int lang_ix) {
    if (unit_ix == LIBRARY_NONE) {
        return LIBRARY_NONE;
    }
    bool say = library->units[unit_ix].say[LIBRARY_VIETNAMESE].span_count > 0;
    return find_spoken(library, &(struct spoken){.unit_ix = unit_ix,
                                                 .lang_ix = (int8_t)lang_ix,
                                                 .wording = say ? SPOKEN_SAY : SPOKEN_TEXT});
}

int32_t library_spoken_number(const struct library *library, const char *word, int lang_ix) {
    char id[256];
    struct str s;
    str_init(&s, id, sizeof id);
    str_printf(&s, "number:%s", word);
    return s.cut ? LIBRARY_NONE
                 : find_spoken(library, &(struct spoken){.unit = id,
                                                         .unit_ix = LIBRARY_NONE,
                                                         .lang_ix = (int8_t)lang_ix,
                                                         .wording = SPOKEN_TEXT});
}

/* 8000 → "8.000", as Vietnamese writes thousands. */
static void put_grouped(struct str *text, int64_t value) {
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%lld", (long long)value);
    for (int i = 0; i < count; i++) {
        str_put_n(text, &digits[i], 1);
        int left = count - 1 - i;
        if (left > 0 && left % 3 == 0 && digits[i] != '-') {
            str_put(text, ".");
        }
    }
}

void library_put_fact(const struct fact *fact, struct str *text) {
    switch (fact->type) {
    case FACT_MONEY:
        put_grouped(text, fact->value);
        str_put(text, " đồng");
        break;
    case FACT_COUNT:
        put_grouped(text, fact->value);
        break;
    case FACT_DATE:
        str_printf(text, "%02d/%02d/%04d", (int)(fact->value % 100), (int)(fact->value / 100 % 100),
                   (int)(fact->value / 10000));
        break;
    }
}

void library_put_phrase(const struct library *library, const struct phrase *phrase,
                        struct str *text) {
    for (unsigned i = 0; i < phrase->span_count; i++) {
        const struct span *span = &phrase->spans[i];
        if (span->kind == SPAN_FACT) {
            library_put_fact(&library->facts[span->fact_ix], text);
        } else {
            str_put(text, span->text);
        }
    }
}

void library_fini(struct library *library) {
    arena_fini(&library->memory);
    *library = (struct library){0};
}
