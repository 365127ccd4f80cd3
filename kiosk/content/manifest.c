#include "content/manifest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/str.h"
#include "unicode/nfc.h"

static const char HEAD[] = "tiengban-shelf 1";

/* ---- the text ----------------------------------------------------------------------- */

static bool is_of_one_line(const char *text) {
    for (; *text; text++) {
        if ((unsigned char)*text < ' ' || *text == 0x7F) {
            return false;
        }
    }
    return true;
}

static void put_by(struct str *s, const char *by) {
    for (; *by; by++) {
        if ((unsigned char)*by >= ' ' && *by != 0x7F) {
            str_put_n(s, by, 1);
        }
    }
}

static void put_packs(struct str *s, const struct manifest *manifest) {
    for (int i = 0; i < manifest->count; i++) {
        const struct manifest_pack *pack = &manifest->packs[i];
        str_printf(s, "%s %s %" PRId64 " %s\n", trust_role_name(pack->role), pack->hash,
                   pack->bytes, pack->in_use ? "use" : "keep");
    }
}

static uint64_t check_of(const char *text, size_t bytes) {
    return hash64_bytes(HASH64_EMPTY, text, bytes);
}

size_t manifest_write(const struct manifest *manifest, char text_out[MANIFEST_BYTES]) {
    struct str s;
    str_init(&s, text_out, MANIFEST_BYTES);
    str_printf(&s, "%s\nrelease %" PRId64 "\nat %" PRId64 "\nby ", HEAD, manifest->release,
               manifest->at_s);
    put_by(&s, manifest->by);
    str_put(&s, "\n");
    put_packs(&s, manifest);
    str_printf(&s, "check %016" PRIx64 "\n", check_of(text_out, s.used));
    return s.used;
}

/* ---- reading it: word by word, and then it must write the same ---------------------- */

/* The text after `key` and a space in the line at *at, of at most `size` bytes. */
static bool take_line(const char **at, const char *end, const char *key, char *value, size_t size) {
    const char *line = *at;
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    size_t length = strlen(key);
    if (!stop || (size_t)(stop - line) <= length || memcmp(line, key, length) != 0 ||
        line[length] != ' ' || (size_t)(stop - line) - length - 1 >= size) {
        return false;
    }
    length++;
    memcpy(value, line + length, (size_t)(stop - line) - length);
    value[(size_t)(stop - line) - length] = '\0';
    *at = stop + 1;
    return true;
}

static bool take_number(const char *text, int64_t *number_out) {
    size_t digits = strspn(text, "0123456789");
    *number_out = strtoll(text, NULL, 10);
    return digits > 0 && digits <= 18 && text[digits] == '\0';
}

enum { HASH_DIGITS = SEAL_HASH_BYTES - 1 };

/* "<hash> <bytes> use" */
static bool read_pack(char *text, struct manifest_pack *pack) {
    if (strspn(text, "0123456789abcdef") != HASH_DIGITS || text[HASH_DIGITS] != ' ') {
        return false;
    }
    memcpy(pack->hash, text, HASH_DIGITS);
    pack->hash[HASH_DIGITS] = '\0';
    char *number = text + HASH_DIGITS + 1;
    char *word = strchr(number, ' ');
    if (!word) {
        return false;
    }
    *word++ = '\0';
    pack->in_use = str_same(word, "use");
    return take_number(number, &pack->bytes) && (pack->in_use || str_same(word, "keep"));
}

static bool take_pack(const char **at, const char *end, struct manifest *m) {
    char text[2 * SEAL_HASH_BYTES];
    struct manifest_pack pack = {.role = TRUST_PROVINCE};
    if (!take_line(at, end, trust_role_name(pack.role), text, sizeof text)) {
        pack.role = TRUST_COMMUNE;
        if (!take_line(at, end, trust_role_name(pack.role), text, sizeof text)) {
            return false;
        }
    }
    if (m->count == MANIFEST_PACKS_MAX || !read_pack(text, &pack)) {
        return false;
    }
    m->packs[m->count++] = pack;
    return true;
}

/* By role, no hash twice, at most three of a role and one of them in use. */
static bool is_orderly(const struct manifest *m) {
    int count[TRUST_ROLES] = {0}, used[TRUST_ROLES] = {0};
    for (int i = 0; i < m->count; i++) {
        count[m->packs[i].role]++;
        used[m->packs[i].role] += m->packs[i].in_use;
        if ((i > 0 && m->packs[i].role < m->packs[i - 1].role) ||
            manifest_find(m, m->packs[i].hash) != &m->packs[i]) {
            return false;
        }
    }
    for (int r = 0; r < TRUST_ROLES; r++) {
        if (count[r] > MANIFEST_KEPT || used[r] > 1) {
            return false;
        }
    }
    return true;
}

