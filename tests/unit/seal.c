/* Signatures both ways against minisign itself, and trusted keys. */
#include "tests/test.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "seal/minisign.h"
#include "seal/source.h"
#include "seal/trust.h"
#include "tests/unit/place.h"

enum { BASE64 = sodium_base64_VARIANT_ORIGINAL };

/* Quick enough for every test; what the kiosk uses is in the headers. */
static const struct minisign_limits QUICK_KEY = {32768, 16u << 20};

static const char NOTICE[] = "Thôn Nậm Lành: tiêm phòng cho trâu bò ngày 25 tháng 11.\n";

static void makes_pair(const char *name) {
    assert_int_equal(minisign_keygen(name, NULL, &QUICK_KEY, NULL), ERR_OK);
}

static struct minisign_secret *opened(const char *path, const char *passphrase) {
    struct minisign_secret *secret = NULL;
    assert_int_equal(minisign_secret_open(path, passphrase, &secret), ERR_OK);
    assert_non_null(secret);
    return secret;
}

static void signs(const char *key, const char *path, const char *comment) {
    struct minisign_secret *secret = opened(key, NULL);
    assert_int_equal(minisign_sign(secret, path, comment), ERR_OK);
    minisign_secret_close(secret);
}

static enum seal_verdict verdict_of(const char *path, const char *public_path) {
    struct minisign_public key;
    struct minisign_signature signature;
    size_t key_ix;
    assert_int_equal(minisign_public_load(public_path, &key), ERR_OK);
    return minisign_verify_file(path, &key, 1, &key_ix, &signature);
}

/* ---- both ways ------------------------------------------------------------------- */

static void minisign_accepts_what_is_signed_here(void **state) {
    (void)state;
    char long_comment[8000];
    memset(long_comment, 'x', sizeof long_comment);
    long_comment[sizeof long_comment - 1] = '\0';
    const char *const comments[] = {"", "timestamp:1700000000\tserial:12", "bản tin số 3",
                                    long_comment};
    makes_pair("tinh");
    for (size_t i = 0; i < sizeof comments / sizeof *comments; i++) {
        put_text("a.pack", NOTICE);
        signs("tinh.key", "a.pack", comments[i]);
        assert_true(runs("minisign -q -V -H -p tinh.pub -m a.pack"));
        assert_int_equal(verdict_of("a.pack", "tinh.pub"), SEAL_GENUINE);
        put_text("a.pack", "x");
        assert_false(runs("minisign -q -V -p tinh.pub -m a.pack 2>/dev/null"));
    }
}

static void minisign_signs_with_a_key_made_here(void **state) {
    (void)state;
    put_text("a.pack", NOTICE);
    makes_pair("plain");
    assert_int_equal(minisign_keygen("locked", "bí mật", &QUICK_KEY, NULL), ERR_OK);
    assert_true(runs("minisign -S -s plain.key -m a.pack >/dev/null"));
    assert_int_equal(verdict_of("a.pack", "plain.pub"), SEAL_GENUINE);
    assert_true(runs("echo 'bí mật' | minisign -S -s locked.key -m a.pack >/dev/null 2>&1"));
    assert_int_equal(verdict_of("a.pack", "locked.pub"), SEAL_GENUINE);
    assert_int_equal(verdict_of("a.pack", "plain.pub"), SEAL_UNKNOWN_KEY);
}

/* With little memory minisign takes less for scrypt, which keeps the test quick. */
static void keys_made_by_minisign_sign_here(void **state) {
    (void)state;
    bool asks;
    put_text("a.pack", NOTICE);
    assert_true(runs("minisign -G -W -p plain.pub -s plain.key >/dev/null"));
    assert_true(runs("ulimit -v 100000; printf 'mat khau\\nmat khau\\n' |"
                     " minisign -G -p locked.pub -s locked.key >/dev/null 2>&1"));
    assert_int_equal(minisign_secret_asks("plain.key", &asks), ERR_OK);
    assert_false(asks);
    assert_int_equal(minisign_secret_asks("locked.key", &asks), ERR_OK);
    assert_true(asks);
    signs("plain.key", "a.pack", "");
    assert_true(runs("minisign -q -V -p plain.pub -m a.pack"));
    struct minisign_secret *secret = opened("locked.key", "mat khau");
    assert_int_equal(minisign_sign(secret, "a.pack", ""), ERR_OK);
    assert_true(runs("minisign -q -V -p locked.pub -m a.pack"));
    struct minisign_public public = minisign_secret_public(secret), written;
    assert_int_equal(minisign_public_load("locked.pub", &written), ERR_OK);
    assert_memory_equal(&public, &written, sizeof public);
    minisign_secret_close(secret);
}

