"""Models in PyTorch: timm's, and those of clones of public repositories.

The clones are those of the person who measures, in one folder, each under its own name. What these
repositories need to run on a CPU, and with a timm and a PyTorch of today, is done here.
"""

import copy
import importlib.util
import sys
import types
from pathlib import Path

TIMM_NAMES = {
    "swin-t": "swin_tiny_patch4_window7_224",
    "swin-s": "swin_small_patch4_window7_224",
    "deit-ti": "deit_tiny_patch16_224",
    "deit-s": "deit_small_patch16_224",
}

CSWIN = ("CSWin-Transformer", "models/cswin.py", "https://github.com/microsoft/CSWin-Transformer")
PALE = (
    "pale-transformer-pytorch",
    "pale-transformer.py",
    "https://github.com/qwopqwop200/pale-transformer-pytorch",
)
BOAT = "https://github.com/mahaoyuHKU/pytorch-boat"
BOAT_SWIN = ("pytorch-boat", "BOAT-Swin/models/boat_swin_transformer.py", BOAT)
BOAT_CSWIN = ("pytorch-boat", "BOAT-CSWin/models/cswin_boat.py", BOAT)


def cswin(clones):
    return load(clones, CSWIN).CSWin_64_12211_tiny_224()


def pale(clones):
    """The repository has the largest model; the tiny one is half as wide, with half the heads."""
    import torch

    module = load(clones, PALE)
    arguments = copy.deepcopy(module.args)
    for stage in arguments["stage_args"]:
        stage["out_dim"] //= 2
        stage["num_heads"] //= 2
    model = module.PS_Transformer(arguments)
    model.softmax = torch.nn.Identity()
    return model


def boat_swin(clones):
    run_on_cpu()
    return load(clones, BOAT_SWIN).SwinTransformer()


def boat_cswin(clones):
    run_on_cpu()
    return load(clones, BOAT_CSWIN).CSWin_64_12211_tiny_224()


FUNCTIONS = {
    "cswin-t": cswin,
    "pale-t": pale,
    "boat-swin-t": boat_swin,
    "boat-cswin-t": boat_cswin,
}

# Pictures that a reference has to be given at once: BOAT-CSWin's pairs clusters of two.
BATCHES = {"boat-cswin-t": 2}


def make(name, clones, reference=None):
    """The model in PyTorch, ready to run.

    `reference` is `file.py:function`, a function of somebody else that makes it.
    """
    if reference is not None:
        path, function = reference.rsplit(":", 1)
        sys.path.insert(0, str(Path(path).parent))
        return getattr(module_at(path), function)().eval()
    if name in FUNCTIONS:
        return FUNCTIONS[name](clones).eval()
    if name not in TIMM_NAMES:
        raise SystemExit(f"there is no reference for {name}; --reference makes one")
    import timm

    return timm.create_model(TIMM_NAMES[name], pretrained=False).eval()


def load(clones, source):
    folder, file, address = source
    path = Path(clones or ".") / folder / file
    if not path.exists():
        raise SystemExit(f"{path} is missing: git clone {address}, and name its folder by --clones")
    put_back_timm_modules()
    return module_at(path)


def module_at(path):
    spec = importlib.util.spec_from_file_location("reference_" + Path(path).stem.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def put_back_timm_modules():
    """Gives timm's functions under the names of modules that newer versions have moved."""
    import timm.layers
    import timm.models

    moved = {
        "timm.models.layers": (timm.layers, ["DropPath", "to_2tuple", "trunc_normal_"]),
        "timm.models.helpers": (timm.models, ["load_pretrained"]),
        "timm.models.registry": (timm.models, ["register_model"]),
    }
    for name, (home, functions) in moved.items():
        module = types.ModuleType(name)
        for function in functions:
            setattr(module, function, getattr(home, function))
        sys.modules[name] = module


def run_on_cpu():
    """Lets tensors stay where they are: BOAT's code moves its indices to a GPU."""
    import torch

    torch.Tensor.cuda = lambda tensor, *_, **__: tensor
