"""One task there and back on warm processes: a pipe by hand, Pool.apply, ProcessPoolExecutor, Ray."""
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pipe, Pool, Process

from rounds import serve


def increment(x):
    return x + 1


def answer(connection):
    while True:
        x = connection.recv()
        if x is None:
            return
        connection.send(increment(x))


def by_pipe():
    here, there = Pipe()
    process = Process(target=answer, args=(there,))
    process.start()

    def work():
        here.send(41)
        assert here.recv() == 42

    serve(work)
    here.send(None)
    process.join()


def by_pool():
    with Pool(1) as pool:
        def work():
            assert pool.apply(increment, (41,)) == 42

        serve(work)


def by_executor():
    with ProcessPoolExecutor(1) as executor:
        def work():
            assert executor.submit(increment, 41).result() == 42

        serve(work)


def by_ray():
    import ray
    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)
    remote = ray.remote(increment)

    def work():
        assert ray.get(remote.remote(41)) == 42

    serve(work)
    ray.shutdown()


if __name__ == "__main__":
    {"pipe": by_pipe, "pool": by_pool, "executor": by_executor, "ray": by_ray}[sys.argv[1]]()
