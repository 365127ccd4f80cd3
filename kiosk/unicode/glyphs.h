/* Text → its characters, one element each, with the bytes they come from. */
#ifndef UNICODE_GLYPHS_H
#define UNICODE_GLYPHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct glyph {
    uint32_t code;       /* Unicode, composed (form C); 0 behind the last */
    uint32_t start, end; /* bytes of the text */
};

struct glyphs {
    struct glyph *list; /* count elements and one with code 0 */
    size_t count;
};

/* Takes `text` apart. Marks join their letter where Unicode has one with them, a tone's
 * mark last, else they follow it; digits of any script become 0–9, spaces of any width and
 * line ends become " ", slashes of fractions "/", letters that are typed for Đ and đ become
 * those; invisible characters and bytes that are not UTF-8 are left out. Ended by
 * glyphs_fini. Any thread. */
void glyphs_init(struct glyphs *glyphs, const char *text);

/* A zeroed one is fine, and it is zeroed after. */
void glyphs_fini(struct glyphs *glyphs);

/* Bytes, 1 to 4, of `code` written to `bytes_out` in UTF-8, terminated. */
size_t glyph_write(uint32_t code, char bytes_out[5]);

uint32_t glyph_lower(uint32_t code);
bool glyph_is_letter(uint32_t code);
bool glyph_is_upper(uint32_t code);
bool glyph_is_mark(uint32_t code);

/* The letter under all marks: "e" for "ệ"; `code` itself if it has none. */
uint32_t glyph_bare(uint32_t code);

#endif
