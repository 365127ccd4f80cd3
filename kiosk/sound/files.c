#include "sound/files.h"

#include <sndfile.h>
#include <stdlib.h>

#include "base/diag.h"

struct files_wav {
    SNDFILE *file;
    bool failed;
};

enum err files_open(const char *path, int rate_hz, struct files_wav **wav_out) {
    SF_INFO info = {
        .samplerate = rate_hz, .channels = 1, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    if (!file) {
        diag_log("%s: không ghi được (%s)", "%s: cannot be written (%s)", path, sf_strerror(NULL));
        return ERR_DEGRADE;
    }
    struct files_wav *wav = calloc(1, sizeof *wav);
    if (!wav) {
        abort();
    }
    wav->file = file;
    *wav_out = wav;
    return ERR_OK;
}

bool files_write(struct files_wav *wav, const int16_t *samples, size_t count) {
    wav->failed =
        wav->failed || sf_writef_short(wav->file, samples, (sf_count_t)count) != (sf_count_t)count;
    return !wav->failed;
}

enum err files_close(struct files_wav *wav) {
    if (!wav) {
        return ERR_OK;
    }
    bool failed = sf_close(wav->file) != 0 || wav->failed;
    free(wav);
    if (failed) {
        diag_log("tệp âm thanh chưa ghi đủ; hãy xem đĩa còn chỗ không",
                 "the sound file is not whole; see whether the disk is full");
    }
    return failed ? ERR_DEGRADE : ERR_OK;
}
