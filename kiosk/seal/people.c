#include "seal/people.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/save.h"
#include "base/str.h"
#include "seal/lines.h"
#include "seal/source.h"

enum { FILE_BYTES = 32 * 1024, ROLE_BYTES = 16, NUMBER_BYTES = 8 };

static const char PEOPLE_FILE[] = "people.tsv", TRIES_FILE[] = "tries.tsv";

static const char *const ROLE_NAMES[PEOPLE_ROLES] = {[PEOPLE_EDITOR] = "editor",
                                                     [PEOPLE_RELEASER] = "releaser",
                                                     [PEOPLE_VOLUNTEER] = "volunteer",
                                                     [PEOPLE_TECHNICIAN] = "technician"};

const char *people_role_name(enum people_role role) {
    assert(role < PEOPLE_ROLES);
    return ROLE_NAMES[role];
}

bool people_role_by_name(const char *name, enum people_role *role_out) {
    for (int role = 0; role < PEOPLE_ROLES; role++) {
        if (str_same(name, ROLE_NAMES[role])) {
            *role_out = (enum people_role)role;
            return true;
        }
    }
    return false;
}

int people_find(const struct people *people, const char *name) {
    for (size_t i = 0; i < people->count; i++) {
        if (str_same(people->list[i].name, name)) {
            return (int)i;
        }
    }
    return -1;
}

/* ---- reading --------------------------------------------------------------------- */

static bool is_remark(const struct lines_part *line) {
    return line->bytes == 0 || *line->at == '#';
}

static bool parse_person(struct lines_part line, struct people *people) {
    struct person person = {0};
    char role[ROLE_BYTES];
    if (people->count == PEOPLE_MAX || !lines_take_field(&line, role, sizeof role) ||
        !people_role_by_name(role, &person.role) ||
        !lines_take_field(&line, person.name, sizeof person.name) ||
        !lines_take_last(&line, person.hash, sizeof person.hash) ||
        !pin_hash_is_fine(person.hash) || people_find(people, person.name) >= 0) {
        return false;
    }
    people->list[people->count++] = person;
    return true;
}

bool people_parse(const char *text, size_t bytes, const char *name, struct people *people_out,
                  struct diag *diag) {
    struct lines_part rest = {text, bytes}, line;
    bool fine = true;
    people_out->count = 0;
    for (int number = 1; lines_take(&rest, &line); number++) {
        if (!is_remark(&line) && !parse_person(line, people_out)) {
            diag_error(
                diag, name, number,
                "dòng phải là: vai trò, tên, mã băm của PIN, cách nhau bằng tab; mỗi tên một "
                "lần, nhiều nhất %d người; hãy thêm lại người này",
                "a line is a role, a name and the hash of a PIN with tabs between; each name "
                "once, at most %d people; add this person anew",
                PEOPLE_MAX);
            fine = false;
        }
    }
    if (!fine) {
        people_out->count = 0;
    }
    return fine;
}

static bool parse_number(const char *digits, unsigned *number_out) {
    *number_out = 0;
    for (; *digits >= '0' && *digits <= '9'; digits++) {
        *number_out = *number_out * 10 + (unsigned)(*digits - '0');
    }
    return *digits == '\0';
}

static bool parse_tries(struct lines_part line, struct people *people) {
    char digits[NUMBER_BYTES], name[PEOPLE_NAME_BYTES];
    unsigned wrong;
    if (!lines_take_field(&line, digits, sizeof digits) || !parse_number(digits, &wrong) ||
        !lines_take_last(&line, name, sizeof name)) {
        return false;
    }
    int person_ix = people_find(people, name);
    if (person_ix >= 0) { /* else removed meanwhile */
        people->list[person_ix].wrong = wrong;
    }
    return true;
}