static void signatures_of_minisign_are_verified(void **state) {
    (void)state;
    static const char *const ways[] = {"", "-l"};
    struct minisign_public key;
    struct minisign_signature signature;
    size_t key_ix;
    makes_pair("tinh");
    assert_int_equal(minisign_public_load("tinh.pub", &key), ERR_OK);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char command[128];
        put_text("a.pack", NOTICE);
        snprintf(command, sizeof command,
                 "minisign -S %s -s tinh.key -m a.pack -t 'bản tin' >/dev/null", ways[i]);
        assert_true(runs(command));
        assert_int_equal(minisign_verify_file("a.pack", &key, 1, &key_ix, &signature),
                         SEAL_GENUINE);
        assert_int_equal(key_ix, 0);
        assert_string_equal(signature.comment, "bản tin");
        assert_int_equal(signature.is_prehashed, i == 0);
        put_text("a.pack", "Thôn khác");
        assert_int_equal(minisign_verify_file("a.pack", &key, 1, &key_ix, &signature),
                         SEAL_ALTERED);
        assert_string_equal(signature.comment, "");
    }
}

/* "ED" made "Ed" must not turn the hash of a signed file into a signed file. */
static void a_hash_is_no_signed_file(void **state) {
    (void)state;
    uint8_t digest[64];
    struct minisign_public key;
    struct minisign_signature signature;
    uint64_t bytes;
    makes_pair("tinh");
    put_text("a.pack", NOTICE);
    signs("tinh.key", "a.pack", "");
    assert_int_equal(minisign_public_load("tinh.pub", &key), ERR_OK);
    assert_int_equal(minisign_signature_load("a.pack", &signature), SEAL_GENUINE);
    struct seal_memory notice = {(const uint8_t *)NOTICE, strlen(NOTICE)};
    struct seal_source source = seal_source_memory(&notice);
    assert_true(seal_digest(&source, digest, sizeof digest, &bytes));
    struct seal_memory hash = {digest, sizeof digest};
    source = seal_source_memory(&hash);
    signature.is_prehashed = false;
    assert_int_not_equal(minisign_verify(&key, &signature, &source), SEAL_GENUINE);
}

static void old_signatures_of_large_files_are_refused(void **state) {
    (void)state;
    makes_pair("tinh");
    put_text("a.pack", "");
    assert_int_equal(truncate("a.pack", MINISIGN_LEGACY_BYTES_MAX + 1), 0);
    assert_true(runs("minisign -S -l -s tinh.key -m a.pack >/dev/null"));
    assert_int_equal(verdict_of("a.pack", "tinh.pub"), SEAL_TOO_LARGE);
    assert_int_equal(truncate("a.pack", MINISIGN_LEGACY_BYTES_MAX), 0);
    assert_true(runs("minisign -S -l -s tinh.key -m a.pack >/dev/null"));
    assert_int_equal(verdict_of("a.pack", "tinh.pub"), SEAL_GENUINE);
}

/* ---- keys ------------------------------------------------------------------------ */

static void keys_are_never_overwritten(void **state) {
    (void)state;
    char before[512], after[512];
    mode_t mask = umask(0077);
    makes_pair("tinh");
    umask(mask);
    assert_int_equal(mode_of("tinh.pub"), 0644);
    assert_int_equal(mode_of("tinh.key"), 0600);
    get("tinh.key", before, sizeof before);
    assert_int_equal(minisign_keygen("tinh", NULL, &QUICK_KEY, NULL), ERR_REJECT);
    get("tinh.key", after, sizeof after);
    assert_string_equal(before, after);
    assert_int_equal(unlink("tinh.key"), 0);
    assert_int_equal(minisign_keygen("tinh", NULL, &QUICK_KEY, NULL), ERR_REJECT);
    assert_int_equal(access("tinh.key", F_OK), -1); /* no half of a pair */
    assert_int_equal(minisign_keygen("none/tinh", NULL, &QUICK_KEY, NULL), ERR_STOP);
}

