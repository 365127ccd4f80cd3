#include "sound/files.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* ---- a file in memory ------------------------------------------------------------- */

struct memory {
    struct files_bytes bytes; /* data has `room` */
    size_t room;
    sf_count_t at;
    bool grows; /* it is being written */
    bool failed;
};

static sf_count_t memory_size(void *context) {
    const struct memory *memory = context;
    return (sf_count_t)memory->bytes.size;
}

static sf_count_t memory_seek(sf_count_t offset, int whence, void *context) {
    struct memory *memory = context;
    sf_count_t from = whence == SEEK_CUR   ? memory->at
                      : whence == SEEK_END ? (sf_count_t)memory->bytes.size
                                           : 0;
    if (offset >= -from && offset <= FILES_BYTES_MAX - from) {
        memory->at = from + offset;
    }
    return memory->at;
}

static sf_count_t memory_read(void *out, sf_count_t count, void *context) {
    struct memory *memory = context;
    sf_count_t left = (sf_count_t)memory->bytes.size - memory->at;
    sf_count_t got = count < left ? count : left;
    if (got <= 0) {
        return 0;
    }
    memcpy(out, memory->bytes.data + memory->at, (size_t)got);
    memory->at += got;
    return got;
}

static void make_room(struct memory *memory, size_t size) {
    size_t room = memory->room ? memory->room : 4096;
    while (room < size) {
        room *= 2;
    }
    if (room != memory->room) {
        memory->bytes.data = realloc(memory->bytes.data, room);
        memory->room = room;
    }
    if (!memory->bytes.data) {
        abort();
    }
}

static sf_count_t memory_write(const void *data, sf_count_t count, void *context) {
    struct memory *memory = context;
    size_t end = (size_t)(memory->at + count);
    if (!memory->grows || end > FILES_BYTES_MAX) {
        memory->failed = true;
        return 0;
    }
    make_room(memory, end);
    if ((size_t)memory->at > memory->bytes.size) { /* a seek behind the end */
        memset(memory->bytes.data + memory->bytes.size, 0, (size_t)memory->at - memory->bytes.size);
    }
    memcpy(memory->bytes.data + memory->at, data, (size_t)count);
    memory->at += count;
    memory->bytes.size = end > memory->bytes.size ? end : memory->bytes.size;
    return count;
}

static sf_count_t memory_tell(void *context) {
    const struct memory *memory = context;
    return memory->at;
}

static SNDFILE *open_memory(struct memory *memory, int mode, SF_INFO *info) {
    SF_VIRTUAL_IO io = {memory_size, memory_seek, memory_read, memory_write, memory_tell};
    return sf_open_virtual(&io, mode, info, memory);
}

/* ---- samples → Opus ------------------------------------------------------------------ */

/* libsndfile's "compression" runs from 256 to 6 kbit/s; this is 48, which speech of
 * one voice does not need more than. */
static const double opus_compression = (256.0 - 48.0) / 250.0;

enum err files_opus(const int16_t *samples, size_t count, struct files_bytes *bytes_out) {
    SF_INFO info = {
        .samplerate = FILES_OPUS_HZ, .channels = 1, .format = SF_FORMAT_OGG | SF_FORMAT_OPUS};
    struct memory memory = {.grows = true};
    double compression = opus_compression;
    assert(count > 0 && count <= FILES_FRAMES_MAX);
    SNDFILE *file = open_memory(&memory, SFM_WRITE, &info);
    bool good = file != NULL;
    if (file) {
        sf_command(file, SFC_SET_COMPRESSION_LEVEL, &compression, sizeof compression);
        good = sf_writef_short(file, samples, (sf_count_t)count) == (sf_count_t)count;
        good = sf_close(file) == 0 && good && !memory.failed;
    }
    if (!good) {
        diag_log("không nén được âm thanh thành Opus (%s)", "cannot make Opus of the sound (%s)",
                 sf_strerror(NULL));
        free(memory.bytes.data);
        return ERR_DEGRADE;
    }
    *bytes_out = memory.bytes;
    return ERR_OK;
}

