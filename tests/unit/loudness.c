/* Rates, loudness, limiting, and the files they end up in. */
#include "sound/loudness.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sound/files.h"
#include "sound/limiter.h"
#include "sound/rate.h"
#include "tests/test.h"
#include "tests/unit/signals.h"

static int16_t *silence(size_t count) {
    int16_t *samples = calloc(count, sizeof *samples);
    assert_non_null(samples);
    return samples;
}

static void assert_near(double is, double wanted, double within) {
    if (!(fabs(is - wanted) <= within)) {
        fail_msg("%.3f is not within %.3f of %.3f", is, within, wanted);
    }
}

/* ---- rates ------------------------------------------------------------------------ */

/* How far a converted tone is from the tone itself, in dB below it; without the ends,
 * where the source is not there. */
static double error_db(uint32_t from_hz, uint32_t to_hz, double hz) {
    size_t count = from_hz / 2, frames = rate_frames(count, from_hz, to_hz), edge = to_hz / 50;
    int16_t *in = silence(count), *out = silence(frames), *wanted = silence(frames);
    signals_tone(in, count, from_hz, hz, -9);
    signals_tone(wanted, frames, to_hz, hz, -9);
    rate_convert(in, count, from_hz, to_hz, out);
    for (size_t i = 0; i < frames; i++) {
        out[i] = (int16_t)(out[i] - wanted[i]);
    }
    double error = signals_rms_db(out + edge, frames - 2 * edge) + 9;
    free(in), free(out), free(wanted);
    return error;
}

static void test_rate_keeps_tones(void **state) {
    (void)state;
    static const struct {
        uint32_t from_hz, to_hz;
        double hz;
    } rows[] = {{44100, 48000, 440},  {44100, 48000, 15000}, {32000, 48000, 9000},
                {48000, 22050, 8000}, {96000, 48000, 18000}, {16000, 48000, 6500}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(error_db(rows[i].from_hz, rows[i].to_hz, rows[i].hz) < -65);
    }
}

/* What the lower rate cannot hold is gone, not folded down to where it is heard. */
static void test_rate_does_not_fold(void **state) {
    (void)state;
    size_t count = 24000, frames = rate_frames(count, 48000, 22050);
    int16_t *in = silence(count), *out = silence(frames);
    signals_tone(in, count, 48000, 15000, -6);
    rate_convert(in, count, 48000, 22050, out);
    assert_true(signals_rms_db(out + 500, frames - 1000) < -70);
    free(in), free(out);
}

static void test_rate_ends(void **state) {
    (void)state;
    int16_t one = 1000, out[8];
    assert_int_equal(rate_frames(0, 44100, 48000), 0);
    assert_int_equal(rate_frames(44100, 44100, 48000), 48000);
    assert_int_equal(rate_frames(1, 48000, 8000), 1);
    rate_convert(&one, 1, 48000, 48000, out);
    assert_int_equal(out[0], 1000);
    rate_convert(&one, 1, 8000, 48000, out);
    assert_true(out[0] > 900 && out[0] <= 1000);
}

/* ---- loudness ------------------------------------------------------------------------ */

/* BS.1770-4: a tone of 997 Hz at 0 dBFS (peak) in one channel measures -3.01 LKFS. */
static void test_reference_tone(void **state) {
    (void)state;
    size_t count = signals_frames(5000);
    int16_t *samples = silence(count);
    signals_tone(samples, count, SIGNALS_HZ, 997, -23.01);
    struct loudness is = loudness_measure(samples, count, SIGNALS_HZ);
    assert_false(is.silent);
    assert_near(is.lufs, -23.01, 0.1);
    assert_near(is.true_peak_dbtp, -20.0, 0.2);
    assert_near(loudness_gain_db(&is, &loudness_kiosk), 7.01, 0.1);
    assert_near(loudness_gain_db(&is, &loudness_outdoors), 9.01, 0.1);
    free(samples);
}

static void test_short_clips(void **state) {
    (void)state;
    size_t count = signals_frames(390);
    int16_t *samples = silence(count);
    signals_tone(samples, count, SIGNALS_HZ, 997, -20);
    assert_near(loudness_measure(samples, count, SIGNALS_HZ).lufs, -20, 0.3);
    assert_near(loudness_measure(samples, signals_frames(150), SIGNALS_HZ).lufs, -20, 0.3);
    assert_true(loudness_measure(samples, signals_frames(9), SIGNALS_HZ).silent);
    assert_true(loudness_measure(samples, 0, SIGNALS_HZ).silent);
    struct loudness is = loudness_level(samples, signals_frames(150), SIGNALS_HZ, &loudness_kiosk);
    assert_near(is.lufs, -16, 0.3);
    free(samples);
}

