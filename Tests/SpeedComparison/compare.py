#!/usr/bin/env python3
"""Compares the speed of attnscope with that of PyTorch, ONNX Runtime and OpenVINO on this machine.

Single runs say little on a machine that does other things too. So the engines take turns: in each
round every one makes a few runs, and what counts is the median, over the rounds, of the ratio of
its time to that of the others in the same round.

Needs Python with torch and timm, and for the engines of these names onnx, onnxruntime, openvino; it
installs nothing. Models that timm does not have are made by a function of yours:
--reference file.py:function.

    swift build -c release
    python3 Tests/SpeedComparison/compare.py --model swin-t --engines eager,onnxruntime,openvino
"""

import argparse
import contextlib
import importlib.util
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TIMM_NAMES = {
    "swin-t": "swin_tiny_patch4_window7_224",
    "swin-s": "swin_small_patch4_window7_224",
    "deit-ti": "deit_tiny_patch16_224",
    "deit-s": "deit_small_patch16_224",
}
ENGINES = ["eager", "onnxruntime", "openvino"]


def reference_model(name, reference):
    """The model in PyTorch, with random weights."""
    if reference is None:
        import timm

        return timm.create_model(TIMM_NAMES[name], pretrained=False).eval()
    path, function = reference.rsplit(":", 1)
    spec = importlib.util.spec_from_file_location("reference", path)
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(Path(path).parent))
    spec.loader.exec_module(module)
    return getattr(module, function)().eval()


def onnx_file(model, picture, folder):
    import torch

    path = str(Path(folder) / "model.onnx")
    with contextlib.redirect_stdout(io.StringIO()):
        torch.onnx.export(model, picture, path, opset_version=17, dynamo=False)
    return path


def make_engine(name, model, picture, threads):
    """A function that runs the model once."""
    import torch

    torch.set_num_threads(threads)
    if name == "eager":

        def run():
            with torch.inference_mode():
                model(picture)

        return run
    with tempfile.TemporaryDirectory() as folder:
        path = onnx_file(model, picture, folder)
        if name == "onnxruntime":
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            session = onnxruntime.InferenceSession(path, options)
            inputs = {session.get_inputs()[0].name: picture.numpy()}
            return lambda: session.run(None, inputs)
        import openvino

        settings = {
            "INFERENCE_NUM_THREADS": threads,
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "f32",
        }
        request = openvino.Core().compile_model(path, "CPU", settings).create_infer_request()
        numbers = picture.numpy()
        return lambda: request.infer([numbers])


def serve(arguments):
    """Runs one engine in a process of its own: a number of runs on each line, their times back."""
    import torch

    torch.manual_seed(0)
    picture = torch.randn(1, 3, arguments.input, arguments.input)
    model = reference_model(arguments.model, arguments.reference)
    run = make_engine(arguments.serve, model, picture, arguments.threads)
    for _ in range(3):
        run()
    print("ready", flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            start = time.perf_counter()
            run()
            times.append((time.perf_counter() - start) * 1000)
        print(json.dumps(times), flush=True)


class PythonEngine:
    def __init__(self, name, arguments):
        self.name = name
        command = [sys.executable, __file__, "--serve", name, "--model", arguments.model]
        command += ["--threads", str(arguments.threads), "--input", str(arguments.input)]
        if arguments.reference:
            command += ["--reference", arguments.reference]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for line in self.process.stdout:
            if line.strip() == "ready":
                return
        raise SystemExit(f"{name} does not start for {arguments.model}")

    def milliseconds(self, runs):
        """The middle one of some runs, after one that does not count."""
        print(runs + 1, file=self.process.stdin, flush=True)
        return statistics.median(json.loads(self.process.stdout.readline())[1:])


class Attnscope:
    def __init__(self, path, arguments):
        self.name = path
        self.command = [path, "bench", "--json", "--model", arguments.model]
        self.command += ["--threads", str(arguments.threads), "--input", str(arguments.input)]

    def milliseconds(self, runs):
        output = subprocess.run(
            [*self.command, "-n", str(runs)], check=True, capture_output=True
        ).stdout
        return json.loads(output)["median"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", default="swin-t")
    parser.add_argument("--engines", default=",".join(ENGINES), help="of " + ", ".join(ENGINES))
    parser.add_argument("--attnscope", action="append", help="the program; several compare builds")
    parser.add_argument("--reference", help="file.py:function that makes the model in PyTorch")
    parser.add_argument("--input", type=int, default=224)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--serve", choices=ENGINES, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        return serve(arguments)
    programs = arguments.attnscope or [".build/release/attnscope"]
    engines = [Attnscope(path, arguments) for path in programs]
    engines += [PythonEngine(name, arguments) for name in arguments.engines.split(",") if name]
    times = {engine.name: [] for engine in engines}
    for _ in range(arguments.rounds):
        for engine in engines:
            times[engine.name].append(engine.milliseconds(arguments.runs))
    first = engines[0].name
    print(f"{arguments.model}, {arguments.threads} threads, {arguments.rounds} rounds")
    print(f"{'':24}{'median':>10}{'min':>10}   {first} takes of it")
    for name, own in times.items():
        ratio = statistics.median(a / b for a, b in zip(times[first], own))
        print(f"{name:24}{statistics.median(own):8.1f}ms{min(own):8.1f}ms   {ratio:.3f}")


if __name__ == "__main__":
    main()
