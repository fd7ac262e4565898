// Gives the terminal back on every way out of the process, signals among them.
//
// What runs inside a signal handler may call only what is async-signal-safe, which Swift cannot
// promise; so the handlers are here. There is one guard in a process.
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/// The longest sequence that terminal_guard_arm takes, in bytes.
enum { TERMINAL_GUARD_CAPACITY = 512 };

/// What happened since it was last asked, as bits.
enum {
    TERMINAL_GUARD_RESIZED = 1,  // the terminal has another size
    TERMINAL_GUARD_RESUMED = 2,  // the program was suspended and goes on
};

/// Handles signals from here on: those that end or suspend the program, and those that tell of the
/// terminal. Before terminal_guard_arm there is nothing to restore, and they do what they did.
///
/// A byte is written to `wake` (which must not block) when there is something to take. Returns false
/// where signals are watched already.
bool terminal_guard_watch(int wake);

/// Says how the terminal is left and entered again. The terminal counts as entered from here on.
///
/// `output` is the descriptor that frames are written to; it leads nowhere while the terminal is
/// left, so that another thread's frame cannot spoil the shell's screen. Returns false where
/// a sequence is too long or the system refuses a descriptor.
bool terminal_guard_arm(
    int output, const struct termios *outside, const struct termios *inside,
    const unsigned char *enter, size_t enter_count, const unsigned char *leave, size_t leave_count);

/// Leaves the terminal; nothing where it has been left.
void terminal_guard_leave(void);

/// Stops watching signals, and puts back the handlers of before.
void terminal_guard_stop(void);

/// Takes what happened since the last call.
int terminal_guard_take_notes(void);

/// Suspends the program and those it is piped with, as ^Z does. Returns when it goes on.
void terminal_guard_suspend(void);

/// The terminal's size as the system knows it. Returns false where it knows none.
bool terminal_size(int descriptor, int *rows, int *columns);

/// An empty file that has no name, to read and write: in memory where the system has that, else on
/// disk. Returns its descriptor, or -1 with errno.
int terminal_nameless_file(void);

#endif
