"""PyTorch's plain loop on the same task: python pytorch.py MNIST_DIR THREADS

Reads one JSON line per wish, {"hidden": [256], "epochs": 1, "seed": 0, "dense": false}, answers with one JSON line
{"epochSeconds": ..., "evalSeconds": ..., "accuracy": ...}. Batches of 64, Adam lr 0.001, images in memory; an
evaluation is the median of five passes over the test images. `dense`: images without a zero.
"""
import gzip, json, statistics, sys, time
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

folder, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)
PASSES = 5


def idx(name, head):
    with gzip.open(f"{folder}/{name}-ubyte.gz") as file:
        return np.frombuffer(file.read()[head:], np.uint8)


def pixels(name, dense):
    levels = idx(name, 16)
    if dense:
        levels = 1 + np.floor(levels * (254 / 255) + 0.5).astype(np.uint8)
    return torch.from_numpy(levels.copy()).view(-1, 784).float() / 255


images = {dense: (pixels("train-images-idx3", dense), pixels("t10k-images-idx3", dense)) for dense in (False, True)}
y = torch.from_numpy(idx("train-labels-idx1", 8).copy()).long()
y_test = torch.from_numpy(idx("t10k-labels-idx1", 8).copy()).long()


def measure(hidden, epochs=1, seed=0, dense=False):
    x, x_test = images[dense]
    torch.manual_seed(seed)
    sizes = [784, *hidden, 10]
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    start = time.perf_counter()
    for _ in range(epochs):
        order = torch.randperm(len(x))
        for i in range(0, len(x), 64):
            batch = order[i : i + 64]
            optimizer.zero_grad()
            F.cross_entropy(model(x[batch]), y[batch]).backward()
            optimizer.step()
    seconds = (time.perf_counter() - start) / epochs
    passes = []
    for _ in range(PASSES):
        start = time.perf_counter()
        with torch.no_grad():
            correct = int((model(x_test).argmax(1) == y_test).sum())
        passes.append(time.perf_counter() - start)
    return {
        "epochSeconds": seconds,
        "evalSeconds": statistics.median(passes),
        "accuracy": correct / len(y_test),
    }


print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(measure(**json.loads(line))), flush=True)
