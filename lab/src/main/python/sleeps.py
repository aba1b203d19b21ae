"""Items that only wait, over warm pools: sleeps.py HOW ITEMS SECONDS WORKERS."""
import sys
import time
from multiprocessing import Pool
from multiprocessing.dummy import Pool as ThreadPool

from rounds import serve


def square_slowly(item):
    x, seconds = item
    time.sleep(seconds)
    return x * x


if __name__ == "__main__":
    how, count, pause, processes = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    data = [(x, pause) for x in range(count)]
    with {"pool": Pool, "threads": ThreadPool}[how](processes) as pool:
        def work():
            assert pool.map(square_slowly, data)[-1] == (count - 1) ** 2

        serve(work)
