/* What the parts of minisign share: lines of their files, and the bytes of a secret key. */
#ifndef SEAL_MINISIGN_PARTS_H
#define SEAL_MINISIGN_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/paths.h"
#include "seal/lines.h"
#include "seal/minisign.h"

#define MINISIGN_UNTRUSTED "untrusted comment: "
#define MINISIGN_TRUSTED "trusted comment: "

enum { MINISIGN_UNTRUSTED_BYTES_MAX = 1024 }; /* minisign's limit of the whole line */

/* PATH.minisig; false (logged) if it is too long. */
bool minisign_signature_path(const char *path, char path_out[PATH_BYTES]);

/* Takes the next line, which is `prefix` and a comment of less than `size` bytes without
 * control characters other than tabs; its comment. */
bool minisign_take_comment(struct lines_part *rest, const char *prefix, size_t size,
                           struct lines_part *comment_out);

/* Takes the next line, which is Base64 of exactly `size` bytes. */
bool minisign_take_base64(struct lines_part *rest, void *data_out, size_t size);

struct minisign_secret {
    uint8_t id[MINISIGN_ID_BYTES];
    uint8_t key[64]; /* the seed and the public half */
};

#endif
