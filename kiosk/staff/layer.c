#include "staff/layer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/str.h"
#include "content/content.h"
#include "content/file.h"
#include "content/yaml.h"
#include "content/yaml_write.h"
#include "seal/minisign.h"
#include "staff/folders.h"

enum { YAML_BYTES_MAX = 256 * 1024 };

static const char VOICES[] = "recordings"; /* in the state, and in a layer */
static const char *const item_folders[] = {"notices", "procedures"};
enum { ITEM_FOLDERS = sizeof item_folders / sizeof *item_folders };

/* ---- files of the copy -------------------------------------------------------------- */

static enum err write_text(const char *dir, const char *name, const char *text, size_t bytes) {
    return disk_replace(&DISK, dir, name, text, bytes);
}

static enum err make_empty(const char *work) {
    static const char pack[] = "pack:\n  id: commune\n  name: Tin của xã\n  version: \"1\"\n"
                               "  kind: layer\n";
    static const char topics[] = "topics: []\n";
    enum err err = disk_folder(&DISK, work);
    err = err ? err : write_text(work, "pack.yaml", pack, sizeof pack - 1);
    return err ? err : write_text(work, "topics.yaml", topics, sizeof topics - 1);
}

/* ---- topics: those below, so that staff choose among them ----------------------------- */

/* What is read of topics.yaml and written again. */
struct topics {
    struct arena arena;
    struct yaml_node *root; /* the map with the list */
    struct yaml_node *list;
};

static struct yaml_node *new_node(struct topics *topics, const char *key, const char *text) {
    struct yaml_node *node = arena_array(&topics->arena, 1, sizeof *node);
    *node = (struct yaml_node){.kind = text ? NODE_VALUE : NODE_NOTHING, .key = key, .text = text};
    return node;
}

static void append(struct yaml_node *parent, struct yaml_node *child) {
    struct yaml_node **end = &parent->first;
    while (*end) {
        end = &(*end)->next;
    }
    *end = child;
}

static struct yaml_node *child_of(const struct yaml_node *node, const char *key) {
    struct yaml_node *child = node->first;
    while (child && !str_same(child->key, key)) {
        child = child->next;
    }
    return child;
}

static void topics_fini(struct topics *topics) { arena_fini(&topics->arena); }

static enum err topics_read(const char *work, struct topics *topics_out) {
    struct diag diag = {0};
    size_t bytes;
    *topics_out = (struct topics){0};
    struct arena *arena = &topics_out->arena;
    const char *path = file_path(arena, work, "topics.yaml");
    const char *text = file_read(path, arena, &diag, &bytes);
    /* The tree is ours: it lies in our arena and nobody else reads it. */
    topics_out->root =
        text ? (struct yaml_node *)(uintptr_t)yaml_read(path, text, bytes, arena, &diag) : NULL;
    topics_out->list = topics_out->root ? child_of(topics_out->root, "topics") : NULL;
    if (!topics_out->list) {
        topics_fini(topics_out);
        return ERR_REJECT;
    }
    topics_out->list->kind = NODE_LIST;
    return ERR_OK;
}

static enum err topics_write(const char *work, struct topics *topics) {
    struct yaml_text text = yaml_write(topics->root, &topics->arena);
    return text.bytes > YAML_BYTES_MAX ? ERR_REJECT
                                       : write_text(work, "topics.yaml", text.text, text.bytes);
}

static bool has_topic(const struct topics *topics, const char *id) {
    for (const struct yaml_node *topic = topics->list->first; topic; topic = topic->next) {
        const struct yaml_node *own = child_of(topic, "id");
        if (own && str_same(own->text, id)) {
            return true;
        }
    }
    return false;
}

static void add_topic(struct topics *topics, const struct library *below,
                      const struct topic *from) {
    char text[256];
    struct str s;
    const struct unit *label = &below->units[from->label_ix];
    struct yaml_node *topic = new_node(topics, NULL, NULL);
    struct yaml_node *items = new_node(topics, "items", NULL);
    str_init(&s, text, sizeof text);
    library_put_phrase(below, &label->text[LIBRARY_VIETNAMESE], &s);
    topic->kind = NODE_MAP;
    items->kind = NODE_LIST;
    append(topic, new_node(topics, "id", arena_strdup(&topics->arena, from->id)));
    append(topic, new_node(topics, "text", arena_strdup(&topics->arena, text)));
    if (from->pictogram) {
        append(topic, new_node(topics, "pictogram", arena_strdup(&topics->arena, from->pictogram)));
    }
    append(topic, items);
    append(topics->list, topic);
}