static void test_silence_stays(void **state) {
    (void)state;
    size_t count = signals_frames(2000);
    int16_t *samples = silence(count), *before = silence(count);
    signals_noise(samples, count, -85);
    memcpy(before, samples, count * sizeof *samples);
    struct loudness is = loudness_level(samples, count, SIGNALS_HZ, &loudness_kiosk);
    assert_true(is.silent);
    assert_near(loudness_gain_db(&is, &loudness_kiosk), 0, 0);
    assert_memory_equal(samples, before, count * sizeof *samples);
    free(samples), free(before);
}

static void level_voice(double db, const struct loudness_target *target) {
    size_t count = signals_frames(4000);
    int16_t *samples = silence(count);
    signals_voice(samples, count, db);
    struct loudness said = loudness_level(samples, count, SIGNALS_HZ, target);
    struct loudness is = loudness_measure(samples, count, SIGNALS_HZ);
    assert_near(is.lufs, said.lufs, 0.01);
    assert_near(is.lufs, target->lufs, 0.6);
    assert_true(is.true_peak_dbtp <= target->true_peak_dbtp + 0.05);
    free(samples);
}

static void test_voice_is_levelled(void **state) {
    (void)state;
    level_voice(-45, &loudness_kiosk);
    level_voice(-28, &loudness_kiosk);
    level_voice(-12, &loudness_kiosk);
    level_voice(-30, &loudness_outdoors);
}

/* A door that bangs once must not keep the sentence quiet, but it may. */
static void test_single_peak_is_limited(void **state) {
    (void)state;
    size_t count = signals_frames(3000);
    int16_t *samples = silence(count);
    signals_voice(samples, count, -32);
    samples[70000] = 32000;
    double free_db = -1 - loudness_measure(samples, count, SIGNALS_HZ).true_peak_dbtp;
    double lufs = loudness_measure(samples, count, SIGNALS_HZ).lufs;
    struct loudness is = loudness_level(samples, count, SIGNALS_HZ, &loudness_kiosk);
    assert_near(is.lufs, lufs + free_db + 9, 0.7);
    assert_true(is.true_peak_dbtp <= -0.95);
    free(samples);
}

static void test_limiter(void **state) {
    (void)state;
    float samples[3000], before[3000];
    for (int i = 0; i < 3000; i++) {
        samples[i] = before[i] = (float)(0.4 * sin(i * 0.05));
    }
    samples[0] = 0.9F, samples[1500] = -0.8F, samples[2999] = 0.7F;
    limiter_run(samples, 3000, SIGNALS_HZ, 0.5F);
    for (int i = 0; i < 3000; i++) {
        assert_true(fabsf(samples[i]) <= 0.5F);
    }
    assert_near(samples[1500], -0.5, 0.001);
    assert_memory_equal(samples + 600, before + 600, 300 * sizeof *samples);
    assert_true(fabsf(samples[1490]) < fabsf(before[1490]));
    limiter_run(samples, 0, SIGNALS_HZ, 0.5F);
    limiter_run(samples, 1, SIGNALS_HZ, 0.25F);
    assert_near(samples[0], 0.25, 0.0001);
}

/* ---- files ----------------------------------------------------------------------------- */

static struct files_bytes voice_as_opus(size_t count, int16_t *samples) {
    struct files_bytes bytes = {0};
    signals_voice(samples, count, -22);
    assert_int_equal(files_opus(samples, count, &bytes), ERR_OK);
    return bytes;
}

static void test_opus_and_back(void **state) {
    (void)state;
    size_t count = signals_frames(2345);
    int16_t *samples = silence(count);
    struct files_bytes bytes = voice_as_opus(count, samples);
    struct files_sound sound;
    assert_true(bytes.size > 4000 && bytes.size < 30000);
    assert_int_equal(files_sound(bytes.data, bytes.size, count, &sound), ERR_OK);
    assert_int_equal(sound.rate_hz, FILES_OPUS_HZ);
    assert_int_equal(sound.count, count);
    for (size_t i = 0; i < count; i++) {
        sound.samples[i] = (int16_t)(sound.samples[i] - samples[i]);
    }
    assert_true(signals_rms_db(sound.samples, count) < signals_rms_db(samples, count) - 10);
    files_sound_fini(&sound);
    assert_int_equal(files_sound(bytes.data, bytes.size, count - 1, &sound), ERR_REJECT);
    assert_null(sound.samples);
    files_bytes_fini(&bytes);
    assert_null(bytes.data);
    free(samples);
}

