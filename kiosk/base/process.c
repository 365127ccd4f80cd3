#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"

extern char **environ;

struct process {
    struct process_config config;
    pid_t pid;
    int input; /* its standard input, -1 if it is closed */
    FILE *lines;
    pthread_t thread;
};

static void close_pair(const int pair[2]) {
    for (int i = 0; i < 2; i++) {
        if (pair[i] >= 0) {
            close(pair[i]);
        }
    }
}

/* Two ends that no other child inherits. 0 or the error. */
static int make_pipe(int pair[2]) {
    if (pipe(pair)) {
        return errno;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(pair[i], F_SETFD, FD_CLOEXEC);
    }
    return 0;
}

/* The child's ends become its standard input and output; ours are closed there by
 * themselves (O_CLOEXEC). */
static int spawn(const char *const *argv, const int in[2], const int out[2], pid_t *pid_out) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char *const *words = (char *const *)(const void *)argv; /* POSIX promises not to write */
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    int error = posix_spawn(pid_out, argv[0], &actions, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* What it is told is short and fits the pipe; the pipe of a child that does not read is
 * full one day, and does not wait. A child that has already gone must not end us. */
static void tell(int fd, const char *input) {
    size_t bytes = strlen(input);
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGPIPE, &ignore, &before);
    if (bytes > 0 && write(fd, input, bytes) != (ssize_t)bytes) {
        diag_log("Tiến trình con không nhận được đầu vào.", "The child process took no input.");
    }
    sigaction(SIGPIPE, &before, NULL);
}

void process_tell(struct process *process, const char *line) {
    char text[PROCESS_LINE_BYTES];
    int bytes = snprintf(text, sizeof text, "%s\n", line);
    if (process->input >= 0 && bytes > 0 && bytes < (int)sizeof text) {
        tell(process->input, text);
    }
}

static void close_input(struct process *process) {
    if (process->input >= 0) {
        close(process->input);
        process->input = -1;
    }
}

static int wait_for(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Skips what of a line did not fit. */
static void skip_line(FILE *lines) {
    int c;
    do {
        c = fgetc(lines);
    } while (c != '\n' && c != EOF);
}

static void *read_main(void *context) {
    struct process *process = context;
    char line[PROCESS_LINE_BYTES];
    while (fgets(line, sizeof line, process->lines)) {
        size_t bytes = strcspn(line, "\n");
        if (line[bytes] == '\0' && !feof(process->lines)) {
            skip_line(process->lines);
        }
        line[bytes] = '\0';
        process->config.line(process->config.context, line);
    }
    int status = wait_for(process->pid);
    process->config.ended(process->config.context, status);
    return NULL;
}

enum err process_start(const struct process_config *config, struct process **process_out) {
    struct process *process = calloc(1, sizeof *process);
    int in[2] = {-1, -1}, out[2] = {-1, -1};
    if (!process) {
        abort();
    }
    process->config = *config;
    int error = make_pipe(in);
    error = error ? error : make_pipe(out);
    error = error ? error : spawn(config->argv, in, out, &process->pid);
    if (error) {
        goto fail;
    }
    close(in[0]);
    close(out[1]);
    process->input = in[1];
    fcntl(process->input, F_SETFL, O_NONBLOCK);
    tell(process->input, config->input ? config->input : "");
    if (!config->talks) {
        close_input(process);
    }
    process->lines = fdopen(out[0], "r");
    if (!process->lines) {
        abort(); /* no memory */
    }
    error = pthread_create(&process->thread, NULL, read_main, process);
    if (error) {
        kill(-process->pid, SIGKILL);
        wait_for(process->pid);
        fclose(process->lines);
        close_input(process);
        in[0] = in[1] = out[0] = out[1] = -1;
        goto fail;
    }
    *process_out = process;
    return ERR_OK;
fail:
    diag_log("Không chạy được %s: %s.", "%s cannot be run: %s.", config->argv[0], strerror(error));
    close_pair(in);
    close_pair(out);
    free(process);
    return ERR_DEGRADE;
}

void process_end(struct process *process) {
    if (!process) {
        return;
    }
    kill(-process->pid, SIGKILL);
    pthread_join(process->thread, NULL);
    fclose(process->lines);
    close_input(process);
    free(process);
}
