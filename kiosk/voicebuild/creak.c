#include "voicebuild/creak.h"

#include <string.h>

#include "voicebuild/program.h"
#include "voicebuild/spectrum.h"

/* What a sound is at the end of a syllable in a modal voice: its spectrum among eSpeak NG's,
 * or NULL if we made it; how long it is planned (j longer: by trial); how loud, in percent, 0 = as
 * it is. */
static const struct final {
    const char *mnemonic, *spectrum;
    unsigned ms, percent;
} finals[] = {{"m", "m/m_", 114, 0},  {"n", "n/n_", 104, 0},
              {"N", "n/nm", 162, 50}, {"n^", "vietnam/n^_", 100, 0},
              {"j", "j/j_", 110, 0},  {"w", "vietnam/w_", 84, 150},
              {"y_", NULL, 70, 0}};

/* Before the mark: as long as ever, and creaky. */
static bool change(struct hmx *hmx, unsigned mark, const struct final *final,
                   struct phoneme_record *phoneme) {
    struct stock *stock = hmx->stock;
    struct program creaky = {.count = 0};
    uint32_t modal = final->spectrum ? stock_address(stock, 'S', final->spectrum)
                                     : program_last_spectrum(&stock->phonindex, phoneme->program);
    uint32_t spectrum = modal ? spectrum_creaky(&stock->phondata, modal, final->ms) : 0;
    if (!spectrum) {
        return false;
    }
    program_if_next(&creaky, mark);
    program_length(&creaky, final->ms);
    program_if_next(&creaky, mark);
    program_sound(&creaky, PROGRAM_SPECTRUM, final->percent, spectrum);
    phoneme->program =
        program_copy(&stock->phonindex, phoneme->program, &(struct program_edit){.first = &creaky});
    hmx->own[phoneme->code] = true;
    return phoneme->program != 0;
}

static bool no_creak(struct diag *diag, const char *mnemonic) {
    diag_error(diag, "phonindex", 0, "không làm được giọng kẹt cho âm cuối “%s”",
               "the final sound \"%s\" cannot be made creaky", mnemonic);
    return false;
}

bool creak_make(struct hmx *hmx, struct diag *diag) {
    struct phoneme_record *mark = hmx_place(hmx, HMX_CREAK, strlen(HMX_CREAK));
    if (!mark) {
        return hmx_no_code(&(struct tone_place){diag, "phontab", 0}, HMX_CREAK);
    }
    mark->type = PHONEME_PAUSE; /* of no length: what stands before it ends the word still */
    for (size_t i = 0; i < sizeof finals / sizeof *finals; i++) {
        const struct phoneme_record *known = hmx_find(hmx, finals[i].mnemonic);
        if (known && !change(hmx, mark->code, &finals[i], &hmx->set.by_code[known->code])) {
            return no_creak(diag, finals[i].mnemonic);
        }
    }
    return true;
}