static bool write_all(int fd, const uint8_t *data, size_t size) {
    while (size > 0) {
        ssize_t put = write(fd, data, size);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        data += put > 0 ? put : 0;
        size -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

enum err files_opus_save(const char *path, const int16_t *samples, size_t count) {
    struct files_bytes bytes = {0};
    if (files_opus(samples, count, &bytes)) {
        return ERR_DEGRADE;
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    bool good = fd >= 0 && write_all(fd, bytes.data, bytes.size);
    good = fd >= 0 && close(fd) == 0 && good;
    if (!good) {
        diag_log("%s: không ghi được (%s)", "%s: cannot be written (%s)", path, strerror(errno));
    }
    files_bytes_fini(&bytes);
    return good ? ERR_OK : ERR_DEGRADE;
}

/* ---- bytes → samples -------------------------------------------------------------------- */

/* libsndfile knows thirty formats; two of them have business here. */
static bool known_kind(const void *data, size_t size) {
    return size > 4 && (memcmp(data, "OggS", 4) == 0 || memcmp(data, "RIFF", 4) == 0);
}

static bool known_format(const SF_INFO *info) {
    int container = info->format & SF_FORMAT_TYPEMASK, coding = info->format & SF_FORMAT_SUBMASK;
    bool opus =
        container == SF_FORMAT_OGG && coding == SF_FORMAT_OPUS && info->samplerate == FILES_OPUS_HZ;
    bool wav = (container == SF_FORMAT_WAV || container == SF_FORMAT_WAVEX) &&
               coding == SF_FORMAT_PCM_16 && info->samplerate > 0;
    return (opus || wav) && info->channels == 1;
}

static int16_t sample_of(float value) {
    float scaled = roundf(value * 32768.0F);
    return (int16_t)(scaled > INT16_MAX ? INT16_MAX : scaled < INT16_MIN ? INT16_MIN : scaled);
}

/* The header may lie about the length: what counts is what comes. Floats, because an
 * Opus decoder may pass full scale a little and short samples would wrap around. */
static bool read_samples(SNDFILE *file, size_t frames_max, struct files_sound *sound) {
    float block[4096];
    size_t room = 0;
    for (;;) {
        sf_count_t got = sf_readf_float(file, block, sizeof block / sizeof *block);
        size_t count = got > 0 ? (size_t)got : 0;
        if (count == 0 || count > frames_max - sound->count) {
            return count == 0 && sound->count > 0;
        }
        if (sound->count + count > room) {
            room = 2 * (sound->count + count);
            sound->samples = realloc(sound->samples, room * sizeof *sound->samples);
        }
        if (!sound->samples) {
            abort();
        }
        for (size_t i = 0; i < count; i++) {
            sound->samples[sound->count + i] = sample_of(block[i]);
        }
        sound->count += count;
    }
}

enum err files_sound(const void *data, size_t size, size_t frames_max,
                     struct files_sound *sound_out) {
    SF_INFO info = {0};
    union {
        const void *given;
        uint8_t *bytes; /* that nobody writes to: grows is false */
    } start = {.given = data};
    struct memory memory = {.bytes = {start.bytes, size}};
    *sound_out = (struct files_sound){0};
    if (!known_kind(data, size) || size > FILES_BYTES_MAX) {
        return ERR_REJECT;
    }
    SNDFILE *file = open_memory(&memory, SFM_READ, &info);
    bool good = file && known_format(&info) && read_samples(file, frames_max, sound_out);
    if (file) {
        sf_close(file);
    }
    if (!good) {
        files_sound_fini(sound_out);
        return ERR_REJECT;
    }
    sound_out->rate_hz = (uint32_t)info.samplerate;
    return ERR_OK;
}

static bool read_file(const char *path, struct files_bytes *bytes) {
    struct stat about;
    FILE *file = fopen(path, "re");
    bool good = file && fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode) &&
                about.st_size > 0 && about.st_size <= FILES_BYTES_MAX;
    if (good) {
        bytes->size = (size_t)about.st_size;
        bytes->data = malloc(bytes->size);
        if (!bytes->data) {
            abort();
        }
        good = fread(bytes->data, 1, bytes->size, file) == bytes->size;
    }
    if (file) {
        fclose(file);
    }
    return good;
}

enum err files_sound_load(const char *path, size_t frames_max, struct files_sound *sound_out) {
    struct files_bytes bytes = {0};
    *sound_out = (struct files_sound){0};
    bool good =
        read_file(path, &bytes) && !files_sound(bytes.data, bytes.size, frames_max, sound_out);
    if (!good) {
        diag_log("%s: không phải tệp âm thanh WAV hay Opus một kênh, hoặc dài quá; hãy ghi lại",
                 "%s: not a mono WAV or Opus file, or too long; record it again", path);
    }
    files_bytes_fini(&bytes);
    return good ? ERR_OK : ERR_REJECT;
}

void files_sound_fini(struct files_sound *sound) {
    free(sound->samples);
    *sound = (struct files_sound){0};
}

void files_bytes_fini(struct files_bytes *bytes) {
    free(bytes->data);
    *bytes = (struct files_bytes){0};
}
