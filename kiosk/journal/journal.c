#include "journal/journal.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/paths.h"
#include "base/str.h"
#include "journal/book.h"
#include "journal/queue.h"
#include "model/event.h"

enum {
    QUEUE_ROWS = 1024,
    GATHER_MS = 200, /* a burst: what comes this soon after its first row */
    RETRY_FIRST_MS = 1000,
    RETRY_MAX_MS = 60 * 1000
};

struct journal {
    /* Main thread. */
    char session[SESSION_ID_BYTES]; /* "" between sessions */
    int32_t day;
    int32_t seq;
    bool drop_was_said;

    /* Both threads, under lock; but the writer reads counted rows without it. */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct queue queue;
    bool flush; /* a session ended: do not gather */
    bool stopping;

    /* Writer thread, once it runs. */
    pthread_t writer;
    struct book book;
    int64_t retry_ms; /* the wait after a failed write, 0 = none failed */
    int64_t retry_at_ms;
    char path[PATH_BYTES];
};

/* ---- the writer -------------------------------------------------------------- */

static void wait_until(struct journal *journal, int64_t deadline_ms) {
    struct timespec deadline = {.tv_sec = (time_t)(deadline_ms / 1000),
                                .tv_nsec = (long)(deadline_ms % 1000) * 1000000};
    pthread_cond_timedwait(&journal->changed, &journal->lock, &deadline);
}

static bool is_burst_due(const struct journal *journal, int64_t gathered_ms) {
    int64_t now_ms = clock_mono_ms();
    if (journal->stopping) {
        return true;
    }
    if (now_ms < journal->retry_at_ms) {
        return false;
    }
    return journal->flush || now_ms >= gathered_ms ||
           journal->queue.count > journal->queue.capacity / 2;
}

/* Number of rows to write; 0: stop. */
static size_t burst_wait(struct journal *journal) {
    pthread_mutex_lock(&journal->lock);
    while (journal->queue.count == 0 && !journal->stopping) {
        pthread_cond_wait(&journal->changed, &journal->lock);
    }
    int64_t gathered_ms = clock_mono_ms() + GATHER_MS;
    int64_t deadline_ms = gathered_ms > journal->retry_at_ms ? gathered_ms : journal->retry_at_ms;
    while (!is_burst_due(journal, gathered_ms)) {
        wait_until(journal, deadline_ms);
    }
    journal->flush = false;
    size_t count = journal->queue.count;
    pthread_mutex_unlock(&journal->lock);
    return count;
}

static void back_off(struct journal *journal) {
    int64_t longer_ms = journal->retry_ms ? journal->retry_ms * 2 : RETRY_FIRST_MS;
    journal->retry_ms = longer_ms < RETRY_MAX_MS ? longer_ms : RETRY_MAX_MS;
    journal->retry_at_ms = clock_mono_ms() + journal->retry_ms;
}

static void burst_written(struct journal *journal, size_t count) {
    journal->retry_ms = journal->retry_at_ms = 0;
    pthread_mutex_lock(&journal->lock);
    queue_pop(&journal->queue, count);
    pthread_mutex_unlock(&journal->lock);
}

/* The rows stay in the queue for another try, unless this was the last. */
static bool is_last_try(struct journal *journal) {
    pthread_mutex_lock(&journal->lock);
    bool is_last = journal->stopping;
    if (is_last) {
        /* Also what came after the burst that was tried. */
        journal->queue.dropped_count += (int64_t)journal->queue.count;
    }
    pthread_mutex_unlock(&journal->lock);
    return is_last;
}

static void *writer_main(void *context) {
    struct journal *journal = context;
    book_check(&journal->book);
    book_end_broken_sessions(&journal->book);
    for (;;) {
        size_t count = burst_wait(journal);
        if (count == 0) {
            return NULL;
        }
        if (book_write(&journal->book, &journal->queue, count)) {
            burst_written(journal, count);
            continue;
        }
        if (is_last_try(journal)) {
            return NULL;
        }
        book_check(&journal->book);
        back_off(journal);
    }
}

/* ---- opening and closing ------------------------------------------------------- */

/* Deadlines are monotonic: setting the clock must not stop the writer. */
static void sync_init(struct journal *journal) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&journal->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&journal->lock, NULL);
}

