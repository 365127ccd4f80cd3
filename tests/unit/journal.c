/* The journal: what is kept, what never is, and what a power cut may cost. */
#include "tests/test.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"
#include "journal/journal.h"
#include "journal/queue.h"
#include "journal/schema.h"
#include "model/page.h"

enum { PATH_BYTES = 512, GATE_MS = 20000, ROUNDS = 20 };

struct place {
    char dir[PATH_BYTES];
    char journal[PATH_BYTES];
};

static void path_in(const struct place *place, const char *name, char *path) {
    struct str s;
    str_init(&s, path, PATH_BYTES);
    str_printf(&s, "%s/%s", place->dir, name);
    assert_false(s.cut);
}

static int place_open(void **state) {
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    str_copy(place->dir, sizeof place->dir, "/tmp/tiengban-journal-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    path_in(place, "journal.sqlite", place->journal);
    setenv("LC_ALL", "C.UTF-8", 1);
    *state = place;
    return 0;
}

static int place_close(void **state) {
    struct place *place = *state;
    chmod(place->dir, S_IRWXU);
    DIR *dir = opendir(place->dir);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char path[PATH_BYTES];
        path_in(place, entry->d_name, path);
        remove(path); /* "." and ".." stay */
    }
    closedir(dir);
    assert_int_equal(rmdir(place->dir), 0);
    free(place);
    return 0;
}

/* ---- helpers ---------------------------------------------------------------- */

static struct journal *opened(const char *path) {
    struct journal *journal;
    assert_int_equal(journal_open(path, &journal), ERR_OK);
    assert_non_null(journal);
    return journal;
}

static void add(struct journal *journal, const char *deed, int64_t value) {
    journal_add(journal, &(struct journal_row){.deed = deed, .value = value});
}

/* "start, language, answers, end" in one breath. */
static void add_session(struct journal *journal, const char *lang, int answer_count) {
    add(journal, "session-start", 0);
    journal_add(journal, &(struct journal_row){.deed = "language", .lang = lang});
    for (int i = 0; i < answer_count; i++) {
        add(journal, "answer", i);
    }
    add(journal, "session-end", 0);
}

typedef enum err (*print_fn)(const char *path, FILE *out);

static char *printed(print_fn print, const char *path) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_int_equal(print(path, out), ERR_OK);
    fclose(out);
    return text;
}

static enum err show_all(const char *path, FILE *out) { return journal_show(path, 1000, out); }
static enum err show_newest(const char *path, FILE *out) { return journal_show(path, 1, out); }

static int count_of(const char *text, const char *piece) {
    int count = 0;
    while ((text = strstr(text, piece))) {
        text += strlen(piece);
        count++;
    }
    return count;
}

static int exported_count(const char *path, const char *piece) {
    char *csv = printed(journal_export_csv, path);
    int count = count_of(csv, piece);
    free(csv);
    return count;
}

