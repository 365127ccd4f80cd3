/* Texts in all languages: marks, placeholders, room. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "content/check.h"
#include "content/markup.h"
#include "unicode/nfc.h"

enum { FACTS_IN_TEXT_MAX = 16 };

/* One wording and where it stands. */
struct text_check {
    const struct source *source;
    const struct source_unit *unit;
    const struct wording *wording;
    struct diag *diag;
};

/* Which facts a text names: indices within its item. */
struct fact_set {
    int ixs[FACTS_IN_TEXT_MAX];
    int count;
};

static bool has(const struct fact_set *set, int ix) {
    for (int i = 0; i < set->count; i++) {
        if (set->ixs[i] == ix) {
            return true;
        }
    }
    return false;
}

static int fact_named(const struct text_check *c, const struct markup_piece *piece) {
    const struct source_item *item =
        c->unit->item_ix < 0 ? NULL : &c->source->items[c->unit->item_ix];
    for (int i = 0; item && i < item->fact_count; i++) {
        if (markup_is(piece->text, piece->bytes, item->facts[i].fact.key)) {
            return i;
        }
    }
    return LIBRARY_NONE;
}

static bool check_fact(const struct text_check *c, const struct markup_piece *piece,
                       struct fact_set *set) {
    int ix = fact_named(c, piece);
    if (ix < 0) {
        diag_error(c->diag, c->wording->file, c->wording->line,
                   "“%s”: không có số liệu nào tên “%.*s”; hãy thêm vào facts hoặc sửa tên",
                   "\"%s\": there is no fact \"%.*s\"; add it to facts or correct the name",
                   c->unit->id, (int)piece->bytes, piece->text);
        return false;
    }
    if (!has(set, ix) && set->count == FACTS_IN_TEXT_MAX) {
        diag_error(c->diag, c->wording->file, c->wording->line,
                   "“%s”: quá %d số liệu trong một câu; hãy tách câu",
                   "\"%s\": more than %d facts in a sentence; split it", c->unit->id,
                   FACTS_IN_TEXT_MAX);
        return false;
    }
    if (!has(set, ix)) {
        set->ixs[set->count++] = ix;
    }
    return true;
}

static bool check_tag(const struct text_check *c, const struct markup_piece *piece) {
    if (source_language_ix(c->source, piece->lang, piece->lang_bytes) >= 0) {
        return true;
    }
    diag_error(c->diag, c->wording->file, c->wording->line,
               "“%s”: không có tiếng “%.*s”; hãy sửa chữ trước dấu hai chấm trong ngoặc nhọn",
               "\"%s\": there is no language \"%.*s\"; correct what is before the colon in braces",
               c->unit->id, (int)piece->lang_bytes, piece->lang);
    return false;
}

static bool check_piece(const struct text_check *c, const struct markup_piece *piece,
                        struct fact_set *set) {
    switch (piece->kind) {
    case MARKUP_END:
        return true;
    case MARKUP_TEXT:
        return !piece->lang || check_tag(c, piece);
    case MARKUP_FACT:
        return check_fact(c, piece, set);
    case MARKUP_WRONG:
        break;
    }
    diag_error(c->diag, c->wording->file, c->wording->line,
               "“%s”: ngoặc nhọn không khớp hoặc trống; viết {tên}, {vi:chữ}, hoặc {{ và }}",
               "\"%s\": braces do not match or are empty; write {name}, {vi:text}, or {{ and }}",
               c->unit->id);
    return false;
}

static bool check_marks(const struct text_check *c, struct fact_set *set_out) {
    const char *at = c->wording->text;
    struct markup_piece piece;
    *set_out = (struct fact_set){.count = 0};
    do {
        piece = markup_next(&at);
        if (!check_piece(c, &piece, set_out)) {
            return false;
        }
    } while (piece.kind != MARKUP_END);
    return true;
}

/* ---- room ------------------------------------------------------------------------ */

/* Characters of a value as it will be shown, close enough to judge the room. */
static size_t fact_width(const struct fact *fact) {
    size_t digits = 1;
    for (int64_t rest = fact->value / 10; rest; rest /= 10) {
        digits++;
    }
    switch (fact->type) {
    case FACT_MONEY:
        return digits + (digits - 1) / 3 + strlen(" d");
    case FACT_COUNT:
        return digits + (digits - 1) / 3;
    case FACT_DATE:
        return strlen("01/07/2025");
    }
    return digits;
}

