#include "speech/speech.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/str.h"
#include "sound/player.h"
#include "speech/delivery.h"
#include "speech/recorded.h"
#include "speech/script.h"
#include "speech/voice.h"

enum {
    RING_SAMPLES = 4 * VOICE_RATE_HZ, /* the voice is at most four seconds ahead */
    RING_MARKS = 64,
    PATH_MAX_BYTES = 512
};

static_assert((int)VOICE_RATE_HZ == (int)PLAYER_RATE_HZ, "the ring carries the voice's samples");

struct job {
    uint32_t ticket, utterance;
    uint8_t first, end;
    bool slower;
    struct page page;
};

struct speech {
    struct speech_config config;
    struct player *player;
    pthread_mutex_t lock; /* guards mailbox, waiting, quit */
    pthread_cond_t posted;
    bool waiting; /* the mailbox holds a job */
    bool quit;
    struct job mailbox;
    bool slower; /* main thread */
    pthread_t thread;
    /* voice thread, once it runs */
    struct voice *voice;
    struct tongues tongues;
    struct recorded *recorded;
    struct job job;
    struct script script;
};

/* ---- voice thread ------------------------------------------------------------------ */

static bool hand_on(void *context, const int16_t *samples, size_t count) {
    struct speech *speech = context;
    return player_write(speech->player, speech->job.ticket, samples, count);
}

static bool mark_prompt(struct speech *speech, uint8_t prompt_ix) {
    const struct job *job = &speech->job;
    return player_prompt(speech->player, job->ticket, job->utterance, prompt_ix);
}

/* A prompt as samples that are all there; false: a voice has to say it. */
static bool find_recording(struct speech *speech, uint8_t prompt_ix, struct files_sound *sound) {
    int32_t spoken_ix = speech->job.page.prompts[prompt_ix].spoken_ix;
    return spoken_ix != LIBRARY_NONE && recorded_sound(speech->recorded, spoken_ix, sound);
}

static void free_sounds(struct files_sound *sounds, size_t count) {
    for (size_t i = 0; i < count; i++) {
        files_sound_fini(&sounds[i]);
    }
}

/* All words, or none. */
static size_t find_words(struct speech *speech, uint8_t prompt_ix,
                         struct files_sound words[RECORDED_JOINED_MAX]) {
    int32_t ixs[RECORDED_JOINED_MAX];
    size_t found = 0;
    size_t count =
        recorded_join(speech->config.library, &speech->tongues, &speech->job.page, prompt_ix, ixs);
    while (found < count && recorded_sound(speech->recorded, ixs[found], &words[found])) {
        recorded_trim(&words[found++]);
    }
    if (found < count) {
        free_sounds(words, found);
        return 0;
    }
    return count;
}

static bool play(struct speech *speech, const struct pace *pace, struct files_sound *sounds,
                 size_t count) {
    bool wanted = true;
    for (size_t i = 0; i < count; i++) {
        wanted = wanted && (i == 0 || delivery_pause(pace->joint_ms, hand_on, speech)) &&
                 hand_on(speech, sounds[i].samples, sounds[i].count);
    }
    free_sounds(sounds, count);
    return wanted;
}

static bool is_wanted(void *context) {
    struct speech *speech = context;
    return player_current(speech->player, speech->job.ticket);
}

/* Again without an engine that failed: it is left alone for a while then. */
static void write_script(struct speech *speech, uint8_t prompt_ix) {
    do {
        script_prompt(&speech->tongues, &speech->job.page, prompt_ix, &speech->script);
    } while (!delivery_ready(&speech->script, is_wanted, speech));
}

/* A person first, then words that a person said, then the voice. */
static bool say_prompt(struct speech *speech, const struct pace *pace, uint8_t prompt_ix) {
    struct files_sound sounds[RECORDED_JOINED_MAX];
    size_t count = find_recording(speech, prompt_ix, sounds) ? 1 : 0;
    count = count > 0 ? count : find_words(speech, prompt_ix, sounds);
    if (count > 0) {
        bool wanted = mark_prompt(speech, prompt_ix);
        return play(speech, pace, sounds, count) && wanted;
    }
    write_script(speech, prompt_ix);
    return mark_prompt(speech, prompt_ix) &&
           delivery_say(speech->voice, pace, &speech->script, hand_on, speech);
}

/* Without a device there is nothing to say, only to end. */
static void say_job(struct speech *speech) {
    const struct job *job = &speech->job;
    const struct pace *pace = pace_of(job->slower);
    bool wanted = player_begin(speech->player, job->ticket, job->utterance);
    for (uint8_t i = job->first; i < job->end && wanted; i++) {
        if (!player_audible(speech->player)) {
            break;
        }
        wanted = (i == job->first || delivery_pause(pace->between_prompts_ms, hand_on, speech)) &&
                 say_prompt(speech, pace, i);
    }
    if (wanted) {
        player_end(speech->player, job->ticket, job->utterance);
    }
}

static bool take_job(struct speech *speech) {
    pthread_mutex_lock(&speech->lock);
    while (!speech->waiting && !speech->quit) {
        pthread_cond_wait(&speech->posted, &speech->lock);
    }
    bool goes_on = !speech->quit;
    if (goes_on) {
        speech->job = speech->mailbox;
        speech->waiting = false;
    }
    pthread_mutex_unlock(&speech->lock);
    return goes_on;
}

