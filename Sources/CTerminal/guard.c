#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct sequence {
    unsigned char bytes[TERMINAL_GUARD_CAPACITY];
    size_t count;
};

// Written while no handler can need it: before `inside` is set.
static int output, terminal = -1, nowhere = -1;
static struct termios modes_outside, modes_inside;
static struct sequence sequence_enter, sequence_leave;

static atomic_int inside;     // whether the terminal is ours now
static atomic_int suspending; // whether on_stop is at work
static atomic_int notes;
static atomic_int wake = -1;

static const int ending[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2,
                             SIGXCPU, SIGSEGV, SIGABRT, SIGILL,  SIGTRAP, SIGBUS,  SIGFPE,  SIGSYS};
enum { ending_count = sizeof ending / sizeof *ending };
static struct sigaction before_ending[ending_count], before_stop, before_continue, before_resize;

// MARK: - Leaving and entering

static void write_all(int descriptor, const struct sequence *sequence) {
    size_t done = 0;
    while (done < sequence->count) {
        ssize_t count = write(descriptor, sequence->bytes + done, sequence->count - done);
        if (count > 0) done += (size_t)count;
        else if (count < 0 && errno == EINTR) continue;
        else return;
    }
}

/// Sets modes unless another job has the terminal, whose modes they would spoil.
static void set_modes_in_foreground(const struct termios *modes) {
    pid_t group = tcgetpgrp(terminal);
    if (group != -1 && group != getpgrp()) return;
    while (tcsetattr(terminal, TCSANOW, modes) == -1 && errno == EINTR) {}
}

static void leave(void) {
    if (!atomic_exchange(&inside, 0)) return;
    dup2(nowhere, output);
    write_all(terminal, &sequence_leave);
    set_modes_in_foreground(&modes_outside);
}

/// From the background this stops in tcsetattr (SIGTTOU) until the program is in the foreground.
static void enter(void) {
    while (tcsetattr(terminal, TCSANOW, &modes_inside) == -1 && errno == EINTR) {}
    dup2(terminal, output);
    write_all(terminal, &sequence_enter);
    atomic_store(&inside, 1);
}

static void note(int what) {
    atomic_fetch_or(&notes, what);
    int descriptor = atomic_load(&wake);
    if (descriptor >= 0 && write(descriptor, "", 1) < 0) {
        // The pipe is full, so the loop is about to wake anyway.
    }
}

// MARK: - Handlers

/// Leaves the terminal, then lets the signal do what it did before it was watched.
///
/// A handler of before (Swift's, which prints where a program crashed) gets the original context. When
/// it returns, a fault happens again and ends the process with the right status. A signal that was
/// sent by `kill` tells nothing of a place in the program and ends it at once.
static void on_end(int signal, siginfo_t *info, void *context) {
    int error = errno;
    leave();
    for (int i = 0; i < ending_count; i++) {
        if (ending[i] != signal) continue;
        struct sigaction previous = before_ending[i];
        bool is_handler = (previous.sa_flags & SA_SIGINFO)
            || (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN);
        if (info->si_code == SI_USER) is_handler = false;
        if (!is_handler) previous = (struct sigaction){.sa_handler = SIG_DFL};
        sigaction(signal, &previous, NULL);
        if (!is_handler) raise(signal);
        else if (previous.sa_flags & SA_SIGINFO) previous.sa_sigaction(signal, info, context);
        else previous.sa_handler(signal);
    }
    errno = error;
}

static void on_stop(int signal) {
    int error = errno;
    struct sigaction ours, standard = {.sa_handler = SIG_DFL};
    bool was_inside = atomic_load(&inside);
    atomic_store(&suspending, 1);
    leave();

    sigset_t only, mask;
    sigemptyset(&only);
    sigaddset(&only, signal);
    sigaction(signal, &standard, &ours);
    raise(signal);
    pthread_sigmask(SIG_UNBLOCK, &only, &mask);  // stops here until SIGCONT
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(signal, &ours, NULL);

    if (was_inside) enter();
    atomic_store(&suspending, 0);
    note(TERMINAL_GUARD_RESUMED | TERMINAL_GUARD_RESIZED);
    errno = error;
}