static void a_passphrase_is_needed_and_must_be_right(void **state) {
    (void)state;
    static const char *const wrong[] = {NULL, "", "bi mat", "bí mật "};
    struct minisign_secret *secret = NULL;
    assert_int_equal(minisign_keygen("tinh", "bí mật", &QUICK_KEY, NULL), ERR_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(minisign_secret_open("tinh.key", wrong[i], &secret), ERR_RETRY);
        assert_null(secret);
    }
    minisign_secret_close(opened("tinh.key", "bí mật"));
    assert_int_equal(minisign_secret_open("none.key", NULL, &secret), ERR_RETRY);
    assert_int_equal(minisign_secret_open("tinh.pub", NULL, &secret), ERR_REJECT);
}

/* The default limits are what a person's key gets: they have to work at all, and both
 * programs have to read them. Some seconds, once. */
static void the_limits_of_real_keys_are_read_by_minisign(void **state) {
    (void)state;
    put_text("a.pack", NOTICE);
    assert_int_equal(minisign_keygen("tinh", "bí mật", &MINISIGN_LIMITS, NULL), ERR_OK);
    assert_true(runs("ulimit -v 400000; echo 'bí mật' |"
                     " minisign -S -s tinh.key -m a.pack >/dev/null 2>&1"));
    assert_int_equal(verdict_of("a.pack", "tinh.pub"), SEAL_GENUINE);
}

/* Each bit of a secret key's Base64, and each shorter file: never taken, never a crash. */
static void damaged_secret_keys_are_refused(void **state) {
    (void)state;
    enum { SALT_AT = 6, KEY_AT = 62, SUM_AT = 126 };
    char text[512], changed[512];
    uint8_t raw[158];
    size_t raw_bytes;
    struct minisign_secret *secret = NULL;
    makes_pair("tinh");
    size_t bytes = get("tinh.key", text, sizeof text);
    char *line = strchr(text, '\n') + 1;
    assert_int_equal(
        sodium_base642bin(raw, sizeof raw, line, strlen(line), "\n", &raw_bytes, NULL, BASE64), 0);
    for (size_t bit = 0; bit < 8 * sizeof raw; bit++) {
        size_t at = bit / 8;
        bool ignored = (at >= SALT_AT && at < KEY_AT) || at >= SUM_AT; /* as minisign does */
        raw[at] ^= (uint8_t)(1u << bit % 8);
        memcpy(changed, text, bytes + 1);
        sodium_bin2base64(changed + (line - text), 213, raw, sizeof raw, BASE64);
        raw[at] ^= (uint8_t)(1u << bit % 8);
        enum err err = minisign_secret_parse(changed, strlen(changed), "x", "key", &secret);
        assert_int_equal(err == ERR_OK, ignored);
        minisign_secret_close(secret);
    }
    for (size_t end = 0; end < bytes - 1; end++) {
        assert_int_equal(minisign_secret_parse(text, end, NULL, "key", &secret), ERR_REJECT);
    }
}

/* Work of 2^40 and memory of 2^40 bytes: nobody's key, and days of waiting. */
static void limits_that_are_traps_are_refused(void **state) {
    (void)state;
    static const size_t places[] = {38 + 5, 46 + 5};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char text[512] = "untrusted comment: x\n";
        uint8_t raw[158] = {'E', 'd', 'S', 'c', 'B', '2'};
        struct minisign_secret *secret = NULL;
        raw[places[i]] = 1;
        sodium_bin2base64(text + strlen(text), 213, raw, sizeof raw, BASE64);
        assert_int_equal(minisign_secret_parse(text, strlen(text), "x", "key", &secret),
                         ERR_REJECT);
    }
}

/* ---- whatever is changed is refused ---------------------------------------------- */

static void signed_notice(struct minisign_public *key, char *text, size_t size, size_t *bytes_out) {
    makes_pair("tinh");
    put_text("a.pack", NOTICE);
    signs("tinh.key", "a.pack", "serial:12");
    assert_int_equal(minisign_public_load("tinh.pub", key), ERR_OK);
    *bytes_out = get("a.pack.minisig", text, size);
}

static enum seal_verdict verdict_on(const struct minisign_public *key, const char *text,
                                    size_t bytes, const void *data, size_t data_bytes) {
    struct minisign_signature signature;
    struct seal_memory memory = {data, data_bytes};
    struct seal_source source = seal_source_memory(&memory);
    if (!minisign_signature_parse(text, bytes, &signature)) {
        return SEAL_MALFORMED;
    }
    return minisign_verify(key, &signature, &source);
}

