#!/usr/bin/env python3
"""Compares the speed of attnscope with that of PyTorch, ONNX Runtime and OpenVINO on this machine.

Single runs say little on a machine that does other things too. So the engines take turns: in each
round every one makes a few runs, and what counts is the median, over the rounds, of the ratio of
its time to that of the others in the same round. Every engine is a process that lives on and is
stopped while another has its turn, so that no threads wait for work on cores that another needs;
the first runs of a turn do not count. README.md beside this file says what it needs.
"""

import argparse
import contextlib
import io
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import references
import seeded

ENGINES = ["eager", "onnxruntime", "openvino"]
# BOAT sorts tokens and moves them about, which ONNX does not export.
TABLE = {
    "swin-t": ENGINES,
    "cswin-t": ENGINES,
    "pale-t": ENGINES,
    "deit-ti": ENGINES,
    "boat-swin-t": ["eager"],
    "boat-cswin-t": ["eager"],
}


def pixels(side):
    """A picture of noise, `[side, side, 3]`."""
    import numpy

    return numpy.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=numpy.uint8)


def normalised(side):
    """The same as models take it, `[1, 3, side, side]`."""
    import numpy

    mean, deviation = numpy.array([[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]])
    scaled = (pixels(side) / 255 - mean) / deviation
    return scaled.transpose(2, 0, 1)[None].astype(numpy.float32)


def onnx_file(model, picture, folder):
    import torch

    path = str(Path(folder) / "model.onnx")
    with contextlib.redirect_stdout(io.StringIO()):
        torch.onnx.export(model, picture, path, opset_version=17, dynamo=False)
    return path


def make_engine(name, model, picture, threads):
    """A function that runs the model once and returns its logits."""
    import torch

    torch.set_num_threads(threads)
    if name == "eager":

        def run():
            with torch.inference_mode():
                return model(picture)

        return run
    with tempfile.TemporaryDirectory() as folder:
        path = onnx_file(model, picture, folder)
        if name == "onnxruntime":
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            session = onnxruntime.InferenceSession(path, options)
            inputs = {session.get_inputs()[0].name: picture.numpy()}
            return lambda: session.run(None, inputs)[0]
        import openvino

        settings = {
            "INFERENCE_NUM_THREADS": threads,
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "f32",
        }
        request = openvino.Core().compile_model(path, "CPU", settings).create_infer_request()
        numbers = picture.numpy()
        return lambda: request.infer([numbers])[0]


def serve(arguments):
    """Runs one engine in a process of its own: first its logits, then for each number of runs on a
    line their times."""
    import torch

    pictures = references.BATCHES.get(arguments.model, 1)
    picture = torch.from_numpy(normalised(arguments.input)).repeat(pictures, 1, 1, 1)
    model = references.make(arguments.model, arguments.clones, arguments.reference)
    if arguments.reference is None:
        seeded.fill(arguments.model, model)
    run = make_engine(arguments.serve, model, picture, arguments.threads)
    for _ in range(3):
        logits = run()
    print(json.dumps([float(number) for number in logits[0]]))
    print("ready", flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            start = time.perf_counter()
            run()
            times.append((time.perf_counter() - start) * 1000 / pictures)
        print(json.dumps(times), flush=True)


class Engine:
    """A process that runs a model as often as it is told, and is stopped meanwhile."""

    def __init__(self, name, command):
        self.name, self.path = name, command[0]
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True
        )
        self.logits = None
        for line in self.process.stdout:
            if line.startswith("["):
                self.logits = json.loads(line)
            if line.strip() == "ready":
                return self.process.send_signal(signal.SIGSTOP)
        raise SystemExit(f"{name} does not start: {self.last_words()}")

    def last_words(self):
        self.errors.seek(0)
        lines = self.errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it says nothing"

    def milliseconds(self, runs, warming):
        """The middle one of some runs, after some that do not count."""
        self.process.send_signal(signal.SIGCONT)
        try:
            print(runs + warming, file=self.process.stdin, flush=True)
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise SystemExit(f"{self.name} has ended: {self.last_words()}")
        self.process.send_signal(signal.SIGSTOP)
        return statistics.median(json.loads(answer)[warming:])

    def peak_megabytes(self):
        """The most memory that it ever took; nothing where the system does not say."""
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024 / 1e6
        return None

    def end(self):
        self.process.kill()
        self.process.wait()


def attnscope(path, model, arguments):
    name = path if len(arguments.attnscope or []) > 1 else "attnscope"
    command = [path, "bench", "--serve", "--model", model, "--threads", str(arguments.threads)]
    return Engine(name, command + ["--input", str(arguments.input)])


