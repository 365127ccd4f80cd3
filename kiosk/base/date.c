#include "base/date.h"

enum { MONTHS = 12, FEBRUARY = 2 };

static bool is_leap(int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

bool date_exists(int64_t year, int64_t month, int64_t day) {
    static const int days[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 0 || month < 1 || month > MONTHS || day < 1) {
        return false;
    }
    return day <= days[month - 1] + (month == FEBRUARY && is_leap(year));
}
