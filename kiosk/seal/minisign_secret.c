/* Secret keys: making them, reading them. */
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/paths.h"
#include "base/save.h"
#include "base/str.h"
#include "seal/minisign_parts.h"

/* More is no key of a person's, but a trap. */
static const uint64_t WORK_MAX = UINT64_C(1) << 27, MEMORY_BYTES_MAX = UINT64_C(1) << 30;

enum { KEY_TEXT_BYTES = 512 };

/* The file's bytes; numbers are little-endian. What is inside may be encrypted: added
 * by exclusive or to what scrypt makes of the passphrase. */
struct raw_secret {
    uint8_t algorithm[2], kdf[2], checksum_kind[2];
    uint8_t salt[crypto_pwhash_scryptsalsa208sha256_SALTBYTES], work[8], memory[8];
    struct {
        uint8_t id[MINISIGN_ID_BYTES], key[crypto_sign_SECRETKEYBYTES], checksum[32];
    } inner;
};
static_assert(sizeof(struct raw_secret) == 158, "bytes without gaps");
static_assert(sizeof(((struct minisign_secret *)0)->key) == crypto_sign_SECRETKEYBYTES, "Ed25519");

static uint64_t get_number(const uint8_t bytes[8]) {
    uint64_t number = 0;
    for (int i = 7; i >= 0; i--) {
        number = number << 8 | bytes[i];
    }
    return number;
}

static void put_number(uint8_t bytes[8], uint64_t number) {
    for (int i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)(number >> 8 * i);
    }
}

static bool is_encrypted(const struct raw_secret *raw) { return memcmp(raw->kdf, "Sc", 2) == 0; }

static void checksum(const struct raw_secret *raw, uint8_t sum_out[32]) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, 32);
    crypto_generichash_update(&state, raw->algorithm, sizeof raw->algorithm);
    crypto_generichash_update(&state, raw->inner.id, sizeof raw->inner.id);
    crypto_generichash_update(&state, raw->inner.key, sizeof raw->inner.key);
    crypto_generichash_final(&state, sum_out, 32);
    sodium_memzero(&state, sizeof state);
}

/* Encrypts what is inside, or decrypts it: the same deed. */
static bool apply_passphrase(struct raw_secret *raw, const char *passphrase) {
    uint8_t stream[sizeof raw->inner];
    uint8_t *inner = (uint8_t *)&raw->inner;
    bool made = crypto_pwhash_scryptsalsa208sha256(
                    stream, sizeof stream, passphrase, strlen(passphrase), raw->salt,
                    get_number(raw->work), (size_t)get_number(raw->memory)) == 0;
    for (size_t i = 0; made && i < sizeof stream; i++) {
        inner[i] ^= stream[i];
    }
    sodium_memzero(stream, sizeof stream);
    if (!made) {
        diag_log("không đủ bộ nhớ để mở khóa bí mật; hãy đóng bớt chương trình hoặc dùng máy khác",
                 "too little memory for the secret key; close other programs or use another "
                 "machine");
    }
    return made;
}

/* ---- reading --------------------------------------------------------------------- */

static bool parse_raw(const char *text, size_t bytes, struct raw_secret *raw) {
    static const uint8_t none[2];
    struct lines_part rest = {text, bytes};
    struct lines_part comment;
    if (!minisign_take_comment(&rest, MINISIGN_UNTRUSTED, MINISIGN_UNTRUSTED_BYTES_MAX, &comment) ||
        !minisign_take_base64(&rest, raw, sizeof *raw) || rest.bytes > 0) {
        return false;
    }
    return memcmp(raw->algorithm, "Ed", 2) == 0 && memcmp(raw->checksum_kind, "B2", 2) == 0 &&
           (memcmp(raw->kdf, none, sizeof none) == 0 ||
            (is_encrypted(raw) && get_number(raw->work) <= WORK_MAX &&
             get_number(raw->memory) <= MEMORY_BYTES_MAX));
}

