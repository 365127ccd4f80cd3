/* Numbers in words, by rules that are data: ICU's rule-based number format,
 * read from voices/<code>/numbers.txt. */
#ifndef UNICODE_SPELLOUT_H
#define UNICODE_SPELLOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"

struct spellout;

/* Reads the rules of a file; lines beginning with # are comments. NULL after one
 * sentence in `diag` if it cannot be read or a rule is wrong. Ended by
 * spellout_close. */
struct spellout *spellout_open(const char *path, struct diag *diag);

/* NULL is fine. */
void spellout_close(struct spellout *spellout);

/* Appends `value` in the words of the rule set "%name"; false, with nothing
 * appended, if there is no such set. One thread at a time. */
bool spellout_put(struct spellout *spellout, const char *rule_set, int64_t value, struct str *text);

/* True if the rules have the set "%name". */
bool spellout_has(struct spellout *spellout, const char *rule_set);

#endif