static void pause_ms(int ms) {
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

/* The writer tells nobody when it is done, so the file is asked. */
static void wait_for_exported(const char *path, const char *piece, int count) {
    int64_t gate_ms = clock_mono_ms() + GATE_MS;
    while (exported_count(path, piece) < count) {
        assert_true(clock_mono_ms() < gate_ms);
        pause_ms(2);
    }
}

static struct store *opened_store(const char *path) {
    struct store *store;
    assert_int_equal(store_open(path, STORE_WRITE, &journal_schema, &store), ERR_OK);
    return store;
}

static int64_t queried(const char *path, const char *sql) {
    struct store *store = opened_store(path);
    struct store_row *row = store_prepare(store, sql);
    assert_non_null(row);
    assert_true(store_step(row));
    int64_t value = store_int(row, 0);
    store_done(row);
    store_close(store);
    return value;
}

static int files_named(const struct place *place, const char *piece) {
    int count = 0;
    DIR *dir = opendir(place->dir);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        count += strstr(entry->d_name, piece) != NULL;
    }
    closedir(dir);
    return count;
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* ---- the queue -------------------------------------------------------------- */

static void queue_keeps_order_around_its_end(void **state) {
    (void)state;
    struct queue queue;
    assert_true(queue_init(&queue, 3));
    int64_t pushed = 0, popped = 0;
    for (int round = 0; round < 7; round++) {
        while (queue.count < 3) {
            queue_push(&queue)->value = pushed++;
        }
        assert_int_equal(queue_at(&queue, 0)->value, popped);
        assert_int_equal(queue_at(&queue, 2)->value, popped + 2);
        queue_pop(&queue, 2);
        popped += 2;
    }
    queue_fini(&queue);
}

static void full_queue_counts_what_it_drops(void **state) {
    (void)state;
    struct queue queue;
    assert_true(queue_init(&queue, 2));
    assert_non_null(queue_push(&queue));
    assert_non_null(queue_push(&queue));
    assert_null(queue_push(&queue));
    assert_null(queue_push(&queue));
    assert_int_equal(queue.dropped_count, 2);
    queue_pop(&queue, 1);
    assert_non_null(queue_push(&queue));
    assert_int_equal(queue.dropped_count, 2);
    queue_fini(&queue);
    queue_fini(&queue);
}

/* ---- writing ---------------------------------------------------------------- */

static void null_journal_is_fine(void **state) {
    (void)state;
    add(NULL, "session-start", 0);
    journal_close(NULL);
}

static void rows_come_back_in_order(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    add_session(journal, "hmn", 500);
    journal_close(journal);
    assert_int_equal(queried(place->journal, "SELECT count(*) FROM event"), 503);
    assert_int_equal(
        queried(place->journal,
                "SELECT count(*) FROM event WHERE deed = 'answer' AND value = seq - 3"),
        500);
    assert_int_equal(
        queried(place->journal,
                "SELECT count(*) FROM session WHERE lang = 'hmn' AND ended = 'choice'"),
        1);
}

static void nothing_is_kept_outside_a_session(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    add(journal, "page", 0);
    add_session(journal, "vi", 0);
    add(journal, "page", 0);
    journal_close(journal);
    assert_int_equal(queried(place->journal, "SELECT count(*) FROM event"), 3);
}

static void time_out_is_told_from_choice(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    add(journal, "session-start", 0);
    add(journal, "session-end", 1);
    journal_close(journal);
    assert_int_equal(queried(place->journal, "SELECT ended = 'time-out' FROM session"), 1);
}

/* ---- one transaction a burst ---------------------------------------------------- */

static uint32_t big_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Commits in the write-ahead log: frames that name a size of the database
 * (https://www.sqlite.org/fileformat2.html#walformat). */
static int commits_in_log(const char *path) {
    uint8_t header[32], frame[24];
    char log[PATH_BYTES];
    struct str s;
    str_init(&s, log, sizeof log);
    str_printf(&s, "%s-wal", path);
    FILE *file = fopen(log, "rb");
    assert_non_null(file);
    assert_int_equal(fread(header, 1, sizeof header, file), sizeof header);
    int commits = 0;
    while (fread(frame, 1, sizeof frame, file) == sizeof frame) {
        commits += big_endian(frame + 4) != 0;
        fseek(file, (long)big_endian(header + 8), SEEK_CUR);
    }
    fclose(file);
    return commits;
}

static void burst_is_one_transaction(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    int before = commits_in_log(place->journal);
    add_session(journal, "vi", 100);
    wait_for_exported(place->journal, "session-end", 1);
    assert_int_equal(commits_in_log(place->journal), before + 1);
    journal_close(journal);
}

static void burst_without_an_end_is_written_too(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    int before = commits_in_log(place->journal);
    add(journal, "session-start", 0);
    add(journal, "answer", 1);
    wait_for_exported(place->journal, "answer", 1);
    assert_int_equal(commits_in_log(place->journal), before + 1);
    journal_close(journal);
}

/* ---- power cuts ------------------------------------------------------------------- */

/* Never returns: uses the journal until it is killed. */
static void live_dangerously(const char *path, int round, int told_fd) {
    struct journal *journal;
    if (journal_open(path, &journal) != ERR_OK) {
        _exit(1);
    }
    add_session(journal, "hmn", 20);
    wait_for_exported(path, "session-end", round + 1);
    if (write(told_fd, "", 1) != 1) {
        _exit(1);
    }
    for (int64_t i = 0;; i++) {
        add(journal, i ? "answer" : "session-start", i);
        pause_ms(1);
    }
}

static void kill_in_the_middle(const char *path, int round) {
    int told[2];
    char byte;
    assert_int_equal(pipe(told), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(told[0]);
        live_dangerously(path, round, told[1]);
    }
    close(told[1]);
    assert_int_equal(read(told[0], &byte, 1), 1);
    close(told[0]);
    pause_ms(190 + round * 3); /* around the commit of the first burst */
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static void kill_loses_at_most_the_burst(void **state) {
    struct place *place = *state;
    for (int round = 0; round < ROUNDS; round++) {
        kill_in_the_middle(place->journal, round);
    }
    journal_close(opened(place->journal));
    assert_int_equal(files_named(place, "damaged"), 0);
    assert_int_equal(queried(place->journal, "SELECT count(*) FROM session WHERE ended = 'choice'"),
                     ROUNDS);
    assert_int_equal(queried(place->journal, "SELECT count(*) FROM session s WHERE ended = 'choice'"
                                             " AND (SELECT count(*) FROM event e"
                                             "      WHERE e.session = s.id) = 23"),
                     ROUNDS);
    /* What is there of the others begins at their start and has no hole. */
    assert_int_equal(queried(place->journal, "SELECT count(*) FROM (SELECT 1 FROM event"
                                             " GROUP BY session HAVING max(seq) != count(*)"
                                             " OR min(seq) != 1)"),
                     0);
    assert_int_equal(queried(place->journal, "SELECT count(*) FROM session WHERE ended IS NULL"),
                     0);
}

static void session_without_end_is_broken_off(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    add(journal, "session-start", 0);
    journal_close(journal);
    assert_int_equal(queried(place->journal, "SELECT ended IS NULL FROM session"), 1);
    journal_close(opened(place->journal));
    assert_int_equal(queried(place->journal, "SELECT ended = 'broken-off' FROM session"), 1);
}

/* ---- files that cannot be used ------------------------------------------------------ */

static void not_a_journal_is_set_aside(void **state) {
    struct place *place = *state;
    for (int i = 1; i <= 3; i++) {
        write_file(place->journal, "Sổ tay của xã, không phải cơ sở dữ liệu.\n");
        struct journal *journal = opened(place->journal);
        add_session(journal, "vi", 1);
        journal_close(journal);
        assert_int_equal(exported_count(place->journal, "session-end"), 1);
        assert_int_equal(files_named(place, ".damaged-"), i);
        assert_int_equal(remove(place->journal), 0);
    }
}

/* Fills the second half of the file with 0xFF: the header and the schema are
 * good, so only looking through it finds the damage. */
static void scribble(const char *path) {
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    assert_int_equal(fseek(file, size / 2, SEEK_SET), 0);
    for (long i = size / 2; i < size; i++) {
        fputc(0xFF, file);
    }
    assert_int_equal(fclose(file), 0);
}

static void damage_inside_is_set_aside(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    for (int i = 0; i < 20; i++) {
        add_session(journal, "vi", 30);
    }
    journal_close(journal);
    scribble(place->journal);
    journal = opened(place->journal);
    add_session(journal, "hmn", 1);
    journal_close(journal);
    assert_int_equal(files_named(place, ".damaged-"), 1);
    assert_int_equal(exported_count(place->journal, "session-end"), 1);
}

static void read_only_folder_degrades(void **state) {
    struct place *place = *state;
    struct journal *journal;
    const uid_t nobody = 65534, self = geteuid();
    assert_int_equal(chmod(place->dir, S_IRUSR | S_IXUSR | S_IROTH | S_IXOTH), 0);
    if (self == 0) { /* to whom every folder is writable */
        assert_int_equal(seteuid(nobody), 0);
    }
    enum err err = journal_open(place->journal, &journal);
    assert_int_equal(seteuid(self), 0);
    assert_int_equal(err, ERR_DEGRADE);
    assert_null(journal);
}

/* From here on no file grows beyond `bytes`: as if the disk were full. */
static void limit_files(rlim_t bytes) {
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

struct capture {
    int stderr_fd, pipe_fd;
};

static struct capture capture_stderr(void) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct capture capture = {.stderr_fd = dup(STDERR_FILENO), .pipe_fd = ends[0]};
    assert_true(capture.stderr_fd >= 0);
    assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
    close(ends[1]);
    return capture;
}

static void captured(struct capture capture, char *text, size_t size) {
    struct str s;
    ssize_t got;
    char piece[256];
    dup2(capture.stderr_fd, STDERR_FILENO);
    close(capture.stderr_fd);
    str_init(&s, text, size);
    while ((got = read(capture.pipe_fd, piece, sizeof piece)) > 0) {
        str_put_n(&s, piece, (size_t)got);
    }
    close(capture.pipe_fd);
}

static void rows_wait_for_a_full_disk(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    struct capture capture = capture_stderr();
    char said[8192];
    limit_files(1);
    add_session(journal, "vi", 20);
    pause_ms(100); /* for a try that fails; without one the test is only weaker */
    limit_files(RLIM_INFINITY);
    wait_for_exported(place->journal, "session-end", 1);
    journal_close(journal);
    captured(capture, said, sizeof said);
    assert_null(strstr(said, "not written"));
    assert_int_equal(exported_count(place->journal, "answer"), 20);
}

static void lost_rows_are_counted_and_said_once(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    struct capture capture = capture_stderr();
    char said[8192];
    limit_files(1);
    add_session(journal, "vi", 1100); /* more than wait */
    journal_close(journal);
    limit_files(RLIM_INFINITY);
    captured(capture, said, sizeof said);
    assert_int_equal(count_of(said, "rows are being lost"), 1);
    assert_non_null(strstr(said, "Journal: 1103 rows were not written.\n"));
    assert_int_equal(queried(place->journal, "SELECT count(*) FROM event"), 0);
}

static void only_its_owner_reads_the_file(void **state) {
    struct place *place = *state;
    struct stat about;
    journal_close(opened(place->journal));
    assert_int_equal(stat(place->journal, &about), 0);
    assert_int_equal(about.st_mode & 0777, S_IRUSR | S_IWUSR);
}

static void reading_needs_a_journal(void **state) {
    struct place *place = *state;
    assert_int_equal(journal_show(place->journal, 7, stdout), ERR_REJECT);
    assert_int_equal(journal_export_csv(place->journal, stdout), ERR_REJECT);
    assert_int_equal(files_named(place, "journal"), 0);
}

/* ---- what is never known -------------------------------------------------------------- */

/* The hour counter shares no column with the rest, not even a rowid, which would
 * number sessions in the order in which they came. */
static void hours_cannot_be_joined(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    add_session(journal, "hmn", 1);
    add_session(journal, "vi", 1);
    journal_close(journal);
    assert_int_equal(queried(place->journal, "SELECT sum(sessions) FROM hour_use"), 2);
    assert_int_equal(queried(place->journal, "SELECT month FROM hour_use"), clock_day() / 100);
    assert_int_equal(queried(place->journal,
                             "SELECT count(*) FROM pragma_table_info('hour_use') h WHERE h.name IN"
                             " (SELECT name FROM pragma_table_info('session')"
                             "  UNION SELECT name FROM pragma_table_info('event'))"),
                     0);
    assert_int_equal(queried(place->journal,
                             "SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
                             " AND name IN ('session', 'event', 'hour_use') AND wr = 1"),
                     3);
}

static void session_ids_are_random(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    for (int i = 0; i < 50; i++) {
        add_session(journal, "vi", 0);
    }
    journal_close(journal);
    assert_int_equal(queried(place->journal, "SELECT count(DISTINCT id) FROM session"), 50);
    assert_int_equal(queried(place->journal, "SELECT min(length(id)) FROM session"), 24);
    /* Rows of sessions do not mix when they are told. */
    char *text = printed(show_all, place->journal);
    assert_non_null(strstr(text, "Sessions: 50\n"));
    free(text);
}

/* ---- reading ----------------------------------------------------------------------------- */

static void csv_is_quoted(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    add(journal, "session-start", 0);
    journal_add(journal, &(struct journal_row){.deed = "answer",
                                               .item = "a,b",
                                               .pack_hash = "say \"no\"",
                                               .lang = "hmn",
                                               .unit = "two\r\nlines",
                                               .value = -3});
    journal_close(journal);
    char *csv = printed(journal_export_csv, place->journal);
    assert_int_equal(strncmp(csv, "session,day,session_lang,ended,seq,deed,", 40), 0);
    assert_non_null(strstr(csv, "lang,unit,value\r\n"));
    assert_non_null(strstr(csv, ",1,session-start,,,,,0\r\n"));
    assert_non_null(
        strstr(csv, ",2,answer,\"a,b\",\"say \"\"no\"\"\",hmn,\"two\r\nlines\",-3\r\n"));
    free(csv);
}

static void add_guided_session(struct journal *journal) {
    add(journal, "session-start", 0);
    journal_add(journal, &(struct journal_row){.deed = "language", .lang = "hmn"});
    add(journal, "page", PAGE_TOPICS);
    journal_add(journal, &(struct journal_row){.deed = "item", .item = "birth"});
    journal_add(journal, &(struct journal_row){
                             .deed = "answer", .unit = "birth.questions.place", .value = 2});
    journal_add(journal, &(struct journal_row){.deed = "abandoned",
                                               .item = "birth",
                                               .unit = "birth.papers.slip#1",
                                               .value = PAGE_PAPERS});
    add(journal, "hummed", 4);
    add(journal, "session-end", 1);
}

static void show_tells_where_people_stopped(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    add_guided_session(journal);
    journal_close(journal);
    char *text = printed(show_all, place->journal);
    assert_non_null(strstr(text,
                           "  hmn  ended by time-out\n    began\n    chose the language hmn\n"
                           "    page topics\n    opened birth\n"
                           "    birth.questions.place: chose answer 2\n"
                           "    ✗ left birth unfinished on page papers, at birth.papers.slip#1\n"
                           "    hummed – – – 4\n"
                           "    ended by time-out\nSessions: 1\n"));
    free(text);
}

static void show_speaks_vietnamese(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    add_guided_session(journal);
    journal_close(journal);
    setenv("LC_ALL", "vi_VN.UTF-8", 1);
    char *text = printed(show_all, place->journal);
    assert_non_null(strstr(text, "  hmn  hết giờ chờ\n    bắt đầu\n"));
    assert_non_null(
        strstr(text, "    ✗ bỏ dở birth ở trang giấy tờ cần mang, câu birth.papers.slip#1\n"));
    free(text);
}

static void show_keeps_to_the_newest_days(void **state) {
    struct place *place = *state;
    struct journal *journal = opened(place->journal);
    add_session(journal, "vi", 0);
    add_session(journal, "vi", 0);
    journal_close(journal);
    struct store *store = opened_store(place->journal);
    assert_int_equal(store_run(store, "UPDATE session SET day = 20260101 WHERE id ="
                                      " (SELECT min(id) FROM session)"),
                     ERR_OK);
    store_close(store);
    char *text = printed(show_newest, place->journal);
    assert_null(strstr(text, "2026-01-01"));
    assert_non_null(strstr(text, "Sessions: 1\n"));
    free(text);
    text = printed(show_all, place->journal);
    assert_non_null(strstr(text, "2026-01-01  vi  ended by choice\n"));
    free(text);
}

#define WITH_PLACE(test) cmocka_unit_test_setup_teardown(test, place_open, place_close)

int main(void) {
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error like any other */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queue_keeps_order_around_its_end),
        cmocka_unit_test(full_queue_counts_what_it_drops),
        cmocka_unit_test(null_journal_is_fine),
        WITH_PLACE(rows_come_back_in_order),
        WITH_PLACE(nothing_is_kept_outside_a_session),
        WITH_PLACE(time_out_is_told_from_choice),
        WITH_PLACE(burst_is_one_transaction),
        WITH_PLACE(burst_without_an_end_is_written_too),
        WITH_PLACE(kill_loses_at_most_the_burst),
        WITH_PLACE(session_without_end_is_broken_off),
        WITH_PLACE(not_a_journal_is_set_aside),
        WITH_PLACE(damage_inside_is_set_aside),
        WITH_PLACE(read_only_folder_degrades),
        WITH_PLACE(rows_wait_for_a_full_disk),
        WITH_PLACE(lost_rows_are_counted_and_said_once),
        WITH_PLACE(only_its_owner_reads_the_file),
        WITH_PLACE(reading_needs_a_journal),
        WITH_PLACE(hours_cannot_be_joined),
        WITH_PLACE(session_ids_are_random),
        WITH_PLACE(csv_is_quoted),
        WITH_PLACE(show_tells_where_people_stopped),
        WITH_PLACE(show_speaks_vietnamese),
        WITH_PLACE(show_keeps_to_the_newest_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
