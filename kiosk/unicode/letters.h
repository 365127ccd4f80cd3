/* Written words → the small letters that tables are looked up by. */
#ifndef UNICODE_LETTERS_H
#define UNICODE_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True for whatever keyboards and typesetters put where a script has an apostrophe. Any
 * thread. */
bool letters_is_apostrophe(uint32_t code);

/* A word as it is looked up: small letters in form C, a tone's mark behind the circumflex
 * or breve of its letter whichever was typed first, every kind of apostrophe "'", of
 * hyphen "-", a caret between syllables ".", whatever is typed for đ "đ". False if it does
 * not fit or is not UTF-8. Any thread. */
bool letters_fold(const char *word, char *folded_out, size_t size);

/* A text as it is typed in a hurry: small letters, no marks above or below, đ as d;
 * everything else stays ("Thủ tục 1" → "thu tuc 1"). False if it does not fit, is
 * longer than 500 characters or is not UTF-8. Any thread. */
bool letters_plain(const char *text, char *plain_out, size_t size);

/* The marks that write tones in the scripts made after the Vietnamese one. */
enum letters_mark {
    MARK_NONE,
    MARK_GRAVE,
    MARK_ACUTE,
    MARK_HOOK,
    MARK_TILDE,
    MARK_DOT,
    MARK_MACRON_BELOW,
    MARKS
};

/* Takes the marks off a folded word, wherever they stand, and keeps what makes
 * another letter (ă â ê ô ơ ư): "việt" → "viêt". marks_out[i] is the mark that
 * stood on the letter that begins at byte i of bare_out; both have `size`
 * elements. False if it does not fit or a letter has two marks. Any thread. */
bool letters_bare(const char *word, char *bare_out, uint8_t *marks_out, size_t size);

#endif