static void journal_free(struct journal *journal) {
    book_close(&journal->book);
    queue_fini(&journal->queue);
    pthread_cond_destroy(&journal->changed);
    pthread_mutex_destroy(&journal->lock);
    free(journal);
}

enum err journal_open(const char *path, struct journal **journal_out) {
    *journal_out = NULL;
    struct journal *journal = calloc(1, sizeof *journal);
    if (!journal) {
        return ERR_DEGRADE;
    }
    sync_init(journal);
    if (!str_copy(journal->path, sizeof journal->path, path) ||
        !queue_init(&journal->queue, QUEUE_ROWS) ||
        book_open(&journal->book, journal->path) != ERR_OK ||
        pthread_create(&journal->writer, NULL, writer_main, journal) != 0) {
        journal_free(journal);
        return ERR_DEGRADE;
    }
    *journal_out = journal;
    return ERR_OK;
}

static void signal_stop(struct journal *journal) {
    pthread_mutex_lock(&journal->lock);
    journal->stopping = true;
    pthread_cond_signal(&journal->changed);
    pthread_mutex_unlock(&journal->lock);
}

void journal_close(struct journal *journal) {
    if (!journal) {
        return;
    }
    signal_stop(journal);
    pthread_join(journal->writer, NULL);
    if (journal->queue.dropped_count > 0) {
        diag_log("Nhật ký: %lld dòng không ghi được.", "Journal: %lld rows were not written.",
                 (long long)journal->queue.dropped_count);
    }
    journal_free(journal);
}

/* ---- adding -------------------------------------------------------------------- */

static void session_begin(struct journal *journal) {
    uint8_t bytes[(SESSION_ID_BYTES - 1) / 2];
    ssize_t got = getrandom(bytes, sizeof bytes, 0);
    assert(got == (ssize_t)sizeof bytes);
    (void)got;
    struct str id;
    str_init(&id, journal->session, sizeof journal->session);
    for (size_t i = 0; i < sizeof bytes; i++) {
        str_printf(&id, "%02x", bytes[i]);
    }
    journal->day = clock_day();
    journal->seq = 0;
}

static void text_copy(char *data, size_t size, const char *text) {
    if (text) {
        str_copy(data, size, text);
    }
}

static void row_fill(const struct journal *journal, const struct journal_row *row,
                     struct waiting_row *out) {
    text_copy(out->session, sizeof out->session, journal->session);
    text_copy(out->deed, sizeof out->deed, row->deed);
    text_copy(out->item, sizeof out->item, row->item);
    text_copy(out->pack_hash, sizeof out->pack_hash, row->pack_hash);
    text_copy(out->lang, sizeof out->lang, row->lang);
    text_copy(out->unit, sizeof out->unit, row->unit);
    out->day = journal->day;
    out->seq = journal->seq;
    out->hour = journal->seq == 1 ? clock_hour() : -1;
    out->value = row->value;
}

/* False if there was no room. */
static bool row_queue(struct journal *journal, const struct journal_row *row, bool flush) {
    pthread_mutex_lock(&journal->lock);
    struct waiting_row *waiting = queue_push(&journal->queue);
    if (waiting) {
        row_fill(journal, row, waiting);
    }
    journal->flush = journal->flush || flush;
    pthread_cond_signal(&journal->changed);
    pthread_mutex_unlock(&journal->lock);
    return waiting;
}

static void say_drop_once(struct journal *journal) {
    if (!journal->drop_was_said) {
        journal->drop_was_said = true;
        diag_log("Nhật ký không ghi kịp; từ đây có dòng bị bỏ. Hãy kiểm tra ổ đĩa.",
                 "The journal cannot be written fast enough; rows are being lost. "
                 "Check the disk.");
    }
}

void journal_add(struct journal *journal, const struct journal_row *row) {
    if (!journal) {
        return;
    }
    bool is_end = str_same(row->deed, deed_name(DEED_SESSION_END));
    if (str_same(row->deed, deed_name(DEED_SESSION_START))) {
        session_begin(journal);
    }
    if (!journal->session[0]) {
        return; /* nobody is there: nothing to remember */
    }
    journal->seq++;
    if (!row_queue(journal, row, is_end)) {
        say_drop_once(journal);
    }
    if (is_end) {
        journal->session[0] = '\0';
    }
}
