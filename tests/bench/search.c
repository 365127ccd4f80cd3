/* How quick searching is in a large pack, beside a scan of all texts by LIKE in the same
 * run. Every query is asked as it was typed to the end and at every letter before; medians
 * and the 95th of a hundred. A second measurement of the rival against itself says how far
 * the machine can be trusted today.
 *
 *   search PACK
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "content/pack_read.h"
#include "content/pack_schema.h"
#include "content/search.h"

enum { ROUNDS = 3, TIMES_MAX = 4096, QUERY_BYTES = 128, TODAY = 20260601 };

static const char *const QUERIES[] = {"khai sinh",
                                      "giấy chứng sinh",
                                      "the can cuoc",
                                      "sổ đất",
                                      "bao hiem y te",
                                      "kết hôn",
                                      "trợ cấp",
                                      "tiền điện",
                                      "hộ nghèo",
                                      "trạm y tế",
                                      "trụ sở xã",
                                      "mùa gặt",
                                      "lich nhan",
                                      "Bản Phố",
                                      "tiêm chủng",
                                      "giấy phép xây",
                                      "vay vốn nộp",
                                      "cán bộ",
                                      "Người cao tuổi",
                                      "hạn nộp đơn",
                                      "xã",
                                      "nộp ở công an xã",
                                      "Cốc Lầu 100",
                                      "mất sổ đất",
                                      "giấy",
                                      "Trưởng thôn",
                                      "đăng ký khai sinh ở nhà văn hóa thôn",
                                      "phiên chợ tới",
                                      "không có chữ này"};

struct times {
    double list[TIMES_MAX];
    int count;
};

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double at_percent(struct times *times, int percent) {
    qsort(times->list, (size_t)times->count, sizeof *times->list, by_value);
    return times->list[(times->count - 1) * percent / 100];
}

static void note(struct times *times, double took_ms) {
    if (times->count < TIMES_MAX) {
        times->list[times->count++] = took_ms;
    }
}

static void ask(struct search *search, const char *text, bool typing, struct times *times) {
    struct search_hit hits[SEARCH_HITS_MAX];
    const struct search_query query = {.text = text, .today = TODAY, .typing = typing};
    double begun = now_ms();
    search_find(search, &query, SEARCH_HITS_MAX, hits);
    note(times, now_ms() - begun);
}

/* At every letter; what ends in half a letter is none. */
static void type(struct search *search, const char *text, struct times *times) {
    char typed[QUERY_BYTES];
    for (size_t bytes = 1; bytes <= strlen(text); bytes++) {
        if (((unsigned char)text[bytes] & 0xC0) != 0x80) {
            snprintf(typed, sizeof typed, "%.*s", (int)bytes, text);
            ask(search, typed, true, times);
        }
    }
}

static void scan(struct store_row *row, const char *text, struct times *times) {
    char pattern[QUERY_BYTES];
    snprintf(pattern, sizeof pattern, "%%%s%%", text);
    double begun = now_ms();
    store_bind_text(row, 1, pattern);
    while (store_step(row)) {
    }
    note(times, now_ms() - begun);
}

static void bench(struct search *search, struct store_row *like) {
    static struct times phrases, typing, rival, again;
    for (int r = 0; r < ROUNDS; r++) {
        for (size_t q = 0; q < sizeof QUERIES / sizeof *QUERIES; q++) {
            ask(search, QUERIES[q], false, &phrases);
            type(search, QUERIES[q], &typing);
            scan(like, QUERIES[q], &rival);
            scan(like, QUERIES[q], &again);
        }
    }
    double half = at_percent(&rival, 50), trust = at_percent(&again, 50) / half;
    printf("%-28s %9.3f ms, 95 %% %8.3f ms\n", "phrase", at_percent(&phrases, 50),
           at_percent(&phrases, 95));
    printf("%-28s %9.3f ms, 95 %% %8.3f ms\n", "a letter more", at_percent(&typing, 50),
           at_percent(&typing, 95));
    printf("%-28s %9.3f ms, ratio %.3f  (rival against itself %.2f)\n", "rival: LIKE", half,
           at_percent(&phrases, 50) / half, trust);
}

int main(int argc, char **argv) {
    static const char sql[] = "SELECT DISTINCT u.item FROM phrase p JOIN unit u ON u.ix = p.unit"
                              " WHERE p.variant = 0 AND p.text LIKE ?1";
    struct library library = {0};
    struct store *store = NULL;
    if (argc != 2 || pack_read_with(argv[1], PACK_KNOWN, &library) ||
        store_open(argv[1], STORE_READ, &PACK_SCHEMA, &store)) {
        fputs("search PACK\n", stderr);
        return 2;
    }
    double begun = now_ms();
    struct search *search = search_open(&library);
    printf("%-28s %9.3f ms, %d items\n", "search, opened", now_ms() - begun, library.item_count);
    struct store_row *like = store_prepare(store, sql);
    bench(search, like);
    store_done(like);
    store_close(store);
    search_close(search);
    library_fini(&library);
    return 0;
}
