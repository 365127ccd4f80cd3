/* PINs: which ones are taken, how they are kept (Argon2id, RFC 9106, in libsodium's
 * text form) and how long one waits after wrong tries. */
#ifndef SEAL_PIN_H
#define SEAL_PIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum {
    PIN_DIGITS_MIN = 6,
    PIN_DIGITS_MAX = 12,
    PIN_HASH_BYTES = 128 /* crypto_pwhash_STRBYTES, the end included */
};

/* What one check costs. */
struct pin_limits {
    uint64_t passes;
    uint64_t memory_bytes;
};
/* libsodium's "interactive": bearable on a board of 2 GB. No limits make six digits
 * safe from who has taken the file away: the file is for the machine alone (0600). */
#define PIN_LIMITS ((struct pin_limits){2, 64u << 20})

enum pin_fault {
    PIN_FINE = 0,
    PIN_NOT_DIGITS,
    PIN_TOO_SHORT,
    PIN_TOO_LONG,
    PIN_TOO_SIMPLE, /* steps evenly (000000, 123456, 975319), repeats a part of itself
                     * (121212, 123123), or has fewer than four different digits */
    PIN_FAULTS
};

enum pin_fault pin_judge(const char *pin);

/* What is wrong with it, for people; "" for PIN_FINE. Constant. */
const char *pin_sentence(enum pin_fault fault, bool vietnamese);

/* Hashes a PIN with a salt of its own. ERR_STOP (logged) if there is too little
 * memory. Takes up to a second. */
enum err pin_hash(const char *pin, const struct pin_limits *limits,
                  char hash_out[PIN_HASH_BYTES]) MUST_CHECK;

/* Whether a text is a hash that pin_hash could have made, and asks for at most 1 GiB
 * and 16 passes. */
bool pin_hash_is_fine(const char *hash);

/* Whether it is the PIN of this hash; in a time that does not tell where it differs.
 * Takes up to a second. */
bool pin_matches(const char *hash, const char *pin);

enum { PIN_WRONG_MAX = 7 }; /* more wrong tries than that wait no longer */

/* How long to wait after so many wrong tries in a row, in milliseconds:
 * 0, 0, 1 s, 5 s, 30 s, 2 min, then 10 min each. */
int64_t pin_delay_ms(unsigned wrong);

#endif