static enum err reject(const char *name) {
    diag_log("%s: không phải là khóa bí mật của minisign, hoặc tệp bị hỏng; hãy lấy bản sao lưu",
             "%s: is no secret key of minisign, or damaged; take the backup copy", name);
    return ERR_REJECT;
}

static enum err wrong_passphrase(const char *name) {
    diag_log("%s: mật khẩu của khóa không đúng; hãy gõ lại",
             "%s: the passphrase of the key is wrong; type it again", name);
    return ERR_RETRY;
}

/* minisign leaves the checksum of a key without a passphrase empty: whether the public
 * half belongs to the seed is checked for all. */
static bool halves_match(const struct raw_secret *raw) {
    uint8_t public[crypto_sign_PUBLICKEYBYTES], key[crypto_sign_SECRETKEYBYTES];
    crypto_sign_seed_keypair(public, key, raw->inner.key); /* a key begins with its seed */
    bool same = sodium_memcmp(key, raw->inner.key, sizeof key) == 0;
    sodium_memzero(key, sizeof key);
    return same;
}

static enum err decrypt(struct raw_secret *raw, const char *passphrase, const char *name) {
    uint8_t sum[sizeof raw->inner.checksum];
    if (!is_encrypted(raw)) {
        return halves_match(raw) ? ERR_OK : reject(name);
    }
    if (!passphrase) {
        return wrong_passphrase(name);
    }
    if (!apply_passphrase(raw, passphrase)) {
        return ERR_STOP;
    }
    checksum(raw, sum);
    if (sodium_memcmp(sum, raw->inner.checksum, sizeof sum) != 0) {
        return wrong_passphrase(name);
    }
    return halves_match(raw) ? ERR_OK : reject(name);
}

/* Memory that is locked and wiped when it is given back. */
static void *secure(size_t bytes) {
    seal_ready();
    void *memory = sodium_malloc(bytes);
    if (!memory) {
        diag_log("không đủ bộ nhớ cho khóa bí mật", "too little memory for a secret key");
    }
    return memory;
}

enum err minisign_secret_parse(const char *text, size_t bytes, const char *passphrase,
                               const char *name, struct minisign_secret **secret_out) {
    struct raw_secret *raw = secure(sizeof *raw);
    struct minisign_secret *secret = secure(sizeof *secret);
    enum err err = ERR_STOP;
    *secret_out = NULL;
    if (raw && secret) {
        err = parse_raw(text, bytes, raw) ? decrypt(raw, passphrase, name) : reject(name);
    }
    if (!err) {
        memcpy(secret->id, raw->inner.id, sizeof secret->id);
        memcpy(secret->key, raw->inner.key, sizeof secret->key);
        sodium_mprotect_readonly(secret);
        *secret_out = secret;
        secret = NULL;
    }
    sodium_free(secret);
    sodium_free(raw);
    return err;
}

enum err minisign_secret_open(const char *path, const char *passphrase,
                              struct minisign_secret **secret_out) {
    char *text = secure(MINISIGN_FILE_BYTES);
    size_t bytes;
    *secret_out = NULL;
    enum err err = text ? seal_read_small(path, text, MINISIGN_FILE_BYTES, &bytes) : ERR_STOP;
    if (!err) {
        err = minisign_secret_parse(text, bytes, passphrase, path, secret_out);
    }
    sodium_free(text);
    return err;
}

enum err minisign_secret_asks(const char *path, bool *asks_out) {
    char *text = secure(MINISIGN_FILE_BYTES);
    struct raw_secret *raw = secure(sizeof *raw);
    size_t bytes;
    enum err err =
        text && raw ? seal_read_small(path, text, MINISIGN_FILE_BYTES, &bytes) : ERR_STOP;
    if (!err && !parse_raw(text, bytes, raw)) {
        err = reject(path);
    }
    *asks_out = !err && is_encrypted(raw);
    sodium_free(raw);
    sodium_free(text);
    return err;
}

