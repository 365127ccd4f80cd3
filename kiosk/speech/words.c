#include "speech/words.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "unicode/letters.h"

/* What may stand inside a word but not around it. */
static bool joins(const char *character, size_t length) {
    uint32_t code = utf8_code(character, length);
    return letters_is_apostrophe(code) || code == 0x2010 || code == 0x2011 ||
           (length == 1 && strchr("-._^", *character));
}

/* All of ASCII's punctuation and spaces, « » and no-break space, U+2000..U+206F. */
static bool between_words(const char *character, size_t length) {
    const unsigned char *c = (const unsigned char *)character;
    return (length == 1 && !isalnum(c[0])) || (length == 2 && c[0] == 0xC2 && c[1] < 0xC0) ||
           (length == 3 && c[0] == 0xE2 && (c[1] == 0x80 || c[1] == 0x81));
}

/* Bytes of the word that begins here: up to a gap, or a joint that joins nothing. */
static size_t word_bytes(const char *text) {
    size_t bytes = 0, end = 0, length;
    while ((length = utf8_length(text + bytes)) > 0 && bytes + length < WORDS_BYTES) {
        bool letter = !between_words(text + bytes, length);
        if (!letter && !joins(text + bytes, length)) {
            break;
        }
        bytes += length;
        end = letter || text[bytes - 1] == '_' ? bytes : end;
    }
    return end;
}

/* Bytes up to the next word. */
static size_t gap_bytes(const char *text) {
    size_t bytes = 0;
    for (size_t length; text[bytes]; bytes += length ? length : 1) {
        length = utf8_length(text + bytes);
        if (length > 0 && !between_words(text + bytes, length)) {
            break;
        }
    }
    return bytes;
}

/* Room for what stands between two words: more of it says no more. */
enum { GAP_BYTES = 32 };

static void copy_valid(const char *text, size_t bytes, char *out, size_t size) {
    struct str s;
    str_init(&s, out, size);
    for (size_t i = 0, length; i < bytes; i += length ? length : 1) {
        length = utf8_length(text + i);
        str_put_n(&s, text + i, length);
    }
}

void words_each(const char *text, void (*each)(void *context, const char *word, const char *behind),
                void *context) {
    char word[WORDS_BYTES], behind[GAP_BYTES];
    text += gap_bytes(text);
    while (*text) {
        size_t bytes = word_bytes(text);
        copy_valid(text, bytes, word, sizeof word);
        text += bytes;
        bytes = gap_bytes(text);
        copy_valid(text, bytes, behind, sizeof behind);
        text += bytes;
        each(context, word, behind);
    }
}

size_t words_part(const char *text, size_t max) {
    size_t bytes = strnlen(text, max), space = bytes;
    if (bytes < max) {
        return bytes;
    }
    while (space > 0 && text[space] != ' ') {
        space--;
    }
    while (bytes > max - 4 && ((unsigned char)text[bytes] & 0xC0) == 0x80) {
        bytes--;
    }
    return space ? space : bytes;
}
