/* A passphrase or a PIN from the keyboard, without showing it. */
#ifndef COMMANDS_SECRET_H
#define COMMANDS_SECRET_H

#include <stdbool.h>

enum { SECRET_BYTES = 256 };

/* Asks on stderr and reads one line from stdin; nothing is shown if that is a terminal.
 * False if there is no line, or it is too long. */
bool secret_ask(const char *question, char secret_out[SECRET_BYTES]);

#endif
