/* This machine: where its packs, keys and people are. Whoever shows or changes content
 * opens one: the kiosk, the commands, the jobs of the staff's desk. */
#ifndef STAFF_STATION_H
#define STAFF_STATION_H

#include <stdbool.h>

#include "base/err.h"
#include "base/paths.h"
#include "content/shelf.h"
#include "seal/trust.h"

struct station {
    char library[PATH_BYTES]; /* the shelf */
    char starter[PATH_BYTES]; /* the pack that came with the program */
    char local[PATH_BYTES];   /* <hash>/: what this commune's layer of that hash was built from */
    char key[PATH_BYTES];     /* this commune's secret key, readable by the machine alone */
    char staff[PATH_BYTES];   /* people and their PINs, rules */
    struct trust trust;
    struct shelf *shelf;
};

/* `library_dir`: NULL = the state's. ERR_DEGRADE (logged): there is no state folder, or
 * a path is too long. A trust that cannot be read believes nothing (logged).
 * *station_out is ended by station_close; it must not move. */
enum err station_open(const char *library_dir, struct station *station_out) MUST_CHECK;

/* Zeroed is fine. */
void station_close(struct station *station);

/* The pack of the commune's layer that is in use: its hash; false if there is none. */
bool station_layer(struct station *station, char hash_out[SEAL_HASH_BYTES]);

#endif
