"""Items that only compute: cpu.py HOW ITEMS ROUNDS WORKERS, where ROUNDS is how many logarithms an item takes."""
import math
import sys
from multiprocessing import Pool

from rounds import serve


def logarithms(item):
    fixed, rounds = item
    last = 0.0
    for _ in range(rounds):
        last = math.log(fixed)
        fixed += 0.1
    return last


if __name__ == "__main__":
    how, count, rounds, processes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    data = [(1.0 + x, rounds) for x in range(count)]
    if how == "loop":
        serve(lambda: [logarithms(item) for item in data])
    else:
        with Pool(processes) as pool:
            serve(lambda: pool.map(logarithms, data, 1))
