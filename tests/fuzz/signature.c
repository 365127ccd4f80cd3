/* Any bytes as each file that seal/ reads: a public key, a secret key, a signature, a
 * list of revoked keys, people.tsv and tries.tsv. What is taken is looked at; a signature
 * that verifies by our key would be a forgery. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seal/minisign.h"
#include "seal/people.h"
#include "seal/trust.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    stderr = fopen("/dev/null", "w"); /* our sentences; reports go to the descriptor */
    return 0;
}

static void must(bool holds) {
    if (!holds) {
        abort();
    }
}

static bool is_plain(const char *text) {
    for (; *text; text++) {
        if (((unsigned char)*text < ' ' && *text != '\t') || *text == 0x7F) {
            return false;
        }
    }
    return true;
}

static void try_keys(const char *text, size_t bytes) {
    struct minisign_public key;
    struct minisign_secret *secret = NULL;
    char id[MINISIGN_ID_TEXT_BYTES];
    uint8_t again[MINISIGN_ID_BYTES];
    if (minisign_public_parse(text, bytes, &key)) {
        minisign_id_text(key.id, id);
        must(minisign_id_parse(id, again) && memcmp(again, key.id, sizeof again) == 0);
    }
    /* Without a passphrase: scrypt's answer would cost seconds and teach nothing. */
    enum err err = minisign_secret_parse(text, bytes, NULL, "key", &secret);
    must((err == ERR_OK) == (secret != NULL));
    minisign_secret_close(secret);
}

static void try_signature(const char *text, size_t bytes) {
    /* The key of tests/fuzz/seeds/signature/public, whose secret half is thrown away. */
    static const char public_text[] =
        "untrusted comment: x\nRWQ5/mLj6Qi4iF+j9ORjQvLpUi/kKv5y9x3J/AaeN1XWupW8VrjE+5mP\n";
    struct minisign_public key;
    static struct minisign_signature signature;
    char value[16];
    struct seal_memory memory = {(const uint8_t *)"not signed", 10};
    struct seal_source source = seal_source_memory(&memory);
    if (!minisign_signature_parse(text, bytes, &signature)) {
        return;
    }
    must(is_plain(signature.comment));
    (void)minisign_comment_field(signature.comment, "bytes", value, sizeof value);
    must(minisign_public_parse(public_text, strlen(public_text), &key));
    must(minisign_verify(&key, &signature, &source) != SEAL_GENUINE);
}

static void try_revoked(const char *text, size_t bytes) {
    static struct trust_ids ids;
    memset(&ids, 0, sizeof ids);
    int wrong = trust_revoked_parse(text, bytes, &ids);
    must(wrong >= 0 && (wrong == 0 || ids.count == 0));
    size_t count = ids.count;
    must(wrong || (trust_revoked_parse(text, bytes, &ids) == 0 && ids.count == count));
}

static void try_people(const char *text, size_t bytes) {
    static struct people people;
    struct diag diag = {0};
    memset(&people, 0, sizeof people);
    must(people_parse(text, bytes, "people.tsv", &people, &diag) || people.count == 0);
    for (size_t i = 0; i < people.count; i++) {
        must(*people.list[i].name && is_plain(people.list[i].name));
        must(pin_hash_is_fine(people.list[i].hash));
        must(people_find(&people, people.list[i].name) == (int)i);
    }
    if (people.count == 0) {
        people.count = 1;
        people.list[0].name[0] = 'A';
    }
    (void)people_parse_tries(text, bytes, &people);
    for (size_t i = 0; i < people.count; i++) {
        must(people_wait_ms(&people, i, 0) <= pin_delay_ms(people.list[i].wrong));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes) {
    const char *text = (const char *)data;
    try_keys(text, bytes);
    try_signature(text, bytes);
    try_revoked(text, bytes);
    try_people(text, bytes);
    return 0;
}
