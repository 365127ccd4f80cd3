/* The sounds of all voices: voices/inventory.tsv. What is printed as IPA and what
 * eSpeak NG is given stand in one row, so they cannot disagree. */
#ifndef SPEECH_INVENTORY_H
#define SPEECH_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/err.h"
#include "base/table.h"

struct phoneme {
    const char *symbol;          /* IPA: "ᵐpʰ" */
    const char *mnemonics;       /* of eSpeak NG's table hmx, separated by spaces: "m ph" */
    const char *short_mnemonics; /* the same in a rime that is called short */
};

struct inventory;

/* "inventory.tsv" and its columns, for those who check it. */
extern const struct table_format inventory_format;

/* Reads voices_dir/inventory.tsv. ERR_DEGRADE, silently, if there is none;
 * ERR_REJECT after sentences in `diag`. *inventory_out is ended by inventory_close. */
enum err inventory_open(const char *voices_dir, struct diag *diag,
                        struct inventory **inventory_out) MUST_CHECK;

/* NULL is fine. */
void inventory_close(struct inventory *inventory);

/* The phoneme whose symbol is the first `bytes` of `symbol`; NULL if there is none.
 * Lives as long as the inventory. */
const struct phoneme *inventory_find(const struct inventory *inventory, const char *symbol,
                                     size_t bytes);

/* True if a syllable that ends in it is checked: p t k c q and the like, ʔ. */
bool phoneme_is_stop(const struct phoneme *phoneme);

#endif