static void shorter_signatures_are_refused(void **state) {
    (void)state;
    char text[1024];
    struct minisign_public key;
    size_t bytes;
    signed_notice(&key, text, sizeof text, &bytes);
    assert_int_equal(verdict_on(&key, text, bytes, NOTICE, strlen(NOTICE)), SEAL_GENUINE);
    for (size_t end = 0; end < bytes; end++) {
        assert_int_equal(verdict_on(&key, text, end, NOTICE, strlen(NOTICE)), SEAL_MALFORMED);
        assert_int_equal(truncate("a.pack.minisig", (off_t)(bytes - 1 - end)), 0);
        assert_int_equal(verdict_of("a.pack", "tinh.pub"), SEAL_MALFORMED);
    }
    text[bytes] = '\n';
    assert_int_equal(verdict_on(&key, text, bytes + 1, NOTICE, strlen(NOTICE)), SEAL_MALFORMED);
}

/* Line `number` of a signature file with one bit of its decoded bytes changed. */
static size_t flip(const char *text, int number, size_t bit, char *changed) {
    uint8_t raw[80];
    size_t raw_bytes;
    const char *line = text;
    for (int i = 0; i < number; i++) {
        line = strchr(line, '\n') + 1;
    }
    size_t line_bytes = strcspn(line, "\n");
    assert_int_equal(
        sodium_base642bin(raw, sizeof raw, line, line_bytes, NULL, &raw_bytes, NULL, BASE64), 0);
    assert_true(bit < 8 * raw_bytes);
    raw[bit / 8] ^= (uint8_t)(1u << bit % 8);
    memcpy(changed, text, strlen(text) + 1);
    char *at = changed + (line - text);
    char kept = at[line_bytes];
    sodium_bin2base64(at, line_bytes + 1, raw, raw_bytes, BASE64);
    at[line_bytes] = kept;
    return strlen(changed);
}

static void each_bit_of_a_signature_counts(void **state) {
    (void)state;
    static const struct {
        int line;
        size_t bytes;
    } parts[] = {{1, 74}, {3, 64}};
    char text[1024], changed[1024];
    struct minisign_public key;
    size_t bytes;
    signed_notice(&key, text, sizeof text, &bytes);
    for (size_t part = 0; part < 2; part++) {
        for (size_t bit = 0; bit < 8 * parts[part].bytes; bit++) {
            size_t changed_bytes = flip(text, parts[part].line, bit, changed);
            assert_int_not_equal(verdict_on(&key, changed, changed_bytes, NOTICE, strlen(NOTICE)),
                                 SEAL_GENUINE);
        }
    }
    char *comment = strstr(text, "serial");
    for (size_t bit = 0; bit < 8 * strlen("serial:12"); bit++) {
        comment[bit / 8] ^= (char)(1 << bit % 8);
        assert_int_not_equal(verdict_on(&key, text, bytes, NOTICE, strlen(NOTICE)), SEAL_GENUINE);
        comment[bit / 8] ^= (char)(1 << bit % 8);
    }
}

static void each_bit_and_each_length_of_a_file_counts(void **state) {
    (void)state;
    char text[1024], data[sizeof NOTICE + 1] = {0};
    struct minisign_public key;
    size_t bytes, length = strlen(NOTICE);
    signed_notice(&key, text, sizeof text, &bytes);
    memcpy(data, NOTICE, length);
    for (size_t bit = 0; bit < 8 * length; bit++) {
        data[bit / 8] ^= (char)(1 << bit % 8);
        assert_int_equal(verdict_on(&key, text, bytes, data, length), SEAL_ALTERED);
        data[bit / 8] ^= (char)(1 << bit % 8);
    }
    for (size_t end = 0; end < length; end++) {
        assert_int_equal(verdict_on(&key, text, bytes, data, end), SEAL_CUT);
    }
    assert_int_equal(verdict_on(&key, text, bytes, data, length + 1), SEAL_ALTERED);
}

static void lines_may_end_as_windows_ends_them(void **state) {
    (void)state;
    char text[1024];
    struct minisign_public key;
    size_t bytes;
    signed_notice(&key, text, sizeof text, &bytes);
    assert_true(runs("sed -i 's/$/\\r/' a.pack.minisig tinh.pub tinh.key"));
    assert_int_equal(verdict_of("a.pack", "tinh.pub"), SEAL_GENUINE);
    signs("tinh.key", "a.pack", "");
}

