/* Signing files. */
#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "base/diag.h"
#include "base/paths.h"
#include "base/save.h"
#include "base/str.h"
#include "seal/minisign_parts.h"

/* Base64 of 74 and of 64 bytes with their ends; and minisign's limit is that of the whole
 * line. */
enum {
    SIGNATURE_TEXT_BYTES = 101,
    GLOBAL_TEXT_BYTES = 89,
    COMMENT_BYTES_MAX = MINISIGN_COMMENT_BYTES - 32
};

/* Signs and looks at the result: a bit that flips in memory meanwhile would otherwise
 * give the secret key away. */
static bool sign(const struct minisign_secret *secret, const uint8_t *data, size_t bytes,
                 uint8_t signature_out[MINISIGN_SIGNATURE_BYTES]) {
    return crypto_sign_detached(signature_out, NULL, data, bytes, secret->key) == 0 &&
           crypto_sign_verify_detached(signature_out, data, bytes,
                                       secret->key + crypto_sign_SEEDBYTES) == 0;
}

static bool complete_comment(const char *comment, uint64_t bytes, struct str *comment_out) {
    str_put(comment_out, comment);
    if (*comment) {
        str_put(comment_out, "\t");
    }
    str_printf(comment_out, "bytes:%" PRIu64, bytes);
    return !comment_out->cut && lines_are_plain(comment, strlen(comment));
}

static bool print_signature(const struct minisign_secret *secret,
                            const uint8_t digest[crypto_generichash_BYTES_MAX], const char *comment,
                            struct str *text) {
    uint8_t raw[2 + MINISIGN_ID_BYTES + MINISIGN_SIGNATURE_BYTES] = {'E', 'D'};
    uint8_t *signature = raw + 2 + MINISIGN_ID_BYTES;
    uint8_t comment_signed[MINISIGN_SIGNATURE_BYTES + MINISIGN_COMMENT_BYTES];
    uint8_t global[MINISIGN_SIGNATURE_BYTES];
    char signature_text[SIGNATURE_TEXT_BYTES], global_text[GLOBAL_TEXT_BYTES];
    size_t comment_bytes = strlen(comment);
    memcpy(raw + 2, secret->id, MINISIGN_ID_BYTES);
    if (!sign(secret, digest, crypto_generichash_BYTES_MAX, signature)) {
        return false;
    }
    memcpy(comment_signed, signature, MINISIGN_SIGNATURE_BYTES);
    memcpy(comment_signed + MINISIGN_SIGNATURE_BYTES, comment, comment_bytes);
    if (!sign(secret, comment_signed, MINISIGN_SIGNATURE_BYTES + comment_bytes, global)) {
        return false;
    }
    sodium_bin2base64(signature_text, sizeof signature_text, raw, sizeof raw,
                      sodium_base64_VARIANT_ORIGINAL);
    sodium_bin2base64(global_text, sizeof global_text, global, sizeof global,
                      sodium_base64_VARIANT_ORIGINAL);
    str_put(text, MINISIGN_UNTRUSTED "signature from tiengban\n");
    str_put(text, signature_text);
    str_put(text, "\n" MINISIGN_TRUSTED);
    str_put(text, comment);
    str_put(text, "\n");
    str_put(text, global_text);
    str_put(text, "\n");
    return !text->cut;
}

static enum err hash_file(const char *path, uint8_t digest_out[crypto_generichash_BYTES_MAX],
                          uint64_t *bytes_out) {
    struct seal_file file;
    if (seal_source_open(path, &file)) {
        return ERR_RETRY;
    }
    bool read = seal_digest(&file.source, digest_out, crypto_generichash_BYTES_MAX, bytes_out);
    seal_source_close(&file);
    return read ? ERR_OK : ERR_RETRY;
}

enum err minisign_sign(const struct minisign_secret *secret, const char *path,
                       const char *comment) {
    char name[PATH_BYTES], full[COMMENT_BYTES_MAX], space[MINISIGN_FILE_BYTES];
    uint8_t digest[crypto_generichash_BYTES_MAX];
    uint64_t bytes;
    struct str whole, text;
    seal_ready();
    str_init(&whole, full, sizeof full);
    str_init(&text, space, sizeof space);
    if (!minisign_signature_path(path, name)) {
        return ERR_REJECT;
    }
    enum err err = hash_file(path, digest, &bytes);
    if (err) {
        return err;
    }
    if (!complete_comment(comment, bytes, &whole)) {
        diag_log("%s: lời ghi kèm chữ ký quá dài hoặc có ký tự điều khiển; hãy viết một dòng ngắn",
                 "%s: the trusted comment is too long or has control characters; write one short "
                 "line",
                 path);
        return ERR_REJECT;
    }
    if (!print_signature(secret, digest, full, &text)) {
        diag_log("%s: ký không thành; bộ nhớ máy này có thể hỏng, hãy dùng máy khác",
                 "%s: signing went wrong; this machine's memory may be bad, use another", path);
        return ERR_STOP;
    }
    return save_file(name, 0644, text.data, text.used);
}
