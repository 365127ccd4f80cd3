/* A kiosk's shelf for the tests: packs of a province (versions 1 to 5), layers of a
 * commune (6 to 8), keys, a stick with all of them, and a state folder that each test
 * begins anew. What is shown is read back as the versions: "2+7". */
#ifndef TESTS_UNIT_SHELF_PLACE_H
#define TESTS_UNIT_SHELF_PLACE_H

#include "tests/unit/layer_tree.h"

#include <fcntl.h>

#include "content/pack_read.h"
#include "content/shelf.h"

struct shelf_place {
    struct tree tree;
    char stick[TREE_PATH_BYTES], starter[TREE_PATH_BYTES], keys[TREE_PATH_BYTES];
    char state[TREE_PATH_BYTES]; /* the shelf's folder */
    struct trust trust;
};

/* Loops over hundreds of failures say hundreds of sentences: not here. */
static inline int place_quiet(void) {
    int kept = dup(STDERR_FILENO);
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
    return kept;
}

static inline void place_loud(int kept) {
    dup2(kept, STDERR_FILENO);
    close(kept);
}

static inline void place_path(const char *dir, const char *name, char path_out[TREE_PATH_BYTES]) {
    struct str s;
    str_init(&s, path_out, TREE_PATH_BYTES);
    str_printf(&s, "%s/%s", dir, name);
    assert_false(s.cut);
}

/* ---- keys and packs ----------------------------------------------------------------- */

static inline void place_key(struct shelf_place *place, const char *name) {
    const struct minisign_limits limits = MINISIGN_LIMITS;
    char path[TREE_PATH_BYTES];
    place_path(place->keys, name, path);
    assert_int_equal(minisign_keygen(path, NULL, &limits, NULL), ERR_OK);
}

/* Signs a file of the stick. */
static inline void place_sign(struct shelf_place *place, const char *name, const char *key) {
    struct minisign_secret *secret = NULL;
    char path[TREE_PATH_BYTES], file[64];
    snprintf(file, sizeof file, "%s.key", key);
    place_path(place->keys, file, path);
    assert_int_equal(minisign_secret_open(path, NULL, &secret), ERR_OK);
    place_path(place->stick, name, path);
    assert_int_equal(minisign_sign(secret, path, "timestamp:1760000000"), ERR_OK);
    minisign_secret_close(secret);
}

/* Builds the province's pack of a version: the fixture with the version in one notice. */
static inline void place_base(struct shelf_place *place, int version, const char *path) {
    char from[64], to[64];
    snprintf(from, sizeof from, "version: \"%d\"", version - 1);
    snprintf(to, sizeof to, "version: \"%d\"", version);
    if (version > 1) {
        tree_change(&place->tree, "content/pack.yaml", from, to);
        snprintf(from, sizeof from, "value: %d", 8000 + version - 2);
        snprintf(to, sizeof to, "value: %d", 8000 + version - 1);
        tree_change(&place->tree, "content/notices/news.yaml", from, to);
    }
    layer_build(&place->tree, "content", path);
}

static inline void place_layer(struct shelf_place *place, int version, const char *path) {
    char text[128];
    snprintf(text, sizeof text, "Ngày %d mất điện.", version);
    layer_begin(&place->tree, "layer", &(struct layer_notice){"power", "commune", text}, 1);
    snprintf(text, sizeof text, "pack: {id: xa, name: \"Xã\", version: \"%d\", kind: layer}\n",
             version);
    layer_write(&place->tree, "layer/pack.yaml", text);
    layer_build(&place->tree, "layer", path);
}

enum { PLACE_BASES = 5, PLACE_LAYERS = 3, PLACE_WAIT_MS = 100 };

static inline void place_name(char name[32], int version) {
    snprintf(name, 32, "%d.pack", version);
}

static inline struct shelf_place *place_new(void) {
    struct shelf_place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    tree_init(&place->tree);
    tree_path(&place->tree, "stick", place->stick);
    tree_path(&place->tree, "keys", place->keys);
    tree_path(&place->tree, "starter.pack", place->starter);
    tree_path(&place->tree, "state", place->state);
    assert_int_equal(mkdir(place->stick, 0755) | mkdir(place->keys, 0755), 0);
    place_key(place, "province-a");
    place_key(place, "province-old");
    place_key(place, "commune-a");
    place_key(place, "stranger");
    for (int v = 1; v <= PLACE_BASES + PLACE_LAYERS; v++) {
        char name[32], path[TREE_PATH_BYTES];
        place_name(name, v);
        place_path(place->stick, name, path);
        v <= PLACE_BASES ? place_base(place, v, path) : place_layer(place, v, path);
        place_sign(place, name, v <= PLACE_BASES ? "province-a" : "commune-a");
    }
    tree_change(&place->tree, "content/pack.yaml", "version: \"5\"", "version: \"0\"");
    layer_build(&place->tree, "content", place->starter);
    int kept = place_quiet(); /* the stranger's key is none of ours */
    assert_int_equal(trust_load(place->keys, &place->trust), ERR_OK);
    place_loud(kept);
    return place;
}