bool people_parse_tries(const char *text, size_t bytes, struct people *people) {
    struct lines_part rest = {text, bytes}, line;
    bool fine = true;
    while (lines_take(&rest, &line)) {
        fine &= is_remark(&line) || parse_tries(line, people);
    }
    for (size_t i = 0; !fine && i < people->count; i++) {
        people->list[i].wrong = PIN_WRONG_MAX;
    }
    return fine;
}

static bool path_of(const struct people *people, const char *name, char path_out[PATH_BYTES]) {
    struct str path;
    str_init(&path, path_out, PATH_BYTES);
    str_put(&path, people->dir);
    str_put(&path, "/");
    str_put(&path, name);
    return !path.cut;
}

/* Nothing, if there is no such file. */
static enum err read_file(const char *path, char text[FILE_BYTES], size_t *bytes_out) {
    *bytes_out = 0;
    if (access(path, F_OK) != 0 && errno == ENOENT) {
        return ERR_OK;
    }
    return seal_read_small(path, text, FILE_BYTES, bytes_out);
}

static enum err load_people(struct people *people, struct diag *diag) {
    char path[PATH_BYTES], text[FILE_BYTES];
    size_t bytes;
    if (!path_of(people, PEOPLE_FILE, path)) {
        return ERR_STOP;
    }
    enum err err = read_file(path, text, &bytes);
    if (err) {
        return err == ERR_REJECT ? ERR_REJECT : ERR_STOP;
    }
    return people_parse(text, bytes, path, people, diag) ? ERR_OK : ERR_REJECT;
}

/* What cannot be read or understood frees nobody. */
static void load_tries(struct people *people) {
    char path[PATH_BYTES], text[FILE_BYTES];
    size_t bytes;
    bool read = path_of(people, TRIES_FILE, path) && read_file(path, text, &bytes) == ERR_OK;
    if (!people_parse_tries(read ? text : "?", read ? bytes : 1, people)) {
        diag_log("%s: không đọc được số lần gõ sai; mọi người phải chờ lâu nhất trước lần gõ tới",
                 "%s: the number of wrong tries cannot be read; everybody waits the longest before "
                 "the next one",
                 path);
    }
}

enum err people_load(const char *dir, int64_t now_ms, struct people *people_out,
                     struct diag *diag) {
    *people_out = (struct people){0};
    if (!str_copy(people_out->dir, sizeof people_out->dir, dir)) {
        diag_log("%s: đường dẫn quá dài", "%s: the path is too long", dir);
        return ERR_STOP;
    }
    enum err err = load_people(people_out, diag);
    if (!err) {
        load_tries(people_out);
    }
    for (size_t i = 0; i < people_out->count; i++) {
        struct person *person = &people_out->list[i];
        person->free_at_ms = now_ms + pin_delay_ms(person->wrong);
    }
    return err;
}

/* ---- writing --------------------------------------------------------------------- */

static enum err save(const struct people *people, const char *name, struct str *text) {
    char path[PATH_BYTES];
    assert(!text->cut); /* PEOPLE_MAX lines fit */
    if (!path_of(people, name, path)) {
        return ERR_STOP;
    }
    mkdir(people->dir, 0700); /* if that fails, so does what follows, which says why */
    return save_file(path, 0600, text->data, text->used);
}

static enum err save_people(const struct people *people) {
    char space[FILE_BYTES];
    struct str text;
    str_init(&text, space, sizeof space);
    str_put(&text, "# role\tname\thash of the PIN\n");
    for (size_t i = 0; i < people->count; i++) {
        const struct person *person = &people->list[i];
        str_printf(&text, "%s\t%s\t%s\n", people_role_name(person->role), person->name,
                   person->hash);
    }
    return save(people, PEOPLE_FILE, &text);
}

static enum err save_tries(const struct people *people) {
    char space[FILE_BYTES];
    struct str text;
    str_init(&text, space, sizeof space);
    str_put(&text, "# wrong tries in a row\tname\n");
    for (size_t i = 0; i < people->count; i++) {
        if (people->list[i].wrong > 0) {
            str_printf(&text, "%u\t%s\n", people->list[i].wrong, people->list[i].name);
        }
    }
    return save(people, TRIES_FILE, &text);
}

