"""Opens exported networks as those who get them would, and compares their answers with ours.

Called by tests/native/exports.rs with a folder that holds the files and, as raw f32, images and the logits of each network.
Says what was compared, and what was skipped since a package is not there; ends with an error where answers differ.
"""

import json
import pathlib
import sys
import warnings

import numpy as np

folder = pathlib.Path(sys.argv[1])
facts = json.loads((folder / "facts.json").read_text())
images = np.fromfile(folder / "images.f32", np.float32).reshape(-1, facts["pixels"])


def expected(name):
    return np.fromfile(folder / f"{name}.f32", np.float32).reshape(len(images), -1)


def close(name, found, known):
    gap = float(np.max(np.abs(found - known)))
    assert gap <= 1e-5, f"{name}: logits differ by {gap}"
    assert (found.argmax(1) == known.argmax(1)).all(), name
    print(f"ok {name}: {len(found)} images, largest difference {gap:.1e}")


def agrees(name, found, known):
    same = float((found.argmax(1) == known.argmax(1)).mean())
    assert same >= 0.999, f"{name}: {100 * same:.2f} % of the answers agree"
    print(f"ok {name}: {100 * same:.2f} % of {len(found)} answers agree")


try:
    import onnxruntime
except ImportError:
    print("skipped onnxruntime: it is not installed")
else:
    # An input between two levels may go to either, by one rounding more or less before.
    compare = agrees if facts["rounded"] else close
    for name, known, check in [
        ("onnx", "dense", compare),
        ("onnx-shrunk", "dense", compare),
        ("onnx-int8", "int8", agrees),
    ]:
        session = onnxruntime.InferenceSession(folder / f"{name}.onnx", providers=["CPUExecutionProvider"])
        (found,) = session.run(["logits"], {"image": images})
        check(name, found, expected(known))

try:
    import onnx
except ImportError:
    print("skipped onnx's checker: it is not installed")
else:
    for file in ["onnx", "onnx-shrunk", "onnx-int8"]:
        onnx.checker.check_model(str(folder / f"{file}.onnx"), full_check=True)
        print(f"ok {file}.onnx: the checker has nothing to say")

try:
    import torch
except ImportError:
    print("skipped PyTorch: it is not installed")
    sys.exit()


def tensors(file):
    data = (folder / file).read_bytes()
    length = int.from_bytes(data[:8], "little")
    kinds = {"F32": np.float32, "BOOL": np.bool_}
    found = {}
    for key, about in json.loads(data[8 : 8 + length]).items():
        if key == "__metadata__":
            continue
        start, end = about["data_offsets"]
        raw = np.frombuffer(data[8 + length + start : 8 + length + end], kinds[about["dtype"]])
        found[key] = torch.tensor(raw.reshape(about["shape"]))
    return found


class Perceptron(torch.nn.Module):
    """As anyone would write it for these names."""

    def __init__(self, state, product):
        super().__init__()
        self.layers = len(state) // 2
        for n in range(1, self.layers + 1):
            outputs, inputs = state[f"fc{n}.weight"].shape
            setattr(self, f"fc{n}", torch.nn.Linear(inputs, outputs))
        self.load_state_dict(state)
        self.product = product

    def forward(self, x):
        x = x.flatten(1)
        for n in range(1, self.layers + 1):
            layer = getattr(self, f"fc{n}")
            x = layer(x) if self.product is None else self.product(x, layer)
            x = torch.relu(x) if n < self.layers else x
        return x


for file in ["net.safetensors", "net-masks.safetensors"]:
    state = tensors(file)
    masks = {key: state.pop(key) for key in list(state) if key.endswith(".mask")}
    network = Perceptron(state, None)
    if not facts["rounded"]:
        with torch.no_grad():
            close(f"PyTorch {file}", network(torch.tensor(images)).numpy(), expected("dense"))
    if "masks" in file:
        for key, mask in masks.items():
            assert (state[key.replace("mask", "weight")][~mask] == 0).all(), key
        print(f"ok {file}: masks of {len(masks)} layers cover all zeros")
        assert facts["rounded"] or len(masks) == network.layers, masks.keys()

state = tensors("net.safetensors")
products = {"gemm": None, "matmul": lambda x, layer: x @ layer.weight.t() + layer.bias}
for way, product in products.items():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Perceptron(state, product).eval(),
            (torch.zeros(1, facts["pixels"]),),
            folder / f"pytorch-{way}.onnx",
            dynamo=False,
        )
    print(f"ok pytorch-{way}.onnx was written, to be read here")