/// After SIGSTOP, which cannot be handled, the terminal may be in any state.
static void on_continue(int signal) {
    (void)signal;
    int error = errno;
    if (!atomic_load(&suspending)) {
        if (atomic_load(&inside)) enter();
        note(TERMINAL_GUARD_RESUMED | TERMINAL_GUARD_RESIZED);
    }
    errno = error;
}

static void on_resize(int signal) {
    (void)signal;
    int error = errno;
    note(TERMINAL_GUARD_RESIZED);
    errno = error;
}

// MARK: - Watching

/// A stack for handlers, so that a stack overflow can be handled too. Swift's runtime has one of its
/// own where it prints backtraces.
static void provide_signal_stack(void) {
    static unsigned char bytes[64 * 1024];
    stack_t current;
    if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) {
        stack_t ours = {.ss_sp = bytes, .ss_size = sizeof bytes};
        sigaltstack(&ours, NULL);
    }
}

/// Handles a signal unless it is ignored, as `nohup` has it.
static void handle(int signal, const struct sigaction *action, struct sigaction *before) {
    sigaction(signal, NULL, before);
    bool is_ignored = !(before->sa_flags & SA_SIGINFO) && before->sa_handler == SIG_IGN;
    if (!is_ignored) sigaction(signal, action, NULL);
}

bool terminal_guard_watch(int wake_descriptor) {
    static bool is_registered;
    if (atomic_load(&wake) >= 0) return false;
    if (!is_registered) is_registered = atexit(leave) == 0;
    atomic_store(&wake, wake_descriptor);
    atomic_store(&notes, 0);
    provide_signal_stack();

    struct sigaction end = {.sa_sigaction = on_end, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    for (int i = 0; i < ending_count; i++) handle(ending[i], &end, &before_ending[i]);
    struct sigaction stop = {.sa_handler = on_stop, .sa_flags = SA_RESTART};
    handle(SIGTSTP, &stop, &before_stop);
    struct sigaction resume = {.sa_handler = on_continue, .sa_flags = SA_RESTART};
    sigaction(SIGCONT, &resume, &before_continue);
    struct sigaction resize = {.sa_handler = on_resize, .sa_flags = SA_RESTART};
    sigaction(SIGWINCH, &resize, &before_resize);
    return true;
}

void terminal_guard_stop(void) {
    leave();
    for (int i = 0; i < ending_count; i++) sigaction(ending[i], &before_ending[i], NULL);
    sigaction(SIGTSTP, &before_stop, NULL);
    sigaction(SIGCONT, &before_continue, NULL);
    sigaction(SIGWINCH, &before_resize, NULL);
    atomic_store(&wake, -1);
    if (terminal >= 0) close(terminal);
    if (nowhere >= 0) close(nowhere);
    terminal = nowhere = -1;
}

bool terminal_guard_arm(
    int frames, const struct termios *outside, const struct termios *within,
    const unsigned char *enter_bytes, size_t enter_count, const unsigned char *leave_bytes,
    size_t leave_count) {
    if (enter_count > TERMINAL_GUARD_CAPACITY || leave_count > TERMINAL_GUARD_CAPACITY) return false;
    output = frames;
    terminal = fcntl(frames, F_DUPFD_CLOEXEC, 3);
    nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (terminal < 0 || nowhere < 0) return false;
    modes_outside = *outside;
    modes_inside = *within;
    memcpy(sequence_enter.bytes, enter_bytes, enter_count);
    sequence_enter.count = enter_count;
    memcpy(sequence_leave.bytes, leave_bytes, leave_count);
    sequence_leave.count = leave_count;
    atomic_store(&inside, 1);
    return true;
}

void terminal_guard_leave(void) { leave(); }

int terminal_guard_take_notes(void) { return atomic_exchange(&notes, 0); }

void terminal_guard_suspend(void) { kill(0, SIGTSTP); }