void minisign_secret_close(struct minisign_secret *secret) { sodium_free(secret); }

struct minisign_public minisign_secret_public(const struct minisign_secret *secret) {
    struct minisign_public public;
    memcpy(public.id, secret->id, sizeof public.id);
    memcpy(public.key, secret->key + crypto_sign_SEEDBYTES, sizeof public.key);
    return public;
}

/* ---- making ---------------------------------------------------------------------- */

static bool make_secret(struct raw_secret *raw, const char *passphrase,
                        const struct minisign_limits *limits, struct minisign_public *key_out) {
    memset(raw, 0, sizeof *raw);
    memcpy(raw->algorithm, "Ed", 2);
    memcpy(raw->checksum_kind, "B2", 2);
    randombytes_buf(raw->inner.id, sizeof raw->inner.id);
    crypto_sign_keypair(key_out->key, raw->inner.key);
    memcpy(key_out->id, raw->inner.id, sizeof key_out->id);
    if (!passphrase || !*passphrase) {
        return true;
    }
    memcpy(raw->kdf, "Sc", 2);
    randombytes_buf(raw->salt, sizeof raw->salt);
    put_number(raw->work, limits->work);
    put_number(raw->memory, limits->memory_bytes);
    checksum(raw, raw->inner.checksum);
    return apply_passphrase(raw, passphrase);
}

static void print_file(struct str *text, const char *comment, const void *data, size_t bytes) {
    str_put(text, MINISIGN_UNTRUSTED);
    str_put(text, comment);
    str_put(text, "\n");
    assert(text->used + sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_ORIGINAL) <
           text->size);
    sodium_bin2base64(text->data + text->used, text->size - text->used, data, bytes,
                      sodium_base64_VARIANT_ORIGINAL);
    text->used += strlen(text->data + text->used);
    str_put(text, "\n");
}

static enum err save_public(const char *path, const struct minisign_public *key) {
    char space[KEY_TEXT_BYTES], comment[64] = "minisign public key ";
    uint8_t raw[2 + sizeof *key] = {'E', 'd'};
    struct str text;
    str_init(&text, space, sizeof space);
    minisign_id_text(key->id, comment + strlen(comment));
    memcpy(raw + 2, key->id, sizeof key->id);
    memcpy(raw + 2 + sizeof key->id, key->key, sizeof key->key);
    print_file(&text, comment, raw, sizeof raw);
    return save_new(path, 0644, text.data, text.used);
}

static enum err save_pair(const char *name, const struct raw_secret *raw,
                          const struct minisign_public *key, char space[KEY_TEXT_BYTES]) {
    char secret_path[PATH_BYTES + 8], public_path[PATH_BYTES + 8];
    struct str text;
    snprintf(secret_path, sizeof secret_path, "%.*s.key", (int)PATH_BYTES, name);
    snprintf(public_path, sizeof public_path, "%.*s.pub", (int)PATH_BYTES, name);
    str_init(&text, space, KEY_TEXT_BYTES);
    print_file(&text, is_encrypted(raw) ? "minisign encrypted secret key" : "minisign secret key",
               raw, sizeof *raw);
    enum err err = save_new(secret_path, 0600, text.data, text.used);
    if (err) {
        return err;
    }
    err = save_public(public_path, key);
    if (err) {
        unlink(secret_path);
    }
    return err;
}

enum err minisign_keygen(const char *name, const char *passphrase,
                         const struct minisign_limits *limits, struct minisign_public *key_out) {
    struct minisign_public key;
    struct raw_secret *raw = secure(sizeof *raw);
    char *space = secure(KEY_TEXT_BYTES);
    enum err err = ERR_STOP;
    if (raw && space && make_secret(raw, passphrase, limits, &key)) {
        err = save_pair(name, raw, &key, space);
    }
    if (!err && key_out) {
        *key_out = key;
    }
    sodium_free(space);
    sodium_free(raw);
    return err;
}
