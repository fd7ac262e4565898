#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1  // memfd_create
#endif
#include "CTerminal.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

int terminal_nameless_file(void) {
#ifdef __linux__
    int memory = memfd_create("frame", MFD_CLOEXEC);
    if (memory >= 0) return memory;
#endif
    FILE *file = tmpfile();
    if (!file) return -1;
    int descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
    fclose(file);
    return descriptor;
}