static void comments_cannot_forge_lines(void **state) {
    (void)state;
    static const char *const bad[] = {"a\nb", "\x1b[2J", "a\x7f", "a\rb"};
    char value[4];
    struct minisign_secret *secret;
    makes_pair("tinh");
    put_text("a.pack", NOTICE);
    secret = opened("tinh.key", NULL);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(minisign_sign(secret, "a.pack", bad[i]), ERR_REJECT);
        assert_int_equal(access("a.pack.minisig", F_OK), -1);
    }
    minisign_secret_close(secret);
    assert_true(minisign_comment_field("a:1\tserial:12\tb", "serial", value, sizeof value));
    assert_string_equal(value, "12");
    assert_false(minisign_comment_field("a:1\txserial:12", "serial", value, sizeof value));
    assert_false(minisign_comment_field("serial:1234", "serial", value, sizeof value));
    assert_false(minisign_comment_field("", "serial", value, sizeof value));
}

/* ---- reading --------------------------------------------------------------------- */

/* Blocks of the letter x from a stick that is pulled out after `good` of them. */
struct stick {
    int blocks, good;
};

static bool read_stick(void *context, void *data, size_t size, size_t *bytes_out) {
    struct stick *stick = context;
    *bytes_out = 0;
    if (stick->good == 0) {
        return false;
    }
    if (stick->blocks == 0) {
        return true;
    }
    stick->blocks--;
    stick->good--;
    *bytes_out = size < SEAL_BLOCK_BYTES ? size : SEAL_BLOCK_BYTES;
    memset(data, 'x', *bytes_out);
    return true;
}

static void a_stick_may_be_pulled_at_any_block(void **state) {
    (void)state;
    enum { BLOCKS = 8 };
    static char data[BLOCKS * SEAL_BLOCK_BYTES];
    static const char *const ways[] = {"", "-l"};
    char whole[SEAL_HASH_BYTES], hash[SEAL_HASH_BYTES];
    struct minisign_public key;
    struct minisign_signature signature;
    memset(data, 'x', sizeof data);
    put("a.pack", data, sizeof data);
    makes_pair("tinh");
    assert_int_equal(minisign_public_load("tinh.pub", &key), ERR_OK);
    assert_int_equal(seal_hash_file("a.pack", whole), ERR_OK);
    for (size_t way = 0; way < 2; way++) {
        char command[96];
        snprintf(command, sizeof command, "minisign -S %s -s tinh.key -m a.pack >/dev/null",
                 ways[way]);
        assert_true(runs(command));
        assert_int_equal(minisign_signature_load("a.pack", &signature), SEAL_GENUINE);
        for (int good = 0; good <= BLOCKS + 1; good++) {
            struct stick verified = {BLOCKS, good}, hashed = {BLOCKS, good};
            struct seal_source source = {read_stick, &verified}, other = {read_stick, &hashed};
            bool whole_read = good > BLOCKS;
            assert_int_equal(minisign_verify(&key, &signature, &source),
                             whole_read ? SEAL_GENUINE : SEAL_UNREADABLE);
            assert_int_equal(seal_hash(&other, hash), whole_read ? ERR_OK : ERR_RETRY);
            assert_string_equal(hash, whole_read ? whole : "");
        }
    }
}

static void a_pack_is_named_by_its_hash(void **state) {
    (void)state;
    char hash[SEAL_HASH_BYTES], expected[SEAL_HASH_BYTES];
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 200000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        put_text("a.pack", "");
        assert_int_equal(truncate("a.pack", (off_t)sizes[i]), 0);
        assert_true(runs("b2sum -l 256 a.pack >sum"));
        FILE *sum = fopen("sum", "r");
        assert_non_null(sum);
        assert_int_equal(fscanf(sum, "%64s", expected), 1);
        fclose(sum);
        assert_int_equal(seal_hash_file("a.pack", hash), ERR_OK);
        assert_string_equal(hash, expected);
    }
}

static void empty_and_huge_files_are_signed(void **state) {
    (void)state;
    static const off_t sizes[] = {0, (off_t)64 << 20};
    makes_pair("tinh");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        put_text("a.pack", "");
        assert_int_equal(truncate("a.pack", sizes[i]), 0);
        signs("tinh.key", "a.pack", "");
        assert_int_equal(verdict_of("a.pack", "tinh.pub"), SEAL_GENUINE);
        assert_true(runs("minisign -q -V -p tinh.pub -m a.pack"));
    }
}

