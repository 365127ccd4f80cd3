/* The eSpeak NG data that the distribution installs, in memory, to be added to. */
#ifndef VOICEBUILD_STOCK_H
#define VOICEBUILD_STOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "voicebuild/blob.h"

enum {
    STOCK_ENVELOPE_LIMIT = 1 << 20, /* envelopes lie below: 20 bits of address */
    STOCK_SOUND_LIMIT = 1 << 22,    /* spectra and waves: 20 bits of words */
    STOCK_WORDS_MAX = 65535         /* of phonindex: 16 bits of address */
};

struct stock_item;

struct stock {
    struct blob phontab, phonindex, phondata;
    struct stock_item *items; /* what phondata-manifest lists */
    size_t item_count;
    struct arena memory;
};

/* Reads and checks what is in `dir`. False after a sentence in `diag` if it is not the
 * data we know. Ended by stock_fini. */
bool stock_read(const char *dir, struct diag *diag, struct stock *stock);

/* A zeroed one is fine, and it is zeroed after. */
void stock_fini(struct stock *stock);

/* The address of a spectrum ('S'), wave ('W') or envelope ('E'); 0 if there is none. */
uint32_t stock_address(const struct stock *stock, char kind, const char *name);

#endif
