"""The private memory of an idle worker of a pool, in bytes: idle.py ITEMS."""
import sys
import time
from multiprocessing import Pool


def increment(x):
    return x + 1


def private_bytes(pid):
    with open(f"/proc/{pid}/smaps_rollup") as lines:
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


if __name__ == "__main__":
    with Pool(1) as pool:
        assert pool.map(increment, range(int(sys.argv[1])))[-1] == int(sys.argv[1])
        time.sleep(1)
        print(private_bytes(pool._pool[0].pid))
