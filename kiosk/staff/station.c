#include "staff/station.h"

#include <string.h>

#include "base/diag.h"
#include "base/str.h"

static enum err find_places(const char *library_dir, struct station *station) {
    char trust[PATH_BYTES];
    const struct {
        const char *name;
        char *path;
    } places[] = {{"library", station->library},
                  {"local", station->local},
                  {"keys/commune.key", station->key},
                  {"staff", station->staff},
                  {"trust", trust}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        enum err err = paths_state(places[i].name, places[i].path, PATH_BYTES);
        if (err) {
            return err;
        }
    }
    if ((library_dir && !str_copy(station->library, PATH_BYTES, library_dir)) ||
        !paths_share("library/starter.pack", station->starter, PATH_BYTES)) {
        diag_log("Đường dẫn của thư viện quá dài.", "The path of the library is too long.");
        return ERR_DEGRADE;
    }
    if (trust_load(trust, &station->trust)) {
        diag_log("Máy không tin khóa nào cho đến khi sửa xong %s.",
                 "No key is believed until %s is mended.", trust);
    }
    return ERR_OK;
}

enum err station_open(const char *library_dir, struct station *station_out) {
    *station_out = (struct station){0};
    enum err err = find_places(library_dir, station_out);
    if (!err) {
        struct shelf_config config = {.dir = station_out->library,
                                      .starter = station_out->starter,
                                      .trust = &station_out->trust};
        err = shelf_open(&config, &station_out->shelf);
    }
    return err;
}

void station_close(struct station *station) {
    shelf_close(station->shelf);
    station->shelf = NULL;
}

bool station_layer(struct station *station, char hash_out[SEAL_HASH_BYTES]) {
    struct shelf_row rows[SHELF_ROWS_MAX];
    int count = shelf_list(station->shelf, rows);
    for (int i = 0; i < count; i++) {
        if (!rows[i].is_starter && rows[i].in_use && rows[i].role == TRUST_COMMUNE) {
            memcpy(hash_out, rows[i].hash, SEAL_HASH_BYTES);
            return true;
        }
    }
    return false;
}
