/* Texts and what people type, as both are sought by: one spelling for all. */
#ifndef CONTENT_SEARCH_TEXT_H
#define CONTENT_SEARCH_TEXT_H

/* `text` as words of small letters and digits without any mark, đ as d, one space between
 * two words and none at the ends: "Giấy  CHỨNG SINH: 8.000đ" → "giay chung sinh 8000d".
 * Numbers lose the points between their digits. Takes any bytes; never NULL; to be freed
 * by the caller. Any thread. */
char *search_fold(const char *text);

#endif