static size_t width(const struct text_check *c) {
    const char *at = c->wording->text;
    char *plain = calloc(strlen(at) + 1, 1);
    size_t characters = 0;
    if (!plain) {
        abort();
    }
    for (struct markup_piece p = markup_next(&at); p.kind != MARKUP_END; p = markup_next(&at)) {
        if (p.kind == MARKUP_FACT) {
            const struct source_item *item = &c->source->items[c->unit->item_ix];
            characters += fact_width(&item->facts[fact_named(c, &p)].fact);
        } else {
            markup_plain(&p, plain);
            characters += nfc_characters(plain);
        }
    }
    free(plain);
    return characters;
}

static void check_room(const struct text_check *c) {
    size_t characters = width(c);
    if (characters > CHECK_BUTTON_CHARACTERS) {
        diag_error(c->diag, c->wording->file, c->wording->line,
                   "“%s”: nhãn dài %zu chữ, nút chỉ vừa %d; hãy rút gọn và để câu dài ở “say”",
                   "\"%s\": the label has %zu characters, a button has room for %d; shorten it "
                   "and keep the long one in \"say\"",
                   c->unit->id, characters, CHECK_BUTTON_CHARACTERS);
    }
}

/* ---- translations ------------------------------------------------------------------- */

static const char *key_of(const struct text_check *c, int ix) {
    return c->source->items[c->unit->item_ix].facts[ix].fact.key;
}

static void compare(const struct text_check *c, const struct fact_set *vietnamese,
                    const struct fact_set *own) {
    for (int i = 0; i < vietnamese->count; i++) {
        if (!has(own, vietnamese->ixs[i])) {
            diag_error(c->diag, c->wording->file, c->wording->line,
                       "“%s”: bản dịch thiếu {%s}; hãy thêm vào",
                       "\"%s\": the translation has lost {%s}; put it back", c->unit->id,
                       key_of(c, vietnamese->ixs[i]));
        }
    }
    for (int i = 0; i < own->count; i++) {
        if (!has(vietnamese, own->ixs[i])) {
            diag_error(c->diag, c->wording->file, c->wording->line,
                       "“%s”: bản dịch thừa {%s}; hãy bỏ đi",
                       "\"%s\": the translation has added {%s}; take it out", c->unit->id,
                       key_of(c, own->ixs[i]));
        }
    }
}

/* Bytes below space never come out of YAML, but msgstr may have "\n". */
static bool check_one_line(const struct text_check *c) {
    if (!c->wording->text[strcspn(c->wording->text, "\n\r\t\v\f\b\a\x1B\x7F")]) {
        return true;
    }
    diag_error(c->diag, c->wording->file, c->wording->line,
               "“%s”: mỗi câu chỉ một dòng; hãy bỏ dấu xuống dòng và ký tự ẩn",
               "\"%s\": a sentence is one line; take out line breaks and hidden characters",
               c->unit->id);
    return false;
}

static void check_draft(const struct text_check *c) {
    if (c->wording->state == TRANSLATION_DRAFT) {
        diag_error(c->diag, c->wording->file, c->wording->line,
                   "“%s” còn là bản nháp; hãy nhờ người biết tiếng duyệt",
                   "\"%s\" is still a draft; have it reviewed by someone who speaks the language",
                   c->unit->id);
    }
}

static void check_wordings(const struct source *source, const struct source_unit *unit,
                           enum variant variant, bool strict, struct diag *diag) {
    struct fact_set vietnamese = {.count = 0};
    bool comparable = false;
    for (int lang = 0; lang < source->language_count; lang++) {
        struct text_check c = {source, unit, &unit->wordings[variant][lang], diag};
        struct fact_set set;
        if (!c.wording->text || !check_one_line(&c) || !check_marks(&c, &set)) {
            continue;
        }
        if (variant == VARIANT_TEXT && unit->room == ROOM_BUTTON) {
            check_room(&c);
        }
        if (lang == LIBRARY_VIETNAMESE) {
            vietnamese = set;
            comparable = true;
        } else if (comparable) {
            compare(&c, &vietnamese, &set);
        }
        if (strict) {
            check_draft(&c);
        }
    }
}

void check_texts(const struct source *source, bool strict, struct diag *diag) {
    for (uint32_t u = 0; u < source->unit_count; u++) {
        for (int v = 0; v < VARIANT_COUNT; v++) {
            check_wordings(source, &source->units[u], (enum variant)v, strict, diag);
        }
    }
}
