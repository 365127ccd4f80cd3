/* How quick speech is, beside the eSpeak NG program in the same run.
 *
 * Five rounds, taking turns; medians, and their ratio. A second measurement of
 * the rival against itself says how far the machine can be trusted today: no
 * verdict when that ratio is outside 0.8 to 1.25.
 *
 *   speech PROGRAM VOICES_DIR WORDS_FILE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "speech/voice.h"

enum { ROUNDS = 5, WARM = 20, LINE = 1024 };

static const char sentence[] = "Bà con nhớ mang theo giấy chứng sinh và thẻ căn cước.";

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values) {
    qsort(values, ROUNDS, sizeof *values, by_value);
    return values[ROUNDS / 2];
}

/* ---- ours, in the process as in the kiosk -------------------------------------- */

struct chunks {
    double begun_ms, first_ms;
    size_t samples;
    bool cancel; /* at the first chunk */
};

static bool take(void *context, const int16_t *samples, size_t count) {
    struct chunks *chunks = context;
    (void)samples;
    if (chunks->samples == 0) {
        chunks->first_ms = now_ms() - chunks->begun_ms;
    }
    chunks->samples += count;
    return !chunks->cancel;
}

static struct chunks speak(struct voice *voice, bool cancel, double *took_ms) {
    struct chunks chunks = {.begun_ms = now_ms(), .cancel = cancel};
    struct voice_order order = {.name = "vi",
                                .text = sentence,
                                .words_per_minute = VOICE_WORDS_PER_MINUTE,
                                .sink = take,
                                .context = &chunks};
    if (voice_speak(voice, &order)) {
        exit(1);
    }
    *took_ms = now_ms() - chunks.begun_ms;
    return chunks;
}

static double first_chunk_ms(struct voice *voice) {
    double took, sum = 0;
    for (int i = 0; i < WARM; i++) {
        sum += speak(voice, false, &took).first_ms;
    }
    return sum / WARM;
}

static double cancel_ms(struct voice *voice) {
    double took, sum = 0;
    for (int i = 0; i < WARM; i++) {
        struct chunks chunks = speak(voice, true, &took);
        sum += took - chunks.first_ms;
    }
    return sum / WARM;
}

static double real_time_factor(struct voice *voice) {
    double took;
    struct chunks chunks = speak(voice, false, &took);
    return took / ((double)chunks.samples * 1e3 / VOICE_RATE_HZ);
}

/* ---- programs, as a person would start them ---------------------------------------- */

/* Until the first byte of the command's output, or until its end. */
static double run_ms(const char *command, bool to_end) {
    char bytes[LINE];
    double begun = now_ms();
    FILE *pipe = popen(command, "r");
    if (!pipe || fread(bytes, 1, 1, pipe) != 1) {
        fprintf(stderr, "speech: this does not run: %s\n", command);
        exit(1);
    }
    double took = now_ms() - begun;
    while (fread(bytes, 1, sizeof bytes, pipe) > 0) {
    }
    pclose(pipe);
    return to_end ? now_ms() - begun : took;
}

static void print_ratio(const char *what, double *ours, double *rival, double *again) {
    double a = median(ours), b = median(rival), trust = median(again) / b;
    printf("%-28s %9.3f ms, rival %9.3f ms, ratio %.3f", what, a, b, a / b);
    printf(trust < 0.8 || trust > 1.25 ? "  (no verdict: rival against itself %.2f)\n"
                                       : "  (rival against itself %.2f)\n",
           trust);
}

static void bench_first_chunk(struct voice *voice) {
    double ours[ROUNDS], rival[ROUNDS], again[ROUNDS], cancel[ROUNDS], factor[ROUNDS];
    char command[LINE];
    snprintf(command, sizeof command, "espeak-ng -v vi --stdout '%s'", sentence);
    for (int i = 0; i < ROUNDS; i++) {
        ours[i] = first_chunk_ms(voice);
        rival[i] = run_ms(command, false);
        again[i] = run_ms(command, false);
        cancel[i] = cancel_ms(voice);
        factor[i] = real_time_factor(voice);
    }
    print_ratio("first chunk, warm", ours, rival, again);
    printf("%-28s %9.4f ms\n", "cancel", median(cancel));
    printf("%-28s %9.5f\n", "real-time factor", median(factor));
}

static void bench_words(const char *program, const char *words) {
    double ours[ROUNDS], rival[ROUNDS], again[ROUNDS];
    char own[LINE], other[LINE];
    snprintf(own, sizeof own, "%s say -l ium --ipa < %s", program, words);
    snprintf(other, sizeof other, "espeak-ng -q --ipa -v vi -f %s", words);
    for (int i = 0; i < ROUNDS; i++) {
        ours[i] = run_ms(own, true);
        rival[i] = run_ms(other, true);
        again[i] = run_ms(other, true);
    }
    print_ratio("10,000 words to IPA", ours, rival, again);
}

int main(int argc, char **argv) {
    struct voice *voice = NULL;
    if (argc != 4 || voice_open(argv[2], &voice)) {
        fputs("speech PROGRAM VOICES_DIR WORDS_FILE\n", stderr);
        return 2;
    }
    bench_first_chunk(voice);
    bench_words(argv[1], argv[3]);
    voice_close(voice);
    return 0;
}
