#include "base/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

enum { BLOCK_BYTES = 64 * 1024 };

extern char **environ;

struct run {
    const struct command_order *order;
    struct command_answer *answer;
    pid_t pid;
    int in, out; /* our ends; -1: closed */
    size_t told; /* of the input */
    size_t room; /* of the answer */
    int64_t until_ms;
};

static void close_end(int *fd) {
    if (*fd >= 0) {
        close(*fd);
    }
    *fd = -1;
}

/* Two ends that no other child inherits. */
static bool make_pipe(int pair[2]) {
    if (pipe(pair)) {
        pair[0] = pair[1] = -1;
        return false;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(pair[i], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

/* 0 or the error. */
static int spawn(const char *const *argv, int in, int out, pid_t *pid_out) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char *const *words = (char *const *)(const void *)argv; /* POSIX promises not to write */
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    int error = posix_spawnp(pid_out, argv[0], &actions, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* A write to a program that has closed its input must not end us: the signal is held off
 * this thread and taken away, if it was not there before. */
static ssize_t write_quietly(int fd, const void *data, size_t bytes) {
    const struct timespec now = {0, 0};
    sigset_t pipe_signal, before, pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    ssize_t wrote = write(fd, data, bytes);
    int error = errno;
    if (wrote < 0 && error == EPIPE && !sigismember(&pending, SIGPIPE)) {
        while (sigtimedwait(&pipe_signal, NULL, &now) < 0 && errno == EINTR) {
        }
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return wrote;
}

/* A program need not read all of its input: then the rest is not told. */
static void tell(struct run *run) {
    const struct command_order *order = run->order;
    size_t left = order->input_bytes - run->told;
    ssize_t wrote =
        left > 0 ? write_quietly(run->in, (const uint8_t *)order->input + run->told, left) : 0;
    run->told += wrote > 0 ? (size_t)wrote : 0;
    bool again = wrote < 0 && (errno == EAGAIN || errno == EINTR);
    if (run->told == order->input_bytes || (wrote < 0 && !again)) {
        close_end(&run->in);
    }
}

static void make_room(struct run *run) {
    struct command_answer *answer = run->answer;
    if (run->room - answer->bytes < BLOCK_BYTES) {
        run->room = 2 * run->room + BLOCK_BYTES;
        answer->data = realloc(answer->data, run->room);
        if (!answer->data) {
            abort();
        }
    }
}

/* False if it is too much. */
static bool hear(struct run *run) {
    struct command_answer *answer = run->answer;
    make_room(run);
    ssize_t got = read(run->out, answer->data + answer->bytes, BLOCK_BYTES);
    answer->bytes += got > 0 ? (size_t)got : 0;
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
        close_end(&run->out);
    }
    return answer->bytes <= run->order->output_max;
}

/* True while it may go on; else answer->end says why not. */
static bool may_go_on(struct run *run) {
    const struct command_order *order = run->order;
    if (order->wanted && !order->wanted(order->context)) {
        run->answer->end = COMMAND_UNWANTED;
        return false;
    }
    if (clock_mono_ms() >= run->until_ms) {
        run->answer->end = COMMAND_LATE;
        return false;
    }
    return true;
}

/* True if the program itself is over; it stays to be waited for, so that its number and
 * its group's are not given to anybody else. */
static bool has_ended(const struct run *run) {
    siginfo_t info = {.si_pid = 0};
    return waitid(P_PID, (id_t)run->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == run->pid;
}

/* Until it has closed its output, or is over and there is nothing more to read: a child of
 * its own may hold the other end. */
static bool talk(struct run *run) {
    while (run->out >= 0) {
        struct pollfd ends[] = {{.fd = run->out, .events = POLLIN},
                                {.fd = run->in, .events = POLLOUT}};
        if (!may_go_on(run)) {
            return false;
        }
        int ready = poll(ends, 2, COMMAND_LOOK_MS);
        if (ready == 0 && has_ended(run)) {
            break;
        }
        if (ready > 0 && ends[1].revents) {
            tell(run);
        }
        if (ready > 0 && ends[0].revents && !hear(run)) {
            run->answer->end = COMMAND_LONG;
            return false;
        }
    }
    return true;
}

/* A program that closed its output may still be running. */
static bool await_end(struct run *run) {
    const struct timespec look = {0, COMMAND_LOOK_MS * 1000000L / 4};
    bool ended;
    while (!(ended = has_ended(run)) && may_go_on(run)) {
        nanosleep(&look, NULL);
    }
    return ended;
}

/* Whatever it has started goes with it. `ended`: it was over by itself. */
static void end_group(struct run *run, bool ended) {
    int status = 0;
    kill(-run->pid, SIGKILL);
    while (waitpid(run->pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (ended) {
        run->answer->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        run->answer->end = run->answer->status == 0 ? COMMAND_DONE : COMMAND_FAILED;
    }
}

static bool start(struct run *run) {
    int in[2], out[2] = {-1, -1};
    int error = make_pipe(in) && make_pipe(out) ? 0 : errno;
    error = error ? error : spawn(run->order->argv, in[0], out[1], &run->pid);
    close_end(&in[0]);
    close_end(&out[1]);
    run->in = in[1];
    run->out = out[0];
    if (error) {
        close_end(&run->in);
        close_end(&run->out);
        run->answer->status = error;
        return false;
    }
    fcntl(run->in, F_SETFL, O_NONBLOCK);
    fcntl(run->out, F_SETFL, O_NONBLOCK);
    return true;
}

void command_run(const struct command_order *order, struct command_answer *answer_out) {
    struct run run = {
        .order = order, .answer = answer_out, .until_ms = clock_mono_ms() + order->limit_ms};
    *answer_out = (struct command_answer){.end = COMMAND_NOT_STARTED};
    if (!start(&run)) {
        return;
    }
    bool heard = talk(&run);
    close_end(&run.in);
    end_group(&run, heard && await_end(&run));
    close_end(&run.out);
}

void command_answer_fini(struct command_answer *answer) {
    free(answer->data);
    *answer = (struct command_answer){.end = COMMAND_DONE};
}
