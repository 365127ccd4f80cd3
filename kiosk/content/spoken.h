/* Which recordings of a library may be heard. */
#ifndef CONTENT_SPOKEN_H
#define CONTENT_SPOKEN_H

#include "base/arena.h"
#include "content/library.h"

/* Judges `count` recordings of the library's packs and gives it those that are current, in
 * `arena`: the unit is there, and its Vietnamese, with the values of today, is what was
 * shown to the speaker. Of several for the same the one of the upper pack. They are in
 * the order of unit, language, wording; words of numbers come first, by word. `list` may
 * be what the library has; it is not changed. Pure; any thread. */
void spoken_settle(struct library *library, const struct spoken *list, size_t count,
                   struct arena *arena);

/* The hash of the Vietnamese of a unit as it is shown; false if it has no such wording. */
bool spoken_source(const struct library *library, const struct unit *unit,
                   enum spoken_wording wording, struct hash128 *source_out);

#endif
