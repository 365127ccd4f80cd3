/* Events as lines of text: what `kiosk --record` writes and
 * `console --replay` reads.
 *
 *   # tiengban replay 1
 *   layout wide
 *   0 start 20261123
 *   1200 press
 *   1310 touch choice-2
 *   1400 speaking 3 0        utterance, prompt
 *   2100 key ok
 *
 * The first number is the time in milliseconds since the recording began.
 */
#ifndef CONSOLE_REPLAY_H
#define CONSOLE_REPLAY_H

#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"
#include "model/event.h"
#include "model/paging.h"

/* Writes the two lines a file begins with. */
void replay_begin(FILE *file, enum layout_kind layout);

/* Writes an event; its time is told from `began_ms`. */
void replay_write(FILE *file, const struct event *event, int64_t began_ms);

enum replay_line { REPLAY_EVENT, REPLAY_LAYOUT, REPLAY_NOTHING, REPLAY_BAD };

/* Reads one line (changed). REPLAY_EVENT fills *event_out, REPLAY_LAYOUT
 * *layout_out; empty lines and comments are REPLAY_NOTHING. REPLAY_BAD: reported
 * with `file` and `number`. */
enum replay_line replay_parse(char *line, const char *file, int number, struct diag *diag,
                              struct event *event_out, enum layout_kind *layout_out);

#endif
