/* Where the program finds what it reads and keeps what it writes. */
#ifndef BASE_PATHS_H
#define BASE_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Room for a path of the system, with its end. */
enum { PATH_BYTES = 4096 };

/* "folder/name", or the folder alone if `name` is "". False if it does not fit. */
bool paths_join(const char *folder, const char *name, char *path_out, size_t size);

/* The read-only data (voices, fonts, library) below `name`: $TIENGBAN_SHARE, else
 * share/ beside the program or one folder up, else /usr/share/tiengban.
 * False if the path does not fit. */
bool paths_share(const char *name, char *path_out, size_t size);

/* A file of the state: below $TIENGBAN_STATE, else /var/lib/tiengban if it can be
 * written, else $XDG_STATE_HOME/tiengban or ~/.local/state/tiengban. The folder
 * is made if needed. ERR_DEGRADE (logged) if it cannot be. */
enum err paths_state(const char *name, char *path_out, size_t size) MUST_CHECK;

#endif