static enum err add_topics(const char *work, const struct library *below) {
    struct topics topics;
    enum err err = topics_read(work, &topics);
    if (err) {
        return err;
    }
    for (uint16_t t = 0; t < below->topic_count; t++) {
        if (!has_topic(&topics, below->topics[t].id)) {
            add_topic(&topics, below, &below->topics[t]);
        }
    }
    err = topics_write(work, &topics);
    topics_fini(&topics);
    return err;
}

static void forget_in_list(struct yaml_node *items, const char *item) {
    struct yaml_node **at = &items->first;
    while (*at) {
        if (str_same((*at)->text, item)) {
            *at = (*at)->next;
        } else {
            at = &(*at)->next;
        }
    }
}

/* Takes the item out of every topic's list. */
static enum err forget_in_topics(const char *work, const char *item) {
    struct topics topics;
    enum err err = topics_read(work, &topics);
    if (err) {
        return err;
    }
    for (struct yaml_node *topic = topics.list->first; topic; topic = topic->next) {
        struct yaml_node *items = child_of(topic, "items");
        if (items) {
            forget_in_list(items, item);
        }
    }
    err = topics_write(work, &topics);
    topics_fini(&topics);
    return err;
}

/* ---- the copy ---------------------------------------------------------------------------- */

/* What people have recorded by now, and nothing else. */
static enum err add_voices(const char *work) {
    char from[PATH_BYTES], to[PATH_BYTES];
    if (paths_state("recordings", from, sizeof from) || !paths_join(work, VOICES, to, PATH_BYTES)) {
        return ERR_RETRY;
    }
    folders_remove(to);
    return access(from, F_OK) == 0 ? folders_copy(from, to) : ERR_OK;
}

/* False: another process has it (or, logged, it cannot be opened). */
static bool hold(const struct station *station, struct layer *layer) {
    char path[PATH_BYTES];
    layer->lock = paths_join(station->local, "lock", path, PATH_BYTES)
                      ? open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644)
                      : -1;
    if (layer->lock < 0) {
        diag_log("%s: không mở được: %s", "%s: cannot be opened: %s", path, strerror(errno));
        return false;
    }
    if (flock(layer->lock, LOCK_EX | LOCK_NB)) {
        close(layer->lock);
        return false;
    }
    return true;
}

static enum err fill(struct station *station, const struct library *below,
                     const struct layer *layer) {
    char hash[SEAL_HASH_BYTES], source[PATH_BYTES];
    bool is_layer = station_layer(station, hash);
    if (is_layer &&
        (!paths_join(station->local, hash, source, PATH_BYTES) || access(source, F_OK) != 0)) {
        return ERR_REJECT;
    }
    folders_remove(layer->work);
    enum err err = is_layer ? folders_copy(source, layer->work) : make_empty(layer->work);
    err = err ? err : add_voices(layer->work);
    return err ? err : add_topics(layer->work, below);
}

enum err layer_begin(struct station *station, const struct library *below,
                     struct layer *layer_out) {
    if (!paths_join(station->local, "work", layer_out->work, PATH_BYTES) ||
        !paths_join(station->local, "work.pack", layer_out->pack, PATH_BYTES) ||
        disk_folder(&DISK, station->local)) {
        return ERR_RETRY;
    }
    if (!hold(station, layer_out)) {
        return ERR_DEGRADE;
    }
    enum err err = fill(station, below, layer_out);
    if (err) {
        layer_end(station, layer_out);
    }
    return err;
}

static bool item_path(const struct layer *layer, const char *folder, const char *item,
                      char path_out[PATH_BYTES]) {
    struct str path;
    str_init(&path, path_out, PATH_BYTES);
    str_printf(&path, "%s/%s/%s.yaml", layer->work, folder, item);
    return !path.cut && !strchr(item, '/');
}

enum err layer_remove(const struct layer *layer, const char *item) {
    char path[PATH_BYTES];
    bool removed = false;
    for (int i = 0; i < ITEM_FOLDERS; i++) {
        removed = (item_path(layer, item_folders[i], item, path) && unlink(path) == 0) || removed;
    }
    return removed ? forget_in_topics(layer->work, item) : ERR_REJECT;
}

bool layer_has_voices(const struct layer *layer) {
    struct arena arena = {0};
    const char *const *langs;
    const char *dir = file_path(&arena, layer->work, VOICES);
    size_t count = file_names(dir, "", &arena, &langs), found = 0;
    for (size_t i = 0; i < count; i++) {
        const char *index = file_path(&arena, file_path(&arena, dir, langs[i]), "index.tsv");
        found += access(index, F_OK) == 0;
    }
    arena_fini(&arena);
    return found > 0;
}

