/* Days of the Gregorian calendar. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* True if there is such a day; of an unknown year 0, 29 February too. */
bool date_exists(int64_t year, int64_t month, int64_t day);

#endif
