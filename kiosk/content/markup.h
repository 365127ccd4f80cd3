/* The marks inside a text: `{vi:piece of another language}`, `{typed_value}`,
 * `{{` and `}}` for braces. Texts are cut into pieces one after the other,
 * without memory of their own. */
#ifndef CONTENT_MARKUP_H
#define CONTENT_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

enum markup_kind {
    MARKUP_END,
    MARKUP_TEXT, /* `text`; with `lang` if tagged */
    MARKUP_FACT, /* `text` is the key */
    MARKUP_WRONG /* braces that do not match, or no key or tag in them */
};

struct markup_piece {
    enum markup_kind kind;
    const char *lang; /* tag, not terminated; NULL = language of the sentence */
    size_t lang_bytes;
    const char *text; /* not terminated; a text outside braces still has {{ and }} */
    size_t bytes;
};

/* Cuts the next piece off *at and moves it on. After MARKUP_END and MARKUP_WRONG
 * it stays. */
struct markup_piece markup_next(const char **at);

/* Writes the piece's text with {{ and }} as single braces; `plain_out` has room
 * for piece->bytes + 1. Returns its length. */
size_t markup_plain(const struct markup_piece *piece, char *plain_out);

/* True if the tag or key of `bytes` bytes at `start` is `name`. */
bool markup_is(const char *start, size_t bytes, const char *name);

#endif