static void paths_that_are_no_files_are_answered(void **state) {
    (void)state;
    char hash[SEAL_HASH_BYTES], deep[2000];
    struct minisign_secret *secret;
    memset(deep, 'x', sizeof deep);
    deep[sizeof deep - 1] = '\0';
    makes_pair("tinh");
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    const char *const paths[] = {"none", "folder", "pipe", "tinh.pub/x", "", deep};
    secret = opened("tinh.key", NULL);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_int_equal(seal_hash_file(paths[i], hash), ERR_RETRY);
        assert_int_equal(verdict_of(paths[i], "tinh.pub"), SEAL_UNREADABLE);
        assert_int_not_equal(minisign_sign(secret, paths[i], ""), ERR_OK);
    }
    minisign_secret_close(secret);
    put_text("a.pack", NOTICE);
    assert_int_equal(verdict_of("a.pack", "tinh.pub"), SEAL_UNSIGNED);
    assert_int_equal(mkdir("a.pack.minisig", 0700), 0);
    assert_int_equal(verdict_of("a.pack", "tinh.pub"), SEAL_UNREADABLE);
    assert_int_equal(rmdir("a.pack.minisig"), 0);
    put_text("a.pack.minisig", "");
    assert_int_equal(truncate("a.pack.minisig", 1 << 20), 0);
    assert_int_equal(verdict_of("a.pack", "tinh.pub"), SEAL_MALFORMED);
}

static void a_signature_that_cannot_be_written_is_not_there(void **state) {
    (void)state;
    makes_pair("tinh");
    put_text("a.pack", NOTICE);
    struct minisign_secret *secret = opened("tinh.key", NULL);
    limit_files(100);
    enum err err = minisign_sign(secret, "a.pack", "");
    limit_files(RLIM_INFINITY);
    minisign_secret_close(secret);
    assert_int_equal(err, ERR_STOP);
    assert_int_equal(access("a.pack.minisig", F_OK), -1);
}

/* ---- trust ----------------------------------------------------------------------- */

/* The keys of a province and of a commune are trusted, a stranger's is not. */
static void make_trust(struct trust *trust) {
    assert_int_equal(mkdir("trust", 0700), 0);
    makes_pair("trust/province-tinh");
    makes_pair("trust/commune-xa");
    makes_pair("stranger");
    assert_true(runs("mv trust/*.key ."));
    assert_int_equal(trust_load("trust", trust), ERR_OK);
    assert_int_equal(trust->key_count, 2);
}

static enum seal_verdict asks(const struct trust *trust, unsigned roles, const char *path) {
    struct trust_answer answer;
    enum err err = trust_verify(trust, roles, path, &answer);
    assert_int_equal(err, seal_decision(answer.verdict));
    assert_int_equal(*answer.comment != '\0', answer.verdict == SEAL_GENUINE);
    return answer.verdict;
}

static void only_the_right_keys_are_believed(void **state) {
    (void)state;
    static struct trust trust;
    const unsigned province = TRUST_BIT(TRUST_PROVINCE), commune = TRUST_BIT(TRUST_COMMUNE);
    make_trust(&trust);
    put_text("a.pack", NOTICE);
    assert_int_equal(asks(&trust, province, "a.pack"), SEAL_UNSIGNED);
    signs("stranger.key", "a.pack", "");
    assert_int_equal(asks(&trust, province | commune, "a.pack"), SEAL_UNKNOWN_KEY);
    signs("commune-xa.key", "a.pack", "");
    assert_int_equal(asks(&trust, province, "a.pack"), SEAL_WRONG_ROLE);
    assert_int_equal(asks(&trust, commune, "a.pack"), SEAL_GENUINE);
    signs("province-tinh.key", "a.pack", "serial:12");
    assert_int_equal(asks(&trust, commune, "a.pack"), SEAL_WRONG_ROLE);
    assert_int_equal(asks(&trust, province | commune, "a.pack"), SEAL_GENUINE);
    assert_int_equal(asks(&trust, 0, "a.pack"), SEAL_WRONG_ROLE);
    assert_int_equal(truncate("a.pack", 10), 0);
    assert_int_equal(asks(&trust, province, "a.pack"), SEAL_CUT);
    put_text("a.pack", "Thôn Nậm Lành: tiêm phòng cho trâu bò ngày 26 tháng 11.\n");
    assert_int_equal(asks(&trust, province, "a.pack"), SEAL_ALTERED);
    assert_int_equal(truncate("a.pack.minisig", 10), 0);
    assert_int_equal(asks(&trust, province, "a.pack"), SEAL_MALFORMED);
    assert_int_equal(asks(&trust, province, "none"), SEAL_UNREADABLE);
    struct trust_answer answer;
    signs("province-tinh.key", "a.pack", "serial:12");
    assert_int_equal(trust_verify(&trust, province, "a.pack", &answer), ERR_OK);
    assert_string_equal(answer.key->name, "province-tinh");
    assert_non_null(strstr(answer.comment, "serial:12"));
}

