#include "speech/voice.h"

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"

/* eSpeak NG keeps its path in 160 bytes; a longer one makes it use the system's
 * data without a word. */
enum { DATA_PATH_BYTES = 160 };

static const char fallback_name[] = "vi";

struct voice {
    char data_dir[DATA_PATH_BYTES];
};

/* One call of espeak_Synth: what the callback must know. */
struct call {
    const struct voice_order *order;
    bool wanted;
};

/* eSpeak NG's callback: 1 ends the synthesis. The last call has no samples. */
static int take_samples(short *samples, int count, espeak_EVENT *events) {
    struct call *call = events->user_data;
    if (!samples || count <= 0 || !call) {
        return 0;
    }
    call->wanted = call->wanted && call->order->sink(call->order->context, samples, (size_t)count);
    return !call->wanted;
}

static bool start(const char *parent_dir) {
    int rate_hz =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, parent_dir, espeakINITIALIZE_DONT_EXIT);
    return rate_hz == VOICE_RATE_HZ;
}

/* eSpeak NG 1.51 must not be ended and started again: its second end waits for
 * ever for a thread of its own. So what an earlier voice started is used again. */
static bool runs(void) { return espeak_GetParameter(espeakRATE, 1) != 0; }

static bool uses(const char *data_dir) {
    const char *path = NULL;
    espeak_Info(&path);
    return str_same(path, data_dir);
}

static bool has_data(const char *data_dir) {
    char path[DATA_PATH_BYTES + sizeof "/phontab"];
    snprintf(path, sizeof path, "%s/phontab", data_dir);
    return access(path, R_OK) == 0;
}

static bool start_with(const char *voices_dir, const char *data_dir) {
    if (has_data(data_dir) && (runs() || start(voices_dir)) && uses(data_dir)) {
        return true;
    }
    diag_log("%s: không có giọng đọc; hãy chạy “tiengban voices build”",
             "%s: no voices there; run \"tiengban voices build\"", voices_dir);
    return false;
}

enum err voice_open(const char *voices_dir, struct voice **voice_out) {
    struct voice *voice = calloc(1, sizeof *voice);
    if (!voice) {
        abort();
    }
    int length = snprintf(voice->data_dir, sizeof voice->data_dir, "%s/espeak-ng-data", voices_dir);
    if (length < 0 || (size_t)length >= sizeof voice->data_dir) {
        diag_log("%s: đường dẫn quá dài cho giọng đọc; hãy để dữ liệu ở nơi ngắn hơn %d byte",
                 "%s: too long a path for the voices; put them where it is below %d bytes",
                 voices_dir, DATA_PATH_BYTES - (int)sizeof "/espeak-ng-data");
        free(voice);
        return ERR_DEGRADE;
    }
    if (!start_with(voices_dir, voice->data_dir)) {
        free(voice);
        return ERR_DEGRADE;
    }
    espeak_SetSynthCallback(take_samples);
    *voice_out = voice;
    return ERR_OK;
}

void voice_close(struct voice *voice) { free(voice); }

bool voice_known(struct voice *voice, const char *name) {
    (void)voice;
    return espeak_SetVoiceByName(name) == EE_OK;
}

enum err voice_speak(struct voice *voice, const struct voice_order *order) {
    struct call call = {.order = order, .wanted = true};
    unsigned flags = espeakCHARS_UTF8 | (order->mnemonics ? espeakPHONEMES : 0);
    if (!voice_known(voice, order->name) && !voice_known(voice, fallback_name)) {
        return ERR_DEGRADE;
    }
    espeak_SetParameter(espeakRATE, order->words_per_minute, 0);
    espeak_ERROR error =
        espeak_Synth(order->text, strlen(order->text) + 1, 0, POS_CHARACTER, 0, flags, NULL, &call);
    return error == EE_OK ? ERR_OK : ERR_DEGRADE;
}

bool voice_stock_dir(char *dir_out, size_t size) {
    const char *path = NULL;
    espeak_ng_InitializePath(NULL); /* only looks for the data */
    espeak_Info(&path);
    if (path && has_data(path) && str_copy(dir_out, size, path)) {
        return true;
    }
    diag_log("không có dữ liệu eSpeak NG; hãy cài gói espeak-ng-data",
             "no eSpeak NG data; install the package espeak-ng-data");
    return false;
}
