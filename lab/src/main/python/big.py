"""Many doubles to a worker, or back from it: big.py argument|result COUNT."""
import sys
from array import array
from multiprocessing import Pool

from rounds import serve


def made(count):
    return array("d", (float(i % 7) for i in range(1000))) * (count // 1000)


if __name__ == "__main__":
    direction, count = sys.argv[1], int(sys.argv[2])
    with Pool(1) as pool:
        data = made(count)

        def there():
            assert pool.apply(sum, (data,)) > 0

        def back():
            assert len(pool.apply(made, (count,))) > 0

        serve({"argument": there, "result": back}[direction])