def attnscope_logits(path, model, arguments):
    with tempfile.NamedTemporaryFile(suffix=".ppm") as file:
        side = arguments.input
        file.write(b"P6 %d %d 255\n" % (side, side) + pixels(side).tobytes())
        file.flush()
        command = [path, "infer", file.name, "--as-is", "--json", "--model", model]
        output = subprocess.run(command + ["--input", str(side)], check=True, capture_output=True)
    return json.loads(output.stdout)["logits"]


def difference(own, other):
    """The largest difference of logits, in standard deviations of the other's."""
    return max(abs(a - b) for a, b in zip(own, other)) / statistics.pstdev(other)


def peer(name, model, arguments):
    command = [sys.executable, __file__, "--serve", name, "--model", model]
    command += ["--threads", str(arguments.threads), "--input", str(arguments.input)]
    for option in ["reference", "clones"]:
        value = getattr(arguments, option)
        if value:
            command += [f"--{option}", value]
    return Engine(name, command)


def measure(model, names, arguments):
    """The times of each engine in each round, and the most memory that it took."""
    engines = []
    try:
        for path in arguments.attnscope or [".build/release/attnscope"]:
            engines.append(attnscope(path, model, arguments))
        for name in names:
            engines.append(peer(name, model, arguments))
            if arguments.reference is None:
                own = attnscope_logits(engines[0].path, model, arguments)
                largest = difference(own, engines[-1].logits)
                print(f"{model}: logits of {name} differ by {largest:.1e} of their deviation at most")
        times = {engine.name: [] for engine in engines}
        for number in range(arguments.rounds):
            first = number % len(engines)
            for engine in engines[first:] + engines[:first]:
                times[engine.name].append(engine.milliseconds(arguments.runs, arguments.warming))
        return times, {engine.name: engine.peak_megabytes() for engine in engines}
    finally:
        for engine in engines:
            engine.end()


def ratios(times):
    """The part of each engine's time that the first takes: its quartiles over rounds."""
    first = next(iter(times.values()))
    found = {}
    for name, own in times.items():
        of_rounds = [a / b for a, b in zip(first, own)]
        enough = of_rounds if len(of_rounds) > 1 else of_rounds * 2
        found[name] = statistics.quantiles(enough, n=4, method="inclusive")
    return found


def report(model, times, memory, arguments):
    first = next(iter(times))
    print(f"{model}, {arguments.threads} threads, {arguments.rounds} rounds of {arguments.runs} runs")
    print(f"{'':24}{'median':>10}{'min':>10}{'memory':>10}   {first} takes of it")
    for name, (low, middle, high) in ratios(times).items():
        own = times[name]
        peak = f"{memory[name]:8.0f}MB" if memory[name] else f"{'-':>10}"
        takes = f"{middle:.3f}  ({low:.3f} to {high:.3f})" if name != first else ""
        print(f"{name:24}{statistics.median(own):8.1f}ms{min(own):8.1f}ms{peak}   {takes}".rstrip())
    print(flush=True)


def report_table(measured):
    print(f"{'model':14}{'attnscope':>12}" + "".join(f"{'of ' + name:>16}" for name in ENGINES))
    for model, times in measured.items():
        found = ratios(times)
        cells = (f"{found[name][1]:16.3f}" if name in found else f"{'-':>16}" for name in ENGINES)
        own = statistics.median(next(iter(times.values())))
        print(f"{model:14}{own:10.1f}ms" + "".join(cells))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", default="swin-t")
    parser.add_argument("--table", action="store_true", help="measure " + ", ".join(TABLE))
    parser.add_argument("--engines", default=",".join(ENGINES), help="of " + ", ".join(ENGINES))
    parser.add_argument("--attnscope", action="append", help="the program; several compare builds")
    parser.add_argument(
        "--clones",
        default=os.environ.get("ATTNSCOPE_CLONES"),
        help="the folder of cloned repositories (ATTNSCOPE_CLONES)",
    )
    parser.add_argument("--reference", help="file.py:function that makes the model in PyTorch")
    parser.add_argument("--input", type=int, default=224)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--runs", type=int, default=5, help="runs of a turn that count")
    parser.add_argument("--warming", type=int, default=2, help="runs of a turn that go before")
    parser.add_argument("--serve", choices=ENGINES, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        return serve(arguments)
    wanted = [name for name in arguments.engines.split(",") if name]
    measured = {}
    for model in TABLE if arguments.table else [arguments.model]:
        names = [name for name in wanted if not arguments.table or name in TABLE[model]]
        times, memory = measure(model, names, arguments)
        report(model, times, memory, arguments)
        measured[model] = times
    if arguments.table:
        report_table(measured)


if __name__ == "__main__":
    main()
