"""Many doubles as the result of a worker: big.py COUNT."""
import sys
from array import array
from multiprocessing import Pool

from rounds import serve


def made(count):
    return array("d", (float(i % 7) for i in range(1000))) * (count // 1000)


if __name__ == "__main__":
    with Pool(1) as pool:
        def work():
            assert len(pool.apply(made, (int(sys.argv[1]),))) > 0

        serve(work)