static void strange_files_among_the_keys_are_left_out(void **state) {
    (void)state;
    static struct trust trust;
    assert_int_equal(trust_load("trust", &trust), ERR_OK);
    assert_int_equal(trust.key_count, 0);
    make_trust(&trust);
    assert_true(runs("cp stranger.pub trust/district-x.pub; cp stranger.pub trust/province.pub;"
                     "cp stranger.key trust/province-y.pub; mkdir trust/province-z.pub;"
                     "cp stranger.pub trust/provinces-z.pub; cp stranger.pub trust/province-z.bak;"
                     "cp stranger.pub trust/.pub"));
    assert_int_equal(trust_load("trust", &trust), ERR_OK);
    assert_int_equal(trust.key_count, 2);
    assert_string_equal(trust.keys[0].name, "commune-xa");
    assert_string_equal(trust.keys[1].name, "province-tinh");
    for (int i = 0; i < TRUST_KEYS_MAX; i++) {
        char command[96];
        snprintf(command, sizeof command, "cp stranger.pub trust/commune-%d.pub", i);
        assert_true(runs(command));
    }
    assert_int_equal(trust_load("trust", &trust), ERR_OK);
    assert_int_equal(trust.key_count, TRUST_KEYS_MAX);
}

static void put_id(const char *path, const char *key_path, const char *rest) {
    struct minisign_public key;
    char id[MINISIGN_ID_TEXT_BYTES], text[128];
    assert_int_equal(minisign_public_load(key_path, &key), ERR_OK);
    minisign_id_text(key.id, id);
    snprintf(text, sizeof text, "# mất máy\n  %s # tháng 11\n%s", id, rest);
    put_text(path, text);
}

static void revoked_keys_are_believed_no_more(void **state) {
    (void)state;
    static struct trust trust;
    make_trust(&trust);
    put_text("a.pack", NOTICE);
    signs("commune-xa.key", "a.pack", "");
    put_id("trust/revoked", "trust/commune-xa.pub", "");
    assert_int_equal(trust_load("trust", &trust), ERR_OK);
    assert_int_equal(asks(&trust, TRUST_BIT(TRUST_COMMUNE), "a.pack"), SEAL_REVOKED_KEY);
    assert_int_equal(unlink("trust/commune-xa.pub"), 0); /* even if the key is gone */
    assert_int_equal(trust_load("trust", &trust), ERR_OK);
    assert_int_equal(asks(&trust, TRUST_BIT(TRUST_COMMUNE), "a.pack"), SEAL_REVOKED_KEY);
    put_id("trust/revoked", "stranger.pub", "12345\n");
    assert_int_equal(trust_load("trust", &trust), ERR_REJECT);
    assert_int_equal(trust.key_count, 0); /* nobody, until it is mended */
    assert_int_equal(unlink("trust/revoked"), 0);
    assert_int_equal(mkdir("trust/revoked", 0700), 0);
    assert_int_equal(trust_load("trust", &trust), ERR_REJECT);
    assert_int_equal(trust.key_count, 0);
}

static enum seal_verdict revokes(struct trust *trust, const char *path, size_t added) {
    struct trust_answer answer;
    size_t count;
    enum err err = trust_revoke(trust, path, &answer, &count);
    assert_int_equal(err, seal_decision(answer.verdict));
    assert_int_equal(count, added);
    return answer.verdict;
}

