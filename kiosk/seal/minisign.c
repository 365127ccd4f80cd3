#include "seal/minisign.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"
#include "seal/minisign_parts.h"

static_assert(MINISIGN_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES, "Ed25519");
static_assert(MINISIGN_SIGNATURE_BYTES == crypto_sign_BYTES, "Ed25519");

/* ---- lines ----------------------------------------------------------------------- */

bool minisign_take_comment(struct lines_part *rest, const char *prefix, size_t size,
                           struct lines_part *comment_out) {
    struct lines_part line;
    size_t skip = strlen(prefix);
    if (!lines_take(rest, &line) || line.bytes < skip || memcmp(line.at, prefix, skip) != 0) {
        return false;
    }
    *comment_out = (struct lines_part){line.at + skip, line.bytes - skip};
    return comment_out->bytes < size && lines_are_plain(comment_out->at, comment_out->bytes);
}

bool minisign_take_base64(struct lines_part *rest, void *data_out, size_t size) {
    struct lines_part line;
    const char *end;
    size_t bytes;
    return lines_take(rest, &line) &&
           sodium_base642bin(data_out, size, line.at, line.bytes, NULL, &bytes, &end,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           bytes == size && end == line.at + line.bytes;
}

/* ---- public keys ----------------------------------------------------------------- */

void minisign_id_text(const uint8_t id[MINISIGN_ID_BYTES], char text_out[MINISIGN_ID_TEXT_BYTES]) {
    for (size_t i = 0; i < MINISIGN_ID_BYTES; i++) { /* a number, its last byte first */
        snprintf(text_out + 2 * i, 3, "%02X", id[MINISIGN_ID_BYTES - 1 - i]);
    }
}

bool minisign_id_parse(const char *text, uint8_t id_out[MINISIGN_ID_BYTES]) {
    uint8_t digits[MINISIGN_ID_BYTES];
    size_t bytes;
    if (strlen(text) != MINISIGN_ID_TEXT_BYTES - 1 ||
        sodium_hex2bin(digits, sizeof digits, text, strlen(text), NULL, &bytes, NULL) != 0 ||
        bytes != sizeof digits) {
        return false;
    }
    for (size_t i = 0; i < sizeof digits; i++) {
        id_out[i] = digits[sizeof digits - 1 - i];
    }
    return true;
}

bool minisign_public_parse(const char *text, size_t bytes, struct minisign_public *key_out) {
    struct lines_part rest = {text, bytes};
    struct lines_part comment;
    struct {
        uint8_t algorithm[2];
        struct minisign_public key;
    } raw;
    static_assert(sizeof raw == 42, "bytes without gaps");
    if (!minisign_take_comment(&rest, MINISIGN_UNTRUSTED, MINISIGN_UNTRUSTED_BYTES_MAX, &comment) ||
        !minisign_take_base64(&rest, &raw, sizeof raw) || rest.bytes > 0 ||
        memcmp(raw.algorithm, "Ed", 2) != 0) {
        return false;
    }
    *key_out = raw.key;
    return true;
}

enum err minisign_public_load(const char *path, struct minisign_public *key_out) {
    char text[MINISIGN_FILE_BYTES];
    size_t bytes;
    enum err err = seal_read_small(path, text, sizeof text, &bytes);
    if (!err && !minisign_public_parse(text, bytes, key_out)) {
        diag_log("%s: không phải là khóa công khai của minisign; hãy chép lại tệp .pub",
                 "%s: is no public key of minisign; copy the .pub file again", path);
        err = ERR_REJECT;
    }
    return err;
}

/* ---- signature files ------------------------------------------------------------- */

static bool parse_algorithm(const uint8_t algorithm[2], bool *is_prehashed_out) {
    *is_prehashed_out = memcmp(algorithm, "ED", 2) == 0;
    return *is_prehashed_out || memcmp(algorithm, "Ed", 2) == 0;
}

bool minisign_signature_parse(const char *text, size_t bytes, struct minisign_signature *out) {
    struct lines_part rest = {text, bytes};
    struct lines_part untrusted, comment;
    struct {
        uint8_t algorithm[2], id[MINISIGN_ID_BYTES], signature[MINISIGN_SIGNATURE_BYTES];
    } raw;
    static_assert(sizeof raw == 74, "bytes without gaps");
    *out = (struct minisign_signature){0};
    if (bytes == 0 || text[bytes - 1] != '\n' ||
        !minisign_take_comment(&rest, MINISIGN_UNTRUSTED, MINISIGN_UNTRUSTED_BYTES_MAX,
                               &untrusted) ||
        !minisign_take_base64(&rest, &raw, sizeof raw) ||
        !minisign_take_comment(&rest, MINISIGN_TRUSTED, sizeof out->comment, &comment) ||
        !minisign_take_base64(&rest, out->global, sizeof out->global) || rest.bytes > 0 ||
        !parse_algorithm(raw.algorithm, &out->is_prehashed)) {
        return false;
    }
    memcpy(out->id, raw.id, sizeof raw.id);
    memcpy(out->signature, raw.signature, sizeof raw.signature);
    memcpy(out->comment, comment.at, comment.bytes);
    return true;
}

bool minisign_signature_path(const char *path, char path_out[PATH_BYTES]) {
    struct str s;
    str_init(&s, path_out, PATH_BYTES);
    str_put(&s, path);
    str_put(&s, ".minisig");
    if (s.cut) {
        diag_log("%s: đường dẫn quá dài; hãy đặt tệp vào thư mục gần hơn",
                 "%s: the path is too long; put the file into a folder less deep", path);
    }
    return !s.cut;
}

enum seal_verdict minisign_signature_load(const char *path, struct minisign_signature *out) {
    char text[MINISIGN_FILE_BYTES], name[PATH_BYTES];
    size_t bytes = 0;
    *out = (struct minisign_signature){0};
    if (!minisign_signature_path(path, name)) {
        return SEAL_UNREADABLE;
    }
    if (access(name, F_OK) != 0 && errno == ENOENT) {
        return SEAL_UNSIGNED;
    }
    enum err err = seal_read_small(name, text, sizeof text, &bytes);
    if (err) {
        return err == ERR_REJECT ? SEAL_MALFORMED : SEAL_UNREADABLE;
    }
    return minisign_signature_parse(text, bytes, out) ? SEAL_GENUINE : SEAL_MALFORMED;
}

bool minisign_comment_field(const char *comment, const char *name, char *value_out, size_t size) {
    size_t name_bytes = strlen(name);
    struct str value;
    str_init(&value, value_out, size);
    while (comment) {
        const char *tab = strchr(comment, '\t');
        size_t bytes = tab ? (size_t)(tab - comment) : strlen(comment);
        if (bytes > name_bytes && memcmp(comment, name, name_bytes) == 0 &&
            comment[name_bytes] == ':') {
            str_put_n(&value, comment + name_bytes + 1, bytes - name_bytes - 1);
            return !value.cut;
        }
        comment = tab ? tab + 1 : NULL;
    }
    return false;
}

/* ---- verifying ------------------------------------------------------------------- */

/* The trusted comment is signed together with the signature of the file. */
static bool comment_is_genuine(const struct minisign_public *key,
                               const struct minisign_signature *signature) {
    uint8_t signed_bytes[MINISIGN_SIGNATURE_BYTES + MINISIGN_COMMENT_BYTES];
    size_t comment_bytes = strlen(signature->comment);
    memcpy(signed_bytes, signature->signature, MINISIGN_SIGNATURE_BYTES);
    memcpy(signed_bytes + MINISIGN_SIGNATURE_BYTES, signature->comment, comment_bytes);
    return crypto_sign_verify_detached(signature->global, signed_bytes,
                                       MINISIGN_SIGNATURE_BYTES + comment_bytes, key->key) == 0;
}

/* Why a file of `bytes` bytes is not what was signed. */
static enum seal_verdict refuse(const struct minisign_signature *signature, uint64_t bytes) {
    char field[24], *end;
    if (!minisign_comment_field(signature->comment, "bytes", field, sizeof field)) {
        return SEAL_ALTERED;
    }
    uint64_t signed_bytes = strtoull(field, &end, 10);
    return *end == '\0' && bytes < signed_bytes ? SEAL_CUT : SEAL_ALTERED;
}

static enum seal_verdict verify_hashed(const struct minisign_public *key,
                                       const struct minisign_signature *signature,
                                       const struct seal_source *source) {
    uint8_t digest[crypto_generichash_BYTES_MAX];
    uint64_t bytes;
    if (!seal_digest(source, digest, sizeof digest, &bytes)) {
        return SEAL_UNREADABLE;
    }
    return crypto_sign_verify_detached(signature->signature, digest, sizeof digest, key->key) == 0
               ? SEAL_GENUINE
               : refuse(signature, bytes);
}

/* The old way signs the bytes themselves, which have to be in memory. A file as long as
 * a hash is refused: who changes "ED" to "Ed" could pass off the hash of a signed file
 * as a signed file. */
static enum seal_verdict verify_legacy(const struct minisign_public *key,
                                       const struct minisign_signature *signature,
                                       const struct seal_source *source) {
    uint8_t *data = malloc(MINISIGN_LEGACY_BYTES_MAX + 1);
    enum seal_verdict verdict = SEAL_UNREADABLE;
    size_t bytes;
    if (!data) {
        return SEAL_TOO_LARGE;
    }
    if (!seal_source_fill(source, data, MINISIGN_LEGACY_BYTES_MAX + 1, &bytes)) {
        verdict = SEAL_UNREADABLE;
    } else if (bytes > MINISIGN_LEGACY_BYTES_MAX) {
        verdict = SEAL_TOO_LARGE;
    } else if (bytes != crypto_generichash_BYTES_MAX &&
               crypto_sign_verify_detached(signature->signature, data, bytes, key->key) == 0) {
        verdict = SEAL_GENUINE;
    } else {
        verdict = refuse(signature, bytes);
    }
    free(data);
    return verdict;
}

enum seal_verdict minisign_verify(const struct minisign_public *key,
                                  const struct minisign_signature *signature,
                                  const struct seal_source *source) {
    seal_ready();
    if (memcmp(key->id, signature->id, sizeof key->id) != 0) {
        return SEAL_UNKNOWN_KEY;
    }
    if (!comment_is_genuine(key, signature)) {
        return SEAL_ALTERED;
    }
    return signature->is_prehashed ? verify_hashed(key, signature, source)
                                   : verify_legacy(key, signature, source);
}

static enum seal_verdict verify_by_any(const struct seal_file *file,
                                       const struct minisign_public *keys, size_t count,
                                       size_t *key_ix_out,
                                       const struct minisign_signature *signature) {
    for (size_t i = 0; i < count; i++) {
        if (memcmp(keys[i].id, signature->id, sizeof signature->id) == 0) {
            *key_ix_out = i;
            return minisign_verify(&keys[i], signature, &file->source);
        }
    }
    return SEAL_UNKNOWN_KEY;
}

enum seal_verdict minisign_verify_file(const char *path, const struct minisign_public *keys,
                                       size_t count, size_t *key_ix_out,
                                       struct minisign_signature *signature_out) {
    struct seal_file file;
    *signature_out = (struct minisign_signature){0};
    if (seal_source_open(path, &file)) {
        return SEAL_UNREADABLE;
    }
    enum seal_verdict verdict = minisign_signature_load(path, signature_out);
    if (verdict == SEAL_GENUINE) {
        verdict = verify_by_any(&file, keys, count, key_ix_out, signature_out);
    }
    seal_source_close(&file);
    if (verdict != SEAL_GENUINE) {
        *signature_out = (struct minisign_signature){0};
    }
    return verdict;
}
