#include "base/hash.h"

#include <string.h>

static const uint64_t PRIME_64 = UINT64_C(0x100000001B3);
static const uint64_t PRIME_128_LOW = 0x13B; /* the prime is 2^88 + 0x13B */

uint64_t hash64_number(uint64_t hash, uint64_t number) { return (hash ^ number) * PRIME_64; }

uint64_t hash64_bytes(uint64_t hash, const void *data, size_t bytes) {
    const uint8_t *at = data;
    for (size_t i = 0; i < bytes; i++) {
        hash = hash64_number(hash, at[i]);
    }
    return hash;
}

uint64_t hash64_text(uint64_t hash, const char *text) {
    return hash64_bytes(hash, text, strlen(text) + 1);
}

static void multiply(struct hash128 *hash) {
    uint64_t right = (hash->low & UINT32_MAX) * PRIME_128_LOW;
    uint64_t left = (hash->low >> 32) * PRIME_128_LOW + (right >> 32);
    hash->high = hash->high * PRIME_128_LOW + (left >> 32) + (hash->low << 24);
    hash->low = left << 32 | (right & UINT32_MAX);
}

void hash128_bytes(struct hash128 *hash, const void *data, size_t bytes) {
    const uint8_t *at = data;
    for (size_t i = 0; i < bytes; i++) {
        hash->low ^= at[i];
        multiply(hash);
    }
}
