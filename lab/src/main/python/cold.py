"""A pool of processes from nothing to nothing: cold.py METHOD ITEMS WORKERS [serve].

Prints how long it took in this process. With "serve", does it again for every round: the first pool of a process is then
one of the rounds that are thrown away. METHOD "none" is Python itself: it starts and ends.
"""
import json
import multiprocessing
import sys
import time

from rounds import serve


def square(x):
    return x * x


def by_joblib(items, workers):
    from joblib import Parallel, delayed
    from joblib.externals.loky import get_reusable_executor
    squares = Parallel(n_jobs=workers)(delayed(square)(x) for x in range(items))
    get_reusable_executor().shutdown(wait=True)
    assert squares[-1] == (items - 1) ** 2


def cold(method, items, workers):
    if method == "joblib":
        by_joblib(items, workers)
        return
    context = multiprocessing.get_context(method)
    pool = context.Pool(workers)
    squares = pool.map(square, range(items))
    pool.close()
    pool.join()
    assert squares[-1] == (items - 1) ** 2


if __name__ == "__main__":
    how, count, processes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if len(sys.argv) > 4:
        serve(lambda: cold(how, count, processes))
    else:
        begin = time.perf_counter_ns()
        if how != "none":
            cold(how, count, processes)
        print(json.dumps({"nanos": time.perf_counter_ns() - begin}))