static inline void place_free(struct shelf_place *place) {
    tree_fini(&place->tree);
    free(place);
}

/* ---- the shelf ---------------------------------------------------------------------- */

/* 3 May 2026, noon, in UTC and so in most places. */
static inline int64_t place_now_s(void) { return 1777809600; }

static inline struct shelf *place_open_on(const struct shelf_place *place, const struct disk *disk,
                                          int64_t (*now_s)(void)) {
    struct shelf *shelf = NULL;
    struct shelf_config config = {
        place->state, place->starter, &place->trust, disk, now_s ? now_s : place_now_s,
        PLACE_WAIT_MS};
    assert_int_equal(shelf_open(&config, &shelf), ERR_OK);
    return shelf;
}

static inline struct shelf *place_open(const struct shelf_place *place) {
    return place_open_on(place, NULL, NULL);
}

static inline struct shelf_request place_request(const struct shelf_place *place,
                                                 const char *name) {
    return (struct shelf_request){.dir = place->stick,
                                  .name = name,
                                  .roles = TRUST_BIT(TRUST_PROVINCE) | TRUST_BIT(TRUST_COMMUNE)};
}

static inline enum shelf_word place_install_on(const struct shelf_place *place, struct shelf *shelf,
                                               int version) {
    char name[32];
    struct shelf_answer answer;
    place_name(name, version);
    struct shelf_request request = place_request(place, name);
    enum err err = shelf_install(shelf, &request, "Chị Hoa", &answer);
    assert_int_equal(err, shelf_decision(&answer));
    return answer.word;
}

/* Installs, as a process of its own would. */
static inline void place_install(const struct shelf_place *place, int version) {
    struct shelf *shelf = place_open(place);
    assert_int_equal(place_install_on(place, shelf, version), SHELF_DONE);
    shelf_close(shelf);
}

/* What is shown: "0" for the starter, "2+7" for a layer over a province's pack. The texts
 * have to be of these versions. */
static inline void place_text(const struct library *library, char text[32]) {
    struct str s;
    char wanted[64];
    str_init(&s, text, 32);
    str_put(&s, library->packs[0].version);
    int version = atoi(library->packs[0].version);
    int32_t ix = library_unit(library, "news.body#1");
    assert_true(ix >= 0);
    const struct span *fee = &library->units[ix].text[LIBRARY_VIETNAMESE].spans[3];
    assert_int_equal(library->facts[fee->fact_ix].value, version ? 8000 + version - 1 : 8004);
    if (library->pack_count > 1) {
        str_printf(&s, "+%s", library->packs[1].version);
        ix = library_unit(library, "power.body#1");
        assert_true(ix >= 0);
        snprintf(wanted, sizeof wanted, "Ngày %s mất điện.", library->packs[1].version);
        assert_string_equal(library->units[ix].text[LIBRARY_VIETNAMESE].spans[0].text, wanted);
    }
}

static inline unsigned place_read(struct shelf *shelf, char text[32]) {
    struct library library = {0};
    unsigned news;
    if (shelf_read(shelf, &library, &news)) {
        snprintf(text, 32, "none");
    } else {
        place_text(&library, text);
    }
    library_fini(&library);
    return news;
}

/* What a process that starts now shows; returns its news. */
static inline unsigned place_shown(const struct shelf_place *place, char text[32]) {
    struct shelf *shelf = place_open(place);
    unsigned news = place_read(shelf, text);
    shelf_close(shelf);
    return news;
}

static inline void place_assert_shown(const struct shelf_place *place, const char *wanted) {
    char text[32];
    assert_int_equal(place_shown(place, text), 0);
    assert_string_equal(text, wanted);
}

static inline int place_files(const struct shelf_place *place, const char *folder) {
    char path[TREE_PATH_BYTES];
    int count = 0;
    place_path(place->state, folder, path);
    DIR *stream = opendir(path);
    for (struct dirent *row = stream ? readdir(stream) : NULL; row; row = readdir(stream)) {
        count += row->d_name[0] != '.';
    }
    if (stream) {
        closedir(stream);
    }
    return count;
}

#endif