static void a_province_revokes_by_a_signed_list(void **state) {
    (void)state;
    static struct trust trust, again;
    char text[512];
    make_trust(&trust);
    put_id("trust/revoked", "stranger.pub", "# giữ lại");
    assert_int_equal(trust_load("trust", &trust), ERR_OK);
    put_id("x.revoked", "trust/commune-xa.pub", "");
    assert_int_equal(revokes(&trust, "x.revoked", 0), SEAL_UNSIGNED);
    signs("commune-xa.key", "x.revoked", "");
    assert_int_equal(revokes(&trust, "x.revoked", 0), SEAL_WRONG_ROLE);
    signs("province-tinh.key", "x.revoked", "");
    assert_int_equal(revokes(&trust, "x.revoked", 1), SEAL_GENUINE);
    assert_int_equal(revokes(&trust, "x.revoked", 0), SEAL_GENUINE);
    assert_int_equal(trust_load("trust", &again), ERR_OK);
    assert_int_equal(again.revoked.count, 2);
    assert_memory_equal(&again.revoked, &trust.revoked, sizeof again.revoked);
    get("trust/revoked", text, sizeof text);
    assert_non_null(strstr(text, "# giữ lại\n"));
    put_text("y.revoked", "");
    signs("province-tinh.key", "y.revoked", "");
    assert_int_equal(revokes(&trust, "y.revoked", 0), SEAL_GENUINE);
    assert_int_equal(trust.revoked.count, 2); /* an emptier list takes nothing back */
    put_text("z.revoked", "no id\n");
    signs("province-tinh.key", "z.revoked", "");
    assert_int_equal(revokes(&trust, "z.revoked", 0), SEAL_MALFORMED);
    put_text("list.txt", "");
    signs("province-tinh.key", "list.txt", "");
    assert_int_equal(revokes(&trust, "list.txt", 0), SEAL_MALFORMED);
    assert_int_equal(revokes(&trust, "none.revoked", 0), SEAL_UNREADABLE);
}

static void a_list_that_cannot_be_kept_is_believed_until_the_end(void **state) {
    (void)state;
    static struct trust trust;
    struct trust_answer answer;
    make_trust(&trust);
    put_id("x.revoked", "trust/commune-xa.pub", "");
    signs("province-tinh.key", "x.revoked", "");
    limit_files(1);
    enum err err = trust_revoke(&trust, "x.revoked", &answer, NULL);
    limit_files(RLIM_INFINITY);
    assert_int_equal(err, ERR_STOP);
    assert_int_equal(answer.verdict, SEAL_GENUINE);
    put_text("a.pack", NOTICE);
    signs("commune-xa.key", "a.pack", "");
    assert_int_equal(asks(&trust, TRUST_BIT(TRUST_COMMUNE), "a.pack"), SEAL_REVOKED_KEY);
}

static void every_verdict_is_said_in_two_languages(void **state) {
    (void)state;
    for (int a = 0; a < SEAL_VERDICTS; a++) {
        for (int b = 0; b < SEAL_VERDICTS; b++) {
            for (int vi = 0; vi < 2; vi++) {
                bool same = strcmp(seal_sentence((enum seal_verdict)a, vi),
                                   seal_sentence((enum seal_verdict)b, vi)) == 0;
                assert_int_equal(same, a == b);
            }
        }
        assert_string_not_equal(seal_sentence((enum seal_verdict)a, true),
                                seal_sentence((enum seal_verdict)a, false));
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(minisign_accepts_what_is_signed_here),
        TEST(minisign_signs_with_a_key_made_here),
        TEST(keys_made_by_minisign_sign_here),
        TEST(signatures_of_minisign_are_verified),
        TEST(a_hash_is_no_signed_file),
        TEST(old_signatures_of_large_files_are_refused),
        TEST(keys_are_never_overwritten),
        TEST(a_passphrase_is_needed_and_must_be_right),
        TEST(the_limits_of_real_keys_are_read_by_minisign),
        TEST(damaged_secret_keys_are_refused),
        TEST(limits_that_are_traps_are_refused),
        TEST(shorter_signatures_are_refused),
        TEST(each_bit_of_a_signature_counts),
        TEST(each_bit_and_each_length_of_a_file_counts),
        TEST(lines_may_end_as_windows_ends_them),
        TEST(comments_cannot_forge_lines),
        TEST(a_stick_may_be_pulled_at_any_block),
        TEST(a_pack_is_named_by_its_hash),
        TEST(empty_and_huge_files_are_signed),
        TEST(paths_that_are_no_files_are_answered),
        TEST(a_signature_that_cannot_be_written_is_not_there),
        TEST(only_the_right_keys_are_believed),
        TEST(strange_files_among_the_keys_are_left_out),
        TEST(revoked_keys_are_believed_no_more),
        TEST(a_province_revokes_by_a_signed_list),
        TEST(a_list_that_cannot_be_kept_is_believed_until_the_end),
        TEST(every_verdict_is_said_in_two_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
