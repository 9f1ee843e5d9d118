"""PyTorch's plain loop on the same task: python pytorch.py MNIST_DIR THREADS

Reads one JSON line per wish, {"hidden": [256], "epochs": 1, "seed": 0}, answers with one JSON line
{"epochSeconds": ..., "evalSeconds": ..., "accuracy": ...}. Batches of 64, Adam lr 0.001, images in memory.
"""
import gzip, json, sys, time
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

folder, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)


def idx(name, head):
    with gzip.open(f"{folder}/{name}-ubyte.gz") as file:
        return torch.from_numpy(np.frombuffer(file.read()[head:], np.uint8).copy())


x = idx("train-images-idx3", 16).view(-1, 784).float() / 255
y = idx("train-labels-idx1", 8).long()
x_test = idx("t10k-images-idx3", 16).view(-1, 784).float() / 255
y_test = idx("t10k-labels-idx1", 8).long()


def measure(hidden, epochs, seed):
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
    trained = time.perf_counter()
    with torch.no_grad():
        correct = int((model(x_test).argmax(1) == y_test).sum())
    done = time.perf_counter()
    return {"epochSeconds": (trained - start) / epochs, "evalSeconds": done - trained, "accuracy": correct / len(y_test)}


print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(measure(**json.loads(line))), flush=True)
