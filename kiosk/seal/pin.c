#include "seal/pin.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "seal/source.h"

static_assert(PIN_HASH_BYTES == crypto_pwhash_argon2id_STRBYTES, "libsodium's text form");

enum { DIFFERENT_DIGITS_MIN = 4 };

/* ---- which are taken ------------------------------------------------------------- */

static bool steps_evenly(const char *pin, size_t digits) {
    int step = (pin[1] - pin[0] + 10) % 10;
    for (size_t i = 2; i < digits; i++) {
        if ((pin[i] - pin[i - 1] + 10) % 10 != step) {
            return false;
        }
    }
    return true;
}

/* Whether all of it is one part of at most half its length over and over. */
static bool repeats_itself(const char *pin, size_t digits) {
    for (size_t part = 1; part <= digits / 2; part++) {
        if (memcmp(pin, pin + part, digits - part) == 0) {
            return true;
        }
    }
    return false;
}

static int different_digits(const char *pin) {
    int count = 0;
    for (char digit = '0'; digit <= '9'; digit++) {
        count += strchr(pin, digit) != NULL;
    }
    return count;
}

enum pin_fault pin_judge(const char *pin) {
    size_t digits = strlen(pin);
    if (strspn(pin, "0123456789") != digits) {
        return PIN_NOT_DIGITS;
    }
    if (digits < PIN_DIGITS_MIN) {
        return PIN_TOO_SHORT;
    }
    if (digits > PIN_DIGITS_MAX) {
        return PIN_TOO_LONG;
    }
    return steps_evenly(pin, digits) || repeats_itself(pin, digits) ||
                   different_digits(pin) < DIFFERENT_DIGITS_MIN
               ? PIN_TOO_SIMPLE
               : PIN_FINE;
}

const char *pin_sentence(enum pin_fault fault, bool vietnamese) {
    static const struct {
        const char *vi, *en;
    } sentences[PIN_FAULTS] = {
        [PIN_FINE] = {"", ""},
        [PIN_NOT_DIGITS] = {"Mã PIN chỉ gồm chữ số.", "A PIN has digits only."},
        [PIN_TOO_SHORT] = {"Mã PIN cần ít nhất 6 chữ số.", "A PIN needs 6 digits or more."},
        [PIN_TOO_LONG] = {"Mã PIN có nhiều nhất 12 chữ số.", "A PIN has 12 digits or fewer."},
        [PIN_TOO_SIMPLE] = {"Mã PIN này dễ đoán. Hãy chọn mã khác: không đếm đều, không lặp lại, "
                            "có ít nhất 4 chữ số khác nhau.",
                            "This PIN is easy to guess. Choose one that does not count evenly or "
                            "repeat itself, with 4 different digits or more."},
    };
    assert(fault < PIN_FAULTS);
    return vietnamese ? sentences[fault].vi : sentences[fault].en;
}

/* ---- hashes ---------------------------------------------------------------------- */

enum err pin_hash(const char *pin, const struct pin_limits *limits, char hash_out[PIN_HASH_BYTES]) {
    seal_ready();
    if (crypto_pwhash_argon2id_str(hash_out, pin, strlen(pin), limits->passes,
                                   (size_t)limits->memory_bytes) != 0) {
        diag_log("không đủ bộ nhớ để xử lý mã PIN; hãy khởi động lại máy",
                 "too little memory for the PIN; restart the machine");
        return ERR_STOP;
    }
    return ERR_OK;
}

/* Takes `prefix` and a number of 1 to `high` off the text. */
static bool take_number(const char **at, const char *prefix, unsigned long high) {
    size_t bytes = strlen(prefix);
    if (strncmp(*at, prefix, bytes) != 0 || (*at)[bytes] < '1' || (*at)[bytes] > '9') {
        return false;
    }
    char *end;
    unsigned long number = strtoul(*at + bytes, &end, 10);
    *at = end;
    return number <= high;
}

/* Takes `prefix` and `count` signs of Base64 off the text. */
static bool take_base64(const char **at, const char *prefix, size_t count) {
    static const char *const signs =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t bytes = strlen(prefix);
    if (strncmp(*at, prefix, bytes) != 0 || strspn(*at + bytes, signs) != count) {
        return false;
    }
    *at += bytes + count;
    return true;
}

bool pin_hash_is_fine(const char *hash) {
    enum { KIB_MAX = 1024 * 1024, PASSES_MAX = 16, SALT_SIGNS = 22, TAG_SIGNS = 43 };
    const char *at = hash;
    return take_number(&at, "$argon2id$v=19$m=", KIB_MAX) && take_number(&at, ",t=", PASSES_MAX) &&
           take_number(&at, ",p=", 1) && take_base64(&at, "$", SALT_SIGNS) &&
           take_base64(&at, "$", TAG_SIGNS) && *at == '\0';
}

bool pin_matches(const char *hash, const char *pin) {
    seal_ready();
    return pin_hash_is_fine(hash) && strlen(pin) <= PIN_DIGITS_MAX &&
           crypto_pwhash_argon2id_str_verify(hash, pin, strlen(pin)) == 0;
}

/* ---- waiting --------------------------------------------------------------------- */

int64_t pin_delay_ms(unsigned wrong) {
    static const int64_t seconds[PIN_WRONG_MAX + 1] = {0, 0, 0, 1, 5, 30, 120, 600};
    return 1000 * seconds[wrong < PIN_WRONG_MAX ? wrong : PIN_WRONG_MAX];
}
