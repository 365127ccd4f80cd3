/* What the staff can do at the desk: a row a task. Inside model/ only. */
#ifndef MODEL_DESK_TASKS_H
#define MODEL_DESK_TASKS_H

#include "model/desk.h"

/* A task goes: a list to choose from, what there is to read, what is then done if
 * somebody says so. */
struct desk_task {
    const char *label, *pictogram; /* on the menu */
    bool by_day;                   /* the list is that of a day, which is asked for */
    enum job list;
    const char *choose;  /* title of the list */
    const char *nothing; /* said if the list is empty */
    enum job read;
    const char *reading; /* title of what is read */
    enum job act;        /* JOB_NONE: only read */
    const char *act_label, *act_pictogram;
};

enum { DESK_TASKS = 5 };

extern const struct desk_task desk_tasks[DESK_TASKS];

#endif
