#include "base/clock.h"

#include <time.h>

int64_t clock_mono_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct tm local_now(void) {
    time_t now = time(NULL);
    struct tm parts;
    localtime_r(&now, &parts);
    return parts;
}

int32_t clock_day(void) {
    struct tm parts = local_now();
    return (parts.tm_year + 1900) * 10000 + (parts.tm_mon + 1) * 100 + parts.tm_mday;
}

int clock_hour(void) { return local_now().tm_hour; }
