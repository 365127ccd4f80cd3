/* A pack as large as a province may send: the starter content and ITEMS notices more, each
 * with a dozen sentences put together from what offices write, and a recording of every
 * sentence in one language, until they weigh MIB. The recordings are a few sounds that
 * come again and again: what they say does not matter here. One of them is in memory at a
 * time.
 *
 *   bigpack CONTENT_DIR VOICES_DIR ITEMS MIB OUT.pack
 */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content/check.h"
#include "content/pack_write.h"
#include "content/source.h"
#include "sound/files.h"

enum {
    SENTENCES = 12,
    CLIPS = 8,
    CLIP_MS = 6800,
    PATH_MAX_BYTES = 512,
    TEXT_BYTES = 320,
    LANG = 1
};

struct maker {
    struct source source;
    struct recordings_speaker speaker;
    char dir[64], lang_dir[96];
    long items, mib;
    size_t clip_bytes; /* of all of them */
    unsigned seed;
};

/* xorshift (Marsaglia 2003). */
static unsigned pick(struct maker *m, unsigned count) {
    m->seed ^= m->seed << 13;
    m->seed ^= m->seed >> 17;
    m->seed ^= m->seed << 5;
    return m->seed % count;
}

/* ---- texts --------------------------------------------------------------------------- */

#define PICK(m, list) (list)[pick(m, sizeof(list) / sizeof *(list))]

static const char *const WHO[] = {"Bà con",   "Chủ hộ",     "Người cao tuổi",  "Cha mẹ của cháu",
                                  "Hộ nghèo", "Người mẹ",   "Trưởng thôn",     "Người lao động",
                                  "Học sinh", "Thanh niên", "Người trồng lúa", "Hộ chăn nuôi"};
static const char *const DOES[] = {"mang theo",  "nộp",      "khai vào",      "xin lại", "đổi",
                                   "ký tên vào", "giữ lại",  "hỏi cán bộ về", "đăng ký", "nhận",
                                   "kiểm tra",   "chụp lại", "sửa tên trong", "báo mất", "làm lại"};
static const char *const WHAT[] = {"giấy khai sinh",       "giấy chứng sinh",
                                   "thẻ căn cước",         "sổ đất",
                                   "thẻ bảo hiểm y tế",    "tờ khai đăng ký kết hôn",
                                   "giấy xác nhận cư trú", "hồ sơ trợ cấp",
                                   "đơn xin hỗ trợ giống", "giấy chứng tử",
                                   "sổ hộ nghèo",          "giấy khám bệnh",
                                   "hồ sơ vay vốn",        "tiền điện",
                                   "giấy phép xây dựng",   "sổ tiêm chủng"};
static const char *const WHERE[] = {"ở trụ sở xã",         "ở nhà văn hóa thôn",     "ở trạm y tế",
                                    "ở công an xã",        "ở trường của cháu",      "ở bưu điện",
                                    "ở trung tâm phục vụ", "tại điểm thứ hai của xã"};
static const char *const WHEN[] = {"vào sáng thứ hai", "trước cuối tháng",  "trong mười ngày",
                                   "sau mùa gặt",      "vào phiên chợ tới", "khi có tin báo",
                                   "trước mùa mưa",    "ngay khi nghe báo"};
static const char *const TITLES[] = {"Tin về", "Lịch nhận", "Cách xin", "Nhắc về", "Đổi mới về"};
static const char *const PLACES[] = {"Bản Phố", "Nậm Mòn",   "Lùng Phình", "Tả Van",
                                     "Cốc Lầu", "Mường Hum", "Sín Chéng",  "Bảo Nhai"};

static const char *keep(struct maker *m, const char *text) {
    return arena_strdup(&m->source.memory, text);
}

static const char *sentence(struct maker *m) {
    char text[TEXT_BYTES];
    const char *who = PICK(m, WHO), *does = PICK(m, DOES), *what = PICK(m, WHAT);
    const char *where = PICK(m, WHERE), *when = PICK(m, WHEN);
    snprintf(text, sizeof text, "%s %s %s %s %s.", who, does, what, where, when);
    return keep(m, text);
}

static const char *title(struct maker *m, long n) {
    char text[TEXT_BYTES];
    const char *begin = PICK(m, TITLES), *what = PICK(m, WHAT), *place = PICK(m, PLACES);
    snprintf(text, sizeof text, "%s %s, %s %ld", begin, what, place, n);
    return keep(m, text);
}

/* ---- items --------------------------------------------------------------------------- */

static void *room(struct maker *m, const void *list, size_t count, size_t more, size_t size) {
    char *bigger = arena_array(&m->source.memory, count + more, size);
    if (count) {
        memcpy(bigger, list, count * size);
    }
    return bigger;
}

static int32_t add_unit(struct maker *m, int item, const char *part, int n, const char *text) {
    char id[SOURCE_ID_BYTES];
    snprintf(id, sizeof id, n ? "%s.%s#%d" : "%s.%s", m->source.items[item].id, part, n);
    struct source_unit *unit = &m->source.units[m->source.unit_count];
    *unit = (struct source_unit){.id = keep(m, id), .item_ix = item};
    unit->wordings[VARIANT_TEXT][LIBRARY_VIETNAMESE] =
        (struct wording){.text = text, .state = TRANSLATION_REVIEWED};
    return (int32_t)m->source.unit_count++;
}

