#!/usr/bin/env python3
"""Measures how soon attnscope shows something, and what a step of the cursor costs.

A terminal is played here, so that all counts that a person waits for: from the start of the program
to the last line of its first screen, and from a key to the last byte of what it changes. Prints the
least and the middle one of several; another program that needs the processor makes them longer.
`attnscope bench --screen` measures the part between the key and the cells, and `bench` how long a
model takes to be made.

    swift build -c release
    python3 Tests/SpeedComparison/screen.py
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import termios
import time

REGION = ["region", "--model", "swin-t", "--stage", "3", "--block", "2", "--token", "1,1"]
WALK = "lljjhhkk"


class Terminal:
    """The explorer, on a terminal of so many columns and rows."""

    def __init__(self, command, columns, rows):
        self.started = time.perf_counter()
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", COLORFGBG="15;0")
            os.execvp(command[0], command)

    def read(self, seconds):
        """What comes within so many seconds; nothing where nothing does."""
        if not select.select([self.descriptor], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self.descriptor, 1 << 16)
        except OSError:
            raise SystemExit("attnscope has ended") from None

    def wait_for(self, text, seconds=20):
        """Seconds from the start of the program to the end of a text."""
        seen, end = b"", time.perf_counter() + seconds
        while text not in seen:
            if time.perf_counter() > end:
                raise SystemExit(f"no {text!r} within {seconds} seconds")
            seen += self.read(0.1)
        return time.perf_counter() - self.started

    def read_until_quiet(self, seconds):
        """How many bytes come before so many seconds without any, and when the last one came."""
        count, last = 0, time.perf_counter()
        while piece := self.read(seconds):
            count, last = count + len(piece), time.perf_counter()
        return count, last

    def press(self, key):
        """Seconds from a key to the last byte of what it changes, and how many bytes there are."""
        start = time.perf_counter()
        os.write(self.descriptor, key.encode())
        count, last = self.read_until_quiet(0.15)
        return last - start, count

    def end(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.descriptor)


def show(name, values, unit, digits=1):
    least, middle = min(values), statistics.median(values)
    print(f"{name:38} min {least:8.{digits}f} {unit}   median {middle:8.{digits}f} {unit}", flush=True)


def first_paint(program, count):
    times = []
    for _ in range(count):
        terminal = Terminal([program], 120, 40)
        times.append(terminal.wait_for(b"quit") * 1000)
        terminal.end()
    show("first screen", times, "ms")


def region(program, count):
    times, processor = [], []
    for _ in range(count):
        start = time.perf_counter()
        process = subprocess.Popen([program, *REGION], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"attnscope region ends with {process.returncode}")
        times.append((time.perf_counter() - start) * 1000)
        processor.append((usage.ru_utime + usage.ru_stime) * 1000)
    show("region, the whole process", times, "ms")
    show("region, of it on a processor", processor, "ms")


def cursor_steps(program, model, columns, rows, count):
    """Steps inside the first block's map, when the run has ended and its weights are on the screen."""
    terminal = Terminal([program, "--model", model], columns, rows)
    terminal.wait_for(b"quit")
    terminal.read_until_quiet(3)
    steps = [terminal.press(WALK[number % len(WALK)]) for number in range(count)]
    terminal.end()
    name = f"{model}, {columns}x{rows}, a step"
    show(name, [seconds * 1000 for seconds, _ in steps], "ms", 2)
    show(name, [size for _, size in steps], "bytes", 0)
    print(f"{name:38} most {max(size for _, size in steps)} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--attnscope", default=".build/release/attnscope", help="the program")
    parser.add_argument("--starts", type=int, default=10, help="how often it is started")
    parser.add_argument("--steps", type=int, default=24, help="how often the cursor is moved")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.attnscope)
    first_paint(program, arguments.starts)
    region(program, arguments.starts)
    for model in ["swin-t", "pale-t"]:
        for columns, rows in [(120, 40), (300, 100)]:
            cursor_steps(program, model, columns, rows, arguments.steps)


if __name__ == "__main__":
    main()
