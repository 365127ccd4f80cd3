/* The two clocks of the machine. Only outer layers ask them; the model gets
 * times inside events. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds that never go backwards, from an arbitrary start. Any thread. */
int64_t clock_mono_ms(void);

/* Local calendar day as the number yyyymmdd (20261123). Any thread. */
int32_t clock_day(void);

/* Local hour of the day, 0..23. Any thread. */
int clock_hour(void);

#endif