static bool read_lines(const char *text, size_t bytes, struct manifest *m) {
    char number[32], again[MANIFEST_BYTES];
    const char *at = text + sizeof HEAD, *end = text + bytes;
    if (bytes < sizeof HEAD || memcmp(text, HEAD, sizeof HEAD - 1) != 0 ||
        !take_line(&at, end, "release", number, sizeof number) ||
        !take_number(number, &m->release) || !take_line(&at, end, "at", number, sizeof number) ||
        !take_number(number, &m->at_s) || !take_line(&at, end, "by", m->by, sizeof m->by)) {
        return false;
    }
    while (take_pack(&at, end, m)) {
    }
    return m->release > 0 && is_of_one_line(m->by) && nfc_is_utf8(m->by, strlen(m->by)) &&
           is_orderly(m) && manifest_write(m, again) == bytes && memcmp(again, text, bytes) == 0;
}

bool manifest_parse(const char *text, size_t bytes, struct manifest *manifest_out) {
    *manifest_out = (struct manifest){0};
    if (bytes >= MANIFEST_BYTES || memchr(text, '\0', bytes) ||
        !read_lines(text, bytes, manifest_out)) {
        *manifest_out = (struct manifest){0};
        return false;
    }
    return true;
}

/* ---- changing it -------------------------------------------------------------------- */

const struct manifest_pack *manifest_used(const struct manifest *manifest, enum trust_role role) {
    for (int i = 0; i < manifest->count; i++) {
        if (manifest->packs[i].role == role && manifest->packs[i].in_use) {
            return &manifest->packs[i];
        }
    }
    return NULL;
}

const struct manifest_pack *manifest_find(const struct manifest *manifest, const char *hash) {
    for (int i = 0; i < manifest->count; i++) {
        if (str_same(manifest->packs[i].hash, hash)) {
            return &manifest->packs[i];
        }
    }
    return NULL;
}

/* Adds what `old` has of a role: what is in use and what is older, or all if nothing is
 * in use. `but` is not added. */
static void add_kept(struct manifest *m, const struct manifest *old, enum trust_role role,
                     const char *but) {
    bool reached = !manifest_used(old, role);
    int room = MANIFEST_KEPT - 1;
    for (int i = 0; i < old->count; i++) {
        const struct manifest_pack *pack = &old->packs[i];
        reached = reached || (pack->role == role && pack->in_use);
        if (pack->role == role && reached && room > 0 && !str_same(pack->hash, but)) {
            m->packs[m->count] = *pack;
            m->packs[m->count++].in_use = false;
            room--;
        }
    }
}

/* Adds all that `old` has of a role, but one. */
static void add_all(struct manifest *m, const struct manifest *old, enum trust_role role,
                    const char *but) {
    for (int i = 0; i < old->count; i++) {
        if (old->packs[i].role == role && !str_same(old->packs[i].hash, but)) {
            m->packs[m->count++] = old->packs[i];
        }
    }
}

void manifest_push(struct manifest *manifest, enum trust_role role, const char *hash,
                   int64_t bytes) {
    const struct manifest old = *manifest;
    manifest->count = 0;
    for (int r = 0; r < TRUST_ROLES; r++) {
        if (r != (int)role) {
            add_all(manifest, &old, (enum trust_role)r, hash); /* a pack has one role */
            continue;
        }
        struct manifest_pack *pack = &manifest->packs[manifest->count++];
        *pack = (struct manifest_pack){.role = role, .bytes = bytes, .in_use = true};
        str_copy(pack->hash, sizeof pack->hash, hash);
        add_kept(manifest, &old, role, hash);
    }
}

void manifest_use(struct manifest *manifest, enum trust_role role, const char *hash) {
    for (int i = 0; i < manifest->count; i++) {
        struct manifest_pack *pack = &manifest->packs[i];
        if (pack->role == role) {
            pack->in_use = hash && str_same(pack->hash, hash);
        }
    }
}

void manifest_forget(struct manifest *manifest, const char *hash) {
    const struct manifest old = *manifest;
    bool pass_on = false;
    manifest->count = 0;
    for (int i = 0; i < old.count; i++) {
        struct manifest_pack pack = old.packs[i];
        if (str_same(pack.hash, hash)) {
            pass_on = pack.in_use;
            continue;
        }
        bool heir = pass_on && pack.role == manifest_find(&old, hash)->role;
        pack.in_use = pack.in_use || heir;
        pass_on = false;
        manifest->packs[manifest->count++] = pack;
    }
}