static void add_recording(struct maker *m, int32_t unit, long n) {
    char file[32];
    struct recording *recording = arena_array(&m->source.memory, 1, sizeof *recording);
    size_t average = m->clip_bytes / CLIPS;
    if ((size_t)m->source.recording_count >= ((size_t)m->mib << 20) / average) {
        return;
    }
    snprintf(file, sizeof file, "clip-%ld.opus", n % CLIPS);
    *recording = (struct recording){
        .unit = m->source.units[unit].id,
        .source = recordings_source(
            m->source.units[unit].wordings[VARIANT_TEXT][LIBRARY_VIETNAMESE].text),
        .file = keep(m, file),
        .ms = CLIP_MS,
        .recorded = 20260101};
    m->source.recordings[m->source.recording_count++] =
        (struct source_recording){recording, &m->speaker, LANG};
}

static void add_item(struct maker *m, long n) {
    struct source *s = &m->source;
    char id[32];
    int ix = s->item_count++;
    struct source_item *item = &s->items[ix];
    snprintf(id, sizeof id, "tin-%05ld", n);
    *item = (struct source_item){.id = keep(m, id), .kind = ITEM_NOTICE, .evidence = 'B'};
    item->title_ix = add_unit(m, ix, "title", 0, title(m, n));
    struct source_entry *entry = arena_array(&s->memory, 1, sizeof *entry);
    *entry = (struct source_entry){.label_ix = LIBRARY_NONE, .unit_count = SENTENCES};
    for (int i = 0; i < SENTENCES; i++) {
        int32_t unit = add_unit(m, ix, "body", i + 1, sentence(m));
        entry->first_unit = i ? entry->first_unit : unit;
        add_recording(m, unit, n * SENTENCES + i);
    }
    item->sections[SECTION_BODY] = (struct source_section){entry, 1};
    struct source_topic *topic = &s->topics[n % s->topic_count];
    topic->items.list =
        room(m, topic->items.list, topic->items.count, 1, sizeof(struct source_name));
    topic->item_ixs = room(m, topic->item_ixs, topic->items.count, 1, sizeof *topic->item_ixs);
    topic->item_ixs[topic->items.count++] = ix;
}

static void add_items(struct maker *m) {
    struct source *s = &m->source;
    size_t units = (size_t)m->items * (SENTENCES + 1);
    s->items = room(m, s->items, s->item_count, (size_t)m->items, sizeof *s->items);
    s->units = room(m, s->units, s->unit_count, units, sizeof *s->units);
    s->recordings = arena_array(&s->memory, units, sizeof *s->recordings);
    s->recording_count = 0;
    s->recordings_dir = m->dir;
    for (long n = 0; n < m->items; n++) {
        add_item(m, n);
    }
    s->pack.id = "big";
}

/* ---- sounds -------------------------------------------------------------------------- */

/* Something of the weight of speech: a buzz that wanders, and pauses. */
static void make_clip(struct maker *m, int n) {
    enum { COUNT = FILES_OPUS_HZ / 1000 * CLIP_MS };
    char path[PATH_MAX_BYTES];
    struct stat info;
    int16_t *samples = calloc(COUNT, sizeof *samples);
    assert(samples);
    double phase = 0;
    for (int i = 0; i < COUNT; i++) {
        double t = (double)i / FILES_OPUS_HZ;
        phase += (150 + 10 * n + 40 * sin(3 * t)) / FILES_OPUS_HZ;
        double buzz = 2 * (phase - floor(phase)) - 1, noise = pick(m, 2001) / 1000.0 - 1;
        samples[i] = (int16_t)(9000 * (0.8 * buzz + 0.2 * noise) * fmax(0, sin(7 * t) + 0.5));
    }
    snprintf(path, sizeof path, "%s/clip-%d.opus", m->lang_dir, n);
    if (files_opus_save(path, samples, COUNT) || stat(path, &info)) {
        exit(1);
    }
    m->clip_bytes += (size_t)info.st_size;
    free(samples);
}

static void make_clips(struct maker *m) {
    snprintf(m->dir, sizeof m->dir, "/tmp/bigpack-XXXXXX");
    if (!mkdtemp(m->dir)) {
        exit(1);
    }
    snprintf(m->lang_dir, sizeof m->lang_dir, "%s/%s", m->dir,
             m->source.languages[LANG].language.code);
    mkdir(m->lang_dir, 0755);
    for (int n = 0; n < CLIPS; n++) {
        make_clip(m, n);
    }
}

static void remove_clips(const struct maker *m) {
    for (int n = 0; n < CLIPS; n++) {
        char path[PATH_MAX_BYTES];
        snprintf(path, sizeof path, "%s/clip-%d.opus", m->lang_dir, n);
        unlink(path);
    }
    rmdir(m->lang_dir);
    rmdir(m->dir);
}

int main(int argc, char **argv) {
    struct maker m = {.speaker = {"s1", "Máy thử", "", "CC0-1.0", 20260101}, .seed = 1};
    struct diag diag = {0};
    if (argc != 6 || !source_read(argv[1], argv[2], &diag, &m.source)) {
        fputs("bigpack CONTENT_DIR VOICES_DIR ITEMS MIB OUT.pack\n", stderr);
        return 2;
    }
    check_source(&m.source, false, &diag);
    m.items = strtol(argv[3], NULL, 10);
    m.mib = strtol(argv[4], NULL, 10);
    make_clips(&m);
    add_items(&m);
    enum err err = pack_write(&m.source, argv[5]);
    remove_clips(&m);
    source_fini(&m.source);
    return err ? 1 : 0;
}