static void *voice_main(void *context) {
    struct speech *speech = context;
    while (take_job(speech)) {
        say_job(speech);
    }
    return NULL;
}

/* ---- audio thread → events ------------------------------------------------------------ */

static void report(void *context, enum player_news news, uint32_t utterance, int32_t value) {
    static const enum event_kind kinds[] = {
        [PLAYER_SPEAKING] = EV_SPEAKING, [PLAYER_SPOKEN] = EV_SPOKEN, [PLAYER_SOUND] = EV_SOUND};
    const struct speech *speech = context;
    struct event event = {
        .kind = kinds[news], .value = value, .utterance = utterance, .at_ms = clock_mono_ms()};
    speech->config.post(speech->config.context, &event);
}

/* ---- lifetime -------------------------------------------------------------------------- */

/* By the voice that language.yaml names, or the woman's of the same name. */
static struct tongue open_tongue(const struct speech *speech, const struct language *language,
                                 struct normaliser *vietnamese) {
    char name[TONGUE_NAME_BYTES];
    const char *named = language->voice ? language->voice : language->code;
    tongue_voice(named, speech->config.female, name);
    return tongue_open(speech->voice, speech->config.voices_dir, language->code,
                       voice_known(speech->voice, name) ? name : language->voice, vietnamese);
}

static void open_tongues(struct speech *speech) {
    const struct library *library = speech->config.library;
    struct diag diag = {0};
    struct normaliser *vietnamese = normaliser_open(speech->config.voices_dir, "vi", NULL, &diag);
    speech->tongues.normaliser = vietnamese;
    for (unsigned i = 0; i < library->language_count; i++) {
        const struct language *language = &library->languages[i];
        if (language->voice_status != VOICE_NONE) {
            speech->tongues.list[i] = open_tongue(speech, language, vietnamese);
        }
    }
}

static void free_speech(struct speech *speech) {
    player_close(speech->player);
    script_fini(&speech->script);
    for (unsigned i = 0; i < LIBRARY_LANGUAGES_MAX; i++) {
        tongue_close(&speech->tongues.list[i]);
    }
    normaliser_close(speech->tongues.normaliser);
    recorded_close(speech->recorded);
    voice_close(speech->voice);
    pthread_cond_destroy(&speech->posted);
    pthread_mutex_destroy(&speech->lock);
    free(speech);
}

static enum err start_player(struct speech *speech) {
    struct player_config config = {.ring_samples = RING_SAMPLES,
                                   .ring_marks = RING_MARKS,
                                   .report = report,
                                   .context = speech};
    return player_open(&config, &speech->player);
}

static enum err start_voice_thread(struct speech *speech) {
    int err = pthread_create(&speech->thread, NULL, voice_main, speech);
    if (err) {
        diag_log("không mở được luồng giọng đọc (%s)", "cannot start the voice thread (%s)",
                 strerror(err));
        return ERR_DEGRADE;
    }
    return ERR_OK;
}

enum err speech_open(const struct speech_config *config, struct speech **speech_out) {
    struct speech *speech = calloc(1, sizeof *speech);
    if (!speech) {
        abort();
    }
    speech->config = *config;
    pthread_mutex_init(&speech->lock, NULL);
    pthread_cond_init(&speech->posted, NULL);
    speech->recorded = recorded_open(config->library);
    enum err err = voice_open(config->voices_dir, &speech->voice);
    if (!err) {
        open_tongues(speech);
        err = start_player(speech);
    }
    if (!err) {
        err = start_voice_thread(speech);
    }
    if (err) {
        free_speech(speech);
        return err;
    }
    *speech_out = speech;
    return ERR_OK;
}

void speech_close(struct speech *speech) {
    if (!speech) {
        return;
    }
    speech_hush(speech);
    pthread_mutex_lock(&speech->lock);
    speech->quit = true;
    pthread_cond_signal(&speech->posted);
    pthread_mutex_unlock(&speech->lock);
    pthread_join(speech->thread, NULL);
    free_speech(speech);
}

/* ---- main thread ------------------------------------------------------------------------ */

void speech_say(struct speech *speech, uint32_t utterance, const struct page *page, uint8_t first,
                uint8_t end) {
    assert(first <= end && end <= page->prompt_count);
    uint32_t ticket = player_ticket(speech->player);
    pthread_mutex_lock(&speech->lock);
    struct job *job = &speech->mailbox;
    job->ticket = ticket;
    job->utterance = utterance;
    job->first = first;
    job->end = end;
    job->slower = speech->slower;
    job->page = *page;
    speech->waiting = true;
    pthread_cond_signal(&speech->posted);
    pthread_mutex_unlock(&speech->lock);
}

void speech_hush(struct speech *speech) {
    player_ticket(speech->player);
    pthread_mutex_lock(&speech->lock);
    speech->waiting = false;
    pthread_mutex_unlock(&speech->lock);
}

bool speech_rest(struct speech *speech, bool rest) {
    speech_hush(speech);
    return player_rest(speech->player, rest);
}

void speech_chime(struct speech *speech, enum chime chime) { player_chime(speech->player, chime); }

void speech_volume(struct speech *speech, int level) { player_volume(speech->player, level); }

void speech_slower(struct speech *speech, bool slower) { speech->slower = slower; }