bool layer_is_empty(const struct layer *layer) {
    struct arena arena = {0};
    size_t count = 0;
    for (int i = 0; i < ITEM_FOLDERS; i++) {
        const char *const *names;
        count +=
            file_names(file_path(&arena, layer->work, item_folders[i]), ".yaml", &arena, &names);
    }
    arena_fini(&arena);
    return count == 0 && !layer_has_voices(layer);
}

enum err layer_build(const struct layer *layer, const char *voices_dir, struct diag *diag) {
    return content_build(layer->work, voices_dir, layer->pack, diag);
}

/* ---- showing it ----------------------------------------------------------------------------- */

static enum err sign(struct station *station, const char *pack) {
    char comment[64];
    struct minisign_secret *secret;
    struct str s;
    enum err err = minisign_secret_open(station->key, NULL, &secret);
    if (err) {
        return ERR_STOP;
    }
    str_init(&s, comment, sizeof comment);
    str_printf(&s, "timestamp:%lld", (long long)time(NULL));
    err = minisign_sign(secret, pack, comment);
    minisign_secret_close(secret);
    return err ? ERR_RETRY : ERR_OK;
}

/* The source gets its place before the pack is shown: a source that nothing shows does
 * no harm, a pack without source could not be changed any more. It gets its name when it
 * is whole; one that is there already is whole, and of the very same pack. */
static enum err keep_source(const struct station *station, const struct layer *layer) {
    char hash[SEAL_HASH_BYTES], kept[PATH_BYTES], fresh[PATH_BYTES], voices[PATH_BYTES];
    if (seal_hash_file(layer->pack, hash) || !paths_join(station->local, hash, kept, PATH_BYTES) ||
        !paths_join(station->local, "kept.new", fresh, PATH_BYTES) ||
        !paths_join(layer->work, VOICES, voices, PATH_BYTES)) {
        return ERR_RETRY;
    }
    folders_remove(voices); /* they lie in the pack and have a place of their own */
    if (access(kept, F_OK) == 0) {
        return ERR_OK;
    }
    folders_remove(fresh);
    enum err err = folders_copy(layer->work, fresh);
    if (!err && rename(fresh, kept)) {
        diag_log("%s: không ghi được: %s", "%s: cannot be written: %s", kept, strerror(errno));
        err = ERR_RETRY;
    }
    return err ? err : disk_sync_folder(&DISK, station->local);
}

enum err layer_publish(struct station *station, const struct layer *layer, const char *by,
                       struct shelf_answer *answer_out) {
    if (layer_is_empty(layer)) {
        return shelf_use(station->shelf, TRUST_COMMUNE, NULL, by, answer_out);
    }
    enum err err = sign(station, layer->pack);
    err = err ? err : keep_source(station, layer);
    return err ? err : shelf_publish(station->shelf, station->local, "work.pack", by, answer_out);
}

/* Whether nobody needs this folder of LOCAL any more. */
static bool is_over(const struct manifest *list, const char *name) {
    bool is_source = strlen(name) == SEAL_HASH_BYTES - 1 &&
                     strspn(name, "0123456789abcdef") == SEAL_HASH_BYTES - 1;
    return is_source ? !manifest_find(list, name) : str_same(name, "kept.new");
}

/* If the list of packs is damaged, what it does not name may be what is wanted. */
static void tidy(struct station *station) {
    struct arena arena = {0};
    struct manifest list;
    const char *const *names;
    size_t count =
        shelf_packs(station->shelf, &list) ? file_names(station->local, "", &arena, &names) : 0;
    for (size_t i = 0; i < count; i++) {
        char path[PATH_BYTES];
        if (is_over(&list, names[i]) && paths_join(station->local, names[i], path, PATH_BYTES)) {
            folders_remove(path);
        }
    }
    arena_fini(&arena);
}

/* Halves that a build left when the power failed. */
static void tidy_halves(struct station *station) {
    struct arena arena = {0};
    char path[PATH_BYTES];
    const char *const *names;
    size_t count = file_names(station->local, ".new", &arena, &names);
    for (size_t i = 0; i < count; i++) {
        if (paths_join(station->local, names[i], path, PATH_BYTES)) {
            unlink(path);
        }
    }
    arena_fini(&arena);
}

void layer_end(struct station *station, struct layer *layer) {
    char signature[PATH_BYTES];
    folders_remove(layer->work);
    unlink(layer->pack);
    if (paths_join(station->local, "work.pack.minisig", signature, PATH_BYTES)) {
        unlink(signature);
    }
    tidy_halves(station);
    tidy(station);
    close(layer->lock); /* gives it back */
}