static enum err save_all(struct people *people, const struct people *changed) {
    enum err err = save_people(changed);
    if (err) {
        return err;
    }
    *people = *changed; /* PINs count from now on, whether or not the tries are written */
    return save_tries(people);
}

static bool name_is_fine(const char *name) {
    size_t bytes = strlen(name);
    return bytes > 0 && bytes < PEOPLE_NAME_BYTES && !strchr(name, '\t') &&
           lines_are_plain(name, bytes);
}

static enum err judge(const char *name, const char *pin) {
    enum pin_fault fault = pin_judge(pin);
    if (!name_is_fine(name)) {
        diag_log("tên phải có từ 1 đến %d byte, không có tab hay ký tự điều khiển",
                 "a name has 1 to %d bytes, no tab and no control character",
                 PEOPLE_NAME_BYTES - 1);
        return ERR_REJECT;
    }
    if (fault) {
        diag_log("%s", "%s", pin_sentence(fault, diag_in_vietnamese()));
        return ERR_REJECT;
    }
    return ERR_OK;
}

enum err people_put(struct people *people, enum people_role role, const char *name, const char *pin,
                    const struct pin_limits *limits) {
    struct people changed = *people;
    struct person person = {.role = role};
    enum err err = judge(name, pin);
    if (err) {
        return err;
    }
    int person_ix = people_find(people, name);
    if (person_ix < 0 && changed.count == PEOPLE_MAX) {
        diag_log("đã có đủ %d người; hãy xóa người không còn làm",
                 "there are %d people already; remove who has left", PEOPLE_MAX);
        return ERR_REJECT;
    }
    err = pin_hash(pin, limits, person.hash);
    if (err) {
        return err;
    }
    str_copy(person.name, sizeof person.name, name);
    changed.list[person_ix < 0 ? (int)changed.count++ : person_ix] = person;
    return save_all(people, &changed);
}

enum err people_remove(struct people *people, const char *name) {
    struct people changed = *people;
    int person_ix = people_find(people, name);
    if (person_ix < 0) {
        diag_log("%s: không có người này", "%s: there is nobody of that name", name);
        return ERR_REJECT;
    }
    changed.count--;
    memmove(&changed.list[person_ix], &changed.list[person_ix + 1],
            (changed.count - (size_t)person_ix) * sizeof *changed.list);
    return save_all(people, &changed);
}

/* ---- trying ---------------------------------------------------------------------- */

int64_t people_wait_ms(struct people *people, size_t person_ix, int64_t now_ms) {
    assert(person_ix < people->count);
    struct person *person = &people->list[person_ix];
    int64_t delay_ms = pin_delay_ms(person->wrong);
    if (person->free_at_ms - now_ms > delay_ms) {
        person->free_at_ms = now_ms + delay_ms;
    }
    return person->free_at_ms > now_ms ? person->free_at_ms - now_ms : 0;
}

static void note_wrong(struct people *people, struct person *person, unsigned wrong,
                       int64_t now_ms) {
    person->wrong = wrong;
    person->free_at_ms = now_ms + pin_delay_ms(wrong);
    if (save_tries(people)) {
        /* logged; the wait in memory holds without the disk */
    }
}

enum people_answer people_try(struct people *people, size_t person_ix, const char *pin,
                              int64_t now_ms) {
    if (people_wait_ms(people, person_ix, now_ms) > 0) {
        return PEOPLE_WAIT;
    }
    struct person *person = &people->list[person_ix];
    unsigned wrong = person->wrong < PIN_WRONG_MAX ? person->wrong + 1 : PIN_WRONG_MAX;
    note_wrong(people, person, wrong, now_ms);
    if (!pin_matches(person->hash, pin)) {
        return PEOPLE_WRONG;
    }
    note_wrong(people, person, 0, now_ms);
    return PEOPLE_WELCOME;
}
