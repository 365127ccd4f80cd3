/* Values as people type them into a spreadsheet → what the content has. */
#ifndef CONTENT_TYPED_H
#define CONTENT_TYPED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/library.h"

/* yyyymmdd of "1/7/2026", "01-07-2026", "1.7.2026", "2026-07-01", also with a time
 * or the word "ngày"; 0 if it is no day that exists. Day before month, as in Viet
 * Nam. */
int32_t typed_date(const char *text);

/* "2026-07-01" of 20260701. */
void typed_date_text(int32_t date, char *out, size_t size);

/* A whole number, not negative, grouped by points, commas or spaces or not at all:
 * "540.000", "540 000", "540000". False if it is none. */
bool typed_number(const char *text, int64_t *number_out);

/* The same with "đồng", "đ", "VND" after it or not; *named_out says whether. */
bool typed_money(const char *text, int64_t *number_out, bool *named_out);

/* Which of `names` (up to NULL) the text says, by form_same; -1 if none. */
int typed_choice(const char *text, const char *const *names);

/* "có", "không", "x" and what spreadsheets make of yes and no. False if it is none. */
bool typed_yes(const char *text, bool *yes_out);

#endif
