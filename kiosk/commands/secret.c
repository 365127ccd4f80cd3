#include "commands/secret.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

bool secret_ask(const char *question, char secret_out[SECRET_BYTES]) {
    struct termios before, silent;
    bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before) == 0;
    fprintf(stderr, "%s ", question);
    if (terminal) {
        silent = before;
        silent.c_lflag &= (tcflag_t)~ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    bool read = fgets(secret_out, SECRET_BYTES, stdin) != NULL;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fputc('\n', stderr);
    }
    size_t end = read ? strcspn(secret_out, "\n") : 0;
    bool whole = read && (secret_out[end] == '\n' || end + 1 < SECRET_BYTES);
    secret_out[end] = '\0';
    return whole;
}
