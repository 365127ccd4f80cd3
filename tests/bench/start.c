/* How long the kiosk takes from its start to the first page on the screen, with one shelf
 * and with another, by turns; medians and their ratio. The small one against itself says how
 * far the machine can be trusted today. Run on tests/e2e/stage.sh.
 *
 *   start PROGRAM SHELF_OF_SMALL SHELF_OF_LARGE
 */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 9, STEP_PX = 40, WAIT_MS = 30000 };

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values) {
    qsort(values, ROUNDS, sizeof *values, by_value);
    return values[ROUNDS / 2];
}

/* Is there something on the screen? An empty one has one colour, and so has a window that
 * nobody has drawn into. */
static bool is_drawn(Display *display) {
    Window root = DefaultRootWindow(display);
    int width = DisplayWidth(display, 0), height = DisplayHeight(display, 0);
    XImage *image = XGetImage(display, root, 0, height / 2, (unsigned)width, 1, AllPlanes, ZPixmap);
    bool drawn = false;
    for (int x = STEP_PX; image && x < width; x++) {
        drawn = drawn || XGetPixel(image, x, 0) != XGetPixel(image, 0, 0);
    }
    if (image) {
        XDestroyImage(image);
    }
    return drawn;
}

static pid_t start(const char *program, const char *library) {
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        execl(program, program, "kiosk", "--library", library, (char *)NULL);
        _exit(127);
    }
    return child;
}

static void wait_until(Display *display, bool drawn, double begun_ms) {
    const struct timespec pause = {0, 500 * 1000};
    while (is_drawn(display) != drawn) {
        if (now_ms() - begun_ms > WAIT_MS) {
            fputs("start: nothing came on the screen\n", stderr);
            exit(1);
        }
        nanosleep(&pause, NULL);
    }
}

static double start_ms(Display *display, const char *program, const char *library) {
    double begun = now_ms();
    pid_t child = start(program, library);
    wait_until(display, true, begun);
    double took = now_ms() - begun;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    wait_until(display, false, now_ms());
    return took;
}

int main(int argc, char **argv) {
    double large[ROUNDS], small[ROUNDS], again[ROUNDS];
    Display *display = XOpenDisplay(NULL);
    if (argc != 4 || !display) {
        fputs("start PROGRAM SHELF_OF_SMALL SHELF_OF_LARGE, on a screen\n", stderr);
        return 2;
    }
    start_ms(display, argv[1], argv[2]); /* into the machine's memory */
    start_ms(display, argv[1], argv[3]);
    for (int i = 0; i < ROUNDS; i++) {
        small[i] = start_ms(display, argv[1], argv[2]);
        large[i] = start_ms(display, argv[1], argv[3]);
        again[i] = start_ms(display, argv[1], argv[2]);
    }
    double a = median(large), b = median(small);
    printf("%-28s %9.1f ms, starter %9.1f ms, ratio %.3f  (starter against itself %.2f)\n",
           "start to the first page", a, b, a / b, median(again) / b);
    XCloseDisplay(display);
    return 0;
}
