"""Many tiny items over warm pools, and the plain loop: map_items.py HOW FUNCTION ITEMS WORKERS."""
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool
from multiprocessing.dummy import Pool as ThreadPool

from rounds import serve


def increment(x):
    return x + 1


def square(x):
    return x * x


def checked(function, data, mapped):
    """The work: maps everything, and looks at the last value so that a lazy map has been drained."""
    last = function(data[-1])

    def work():
        assert list(mapped(function, data))[-1] == last

    return work


def by_ray(function, data, workers):
    """Ray has no map, so inputs go in as many chunks as Pool.map would make."""
    import ray
    ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False)
    remote = ray.remote(lambda chunk: [function(x) for x in chunk])

    def mapped(_, xs):
        size = max(1, len(xs) // (workers * 4))
        chunks = [xs[i:i + size] for i in range(0, len(xs), size)]
        return [y for ys in ray.get([remote.remote(c) for c in chunks]) for y in ys]

    serve(checked(function, data, mapped))
    ray.shutdown()


def main(how, function, items, workers):
    data = list(range(items))
    if how == "loop":
        serve(checked(function, data, lambda f, xs: [f(x) for x in xs]))
    elif how == "pool":
        with Pool(workers) as pool:
            serve(checked(function, data, pool.map))
    elif how == "threads":
        with ThreadPool(workers) as pool:
            serve(checked(function, data, pool.map))
    elif how == "joblib":
        from joblib import Parallel, delayed
        with Parallel(n_jobs=workers) as parallel:
            serve(checked(function, data, lambda f, xs: parallel(delayed(f)(x) for x in xs)))
    elif how == "ray":
        by_ray(function, data, workers)
    elif how == "executor":
        chunk = max(1, items // (workers * 4))
        with ProcessPoolExecutor(workers) as executor:
            serve(checked(function, data, lambda f, xs: executor.map(f, xs, chunksize=chunk)))


if __name__ == "__main__":
    main(sys.argv[1], {"increment": increment, "square": square}[sys.argv[2]], int(sys.argv[3]), int(sys.argv[4]))
