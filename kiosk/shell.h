/* The kiosk's loop: wait for input, time or news from the other threads; update
 * the model; perform its effects; show the page once. */
#ifndef SHELL_H
#define SHELL_H

#include <stdbool.h>

struct shell_config {
    int width_px, height_px; /* 0 = fullscreen */
    double diagonal_mm;      /* 0 = guessed */
    const char *pack_path;   /* this pack alone; NULL = what lies on the shelf */
    const char *library_dir; /* the shelf; NULL = the state's */
    const char *stick_dir;   /* a folder that stands for the stick; NULL = what is plugged in */
    const char *voices_dir;
    bool female; /* the women's voices */
    const char *fonts_dir;
    const char *lang;   /* begins in this language; NULL = asks */
    const char *item;   /* begins with this item, by its id; NULL = asks */
    const char *record; /* file the events go to; NULL = none */
    const char *pages;  /* file the pages and what is said go to, as text; NULL = none */
};

/* Runs until the staff leave it. Exit status 0, or 1 if there is no screen. */
int shell_run(const struct shell_config *config);

#endif