/* Loud samples must not wrap around in the decoder. */
static void test_opus_full_scale(void **state) {
    (void)state;
    size_t count = signals_frames(500);
    int16_t *samples = silence(count);
    struct files_bytes bytes = {0};
    struct files_sound sound;
    signals_tone(samples, count, SIGNALS_HZ, 300, 3);
    assert_int_equal(files_opus(samples, count, &bytes), ERR_OK);
    assert_int_equal(files_sound(bytes.data, bytes.size, count, &sound), ERR_OK);
    for (size_t i = 1000; i < count; i++) {
        assert_true(abs(sound.samples[i] - sound.samples[i - 1]) < 12000);
    }
    files_sound_fini(&sound);
    files_bytes_fini(&bytes);
    free(samples);
}

static void test_garbage_is_refused(void **state) {
    (void)state;
    size_t count = signals_frames(600);
    int16_t *samples = silence(count);
    struct files_bytes bytes = voice_as_opus(count, samples);
    struct files_sound sound;
    assert_int_equal(files_sound("", 0, 100, &sound), ERR_REJECT);
    assert_int_equal(files_sound("OggSnonsense", 12, 100, &sound), ERR_REJECT);
    assert_int_equal(files_sound("FORM....AIFF", 12, 100, &sound), ERR_REJECT);
    for (size_t size = 0; size < bytes.size; size += 97) { /* cut anywhere: never more */
        if (!files_sound(bytes.data, size, count, &sound)) {
            assert_true(sound.count <= count);
        }
        files_sound_fini(&sound);
    }
    for (size_t at = 0; at < bytes.size; at += 31) { /* one byte wrong */
        bytes.data[at] ^= 0x55;
        if (!files_sound(bytes.data, bytes.size, 2 * count, &sound)) {
            assert_true(sound.count <= 2 * count);
        }
        files_sound_fini(&sound);
        bytes.data[at] ^= 0x55;
    }
    files_bytes_fini(&bytes);
    free(samples);
}

static void test_files_on_disk(void **state) {
    (void)state;
    char dir[] = "/tmp/loudness-XXXXXX", path[64];
    size_t count = signals_frames(300);
    int16_t *samples = silence(count);
    struct files_sound sound;
    struct files_wav *wav;
    assert_non_null(mkdtemp(dir));
    signals_tone(samples, count, SIGNALS_HZ, 500, -20);
    snprintf(path, sizeof path, "%s/a.opus", dir);
    assert_int_equal(files_opus_save(path, samples, count), ERR_OK);
    assert_int_equal(files_opus_save(path, samples, count), ERR_DEGRADE); /* it is there */
    assert_int_equal(files_sound_load(path, count, &sound), ERR_OK);
    assert_int_equal(sound.count, count);
    files_sound_fini(&sound);
    unlink(path);
    assert_int_equal(files_sound_load(path, count, &sound), ERR_REJECT);
    assert_int_equal(files_sound_load(dir, count, &sound), ERR_REJECT);
    snprintf(path, sizeof path, "%s/a.wav", dir);
    assert_int_equal(files_open(path, 22050, &wav), ERR_OK);
    assert_true(files_write(wav, samples, count));
    assert_int_equal(files_close(wav), ERR_OK);
    assert_int_equal(files_sound_load(path, count, &sound), ERR_OK);
    assert_int_equal(sound.rate_hz, 22050);
    assert_memory_equal(sound.samples, samples, count * sizeof *samples);
    files_sound_fini(&sound);
    unlink(path);
    rmdir(dir);
    free(samples);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rate_keeps_tones),  cmocka_unit_test(test_rate_does_not_fold),
        cmocka_unit_test(test_rate_ends),         cmocka_unit_test(test_reference_tone),
        cmocka_unit_test(test_short_clips),       cmocka_unit_test(test_silence_stays),
        cmocka_unit_test(test_voice_is_levelled), cmocka_unit_test(test_single_peak_is_limited),
        cmocka_unit_test(test_limiter),           cmocka_unit_test(test_opus_and_back),
        cmocka_unit_test(test_opus_full_scale),   cmocka_unit_test(test_garbage_is_refused),
        cmocka_unit_test(test_files_on_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
