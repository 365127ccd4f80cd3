/* What the jobs of the desk have in common. Inside staff/ only. */
#ifndef STAFF_JOBS_PARTS_H
#define STAFF_JOBS_PARTS_H

#include "base/diag.h"
#include "content/library.h"
#include "staff/jobs.h"
#include "staff/layer.h"
#include "staff/station.h"

struct job_run {
    const struct jobs_config *config;
    struct station station;
    FILE *out;
};

/* Says what is wrong and what to do; the exit status. */
int job_fail(const struct job_run *run, const char *sentence);

/* What is shown now; an empty library if nothing can be. */
void job_read_now(struct job_run *run, struct library *library);

/* The pack in use below the commune's layer. Errors as pack_read. */
enum err job_read_base(struct job_run *run, struct library *library) MUST_CHECK;

/* Signs and shows the layer, and says `done` or what is wrong; the exit status. */
int job_publish(struct job_run *run, const struct layer *layer, const char *done);

/* The problems of a layer, in the words of whoever found them. */
struct problems {
    char *text;
    size_t bytes;
    struct diag diag;
};
void problems_init(struct problems *problems);
void problems_fini(struct problems *problems);

/* Staff know sheets and cells, not where the machine works on them. */
void problems_tell(struct problems *problems, const struct job_run *run, const struct layer *layer);

/* Recording: see jobs_voice.c. */
int job_languages(struct job_run *run);
int job_booth(struct job_run *run);
int job_air(struct job_run *run);

#endif
