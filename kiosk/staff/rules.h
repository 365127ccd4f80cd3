/* Who may change what the kiosk says. The desk offers nobody what they may not do; the
 * job that does it looks once more, for whoever else may have begun it. */
#ifndef STAFF_RULES_H
#define STAFF_RULES_H

#include <stdbool.h>

/* True if releasing takes two people: the file four-eyes lies in `staff_dir`. What
 * cannot be looked at does. */
bool rules_four_eyes(const char *staff_dir);

/* Why `by` may not release, with `with` agreeing ("" = nobody): one sentence for the
 * staff, constant; NULL if they may. One releaser is enough, and where there are four
 * eyes two different people of the list, of whom the one who agrees is a releaser. Reads
 * the list in `staff_dir`; what is wrong with it is logged. */
const char *rules_against(const char *staff_dir, const char *by, const char *with);

#endif
