"""attnscope's seeded parameters: every number follows from a seed, a published name, and its place."""

import re

import numpy as np

GOLDEN = 0x9E3779B97F4A7C15


def fnv1a64(text):
    state = 0xCBF29CE484222325
    for byte in text.encode():
        state = (state ^ byte) * 0x100000001B3 % 2**64
    return state


def numbers(name, shape, seed=0):
    """The parameter of a name, as float32 of a shape."""
    count = int(np.prod(shape))
    state = fnv1a64(name) ^ (seed * GOLDEN % 2**64)
    z = np.uint64(state) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(GOLDEN)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    v = 2 * ((z >> np.uint64(11)).astype(np.float64) * 2.0**-53) - 1
    kind = name.rsplit(".", 1)[-1]
    if kind == "running_mean":
        v = 0.2 * v
    elif kind == "running_var":
        v = 1 + 0.5 * v
    elif kind == "weight":
        v = 1 + 0.1 * v if len(shape) == 1 else np.sqrt(3 / (count // shape[0])) * v
    elif kind == "bias":
        v = 0.1 * v
    else:
        v = 0.5 * v
    return v.astype(np.float32).reshape(shape)


def published(model, name):
    """The published name of what timm calls otherwise: Swin's downsampling ends a stage there."""
    if not model.startswith("swin"):
        return name
    moved = re.fullmatch(r"layers\.(\d+)\.(downsample\..*)", name)
    name = f"layers.{int(moved[1]) - 1}.{moved[2]}" if moved else name
    return name.replace("head.fc.", "head.")


def fill(model, module):
    """Gives a model in PyTorch the parameters that attnscope gives its own."""
    import torch

    state = module.state_dict()
    for name, tensor in state.items():
        if tensor.is_floating_point() and not name.endswith("attn_mask"):
            values = numbers(published(model, name), tuple(tensor.shape))
            state[name] = torch.from_numpy(values)
    module.load_state_dict(state)
