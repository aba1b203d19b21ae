"""A process from its start to its end, with a function that does nothing: child.py METHOD, for every round."""
import multiprocessing
import sys

from rounds import serve


def nothing():
    pass


def child(method):
    process = multiprocessing.get_context(method).Process(target=nothing)
    process.start()
    process.join()
    assert process.exitcode == 0


if __name__ == "__main__":
    serve(lambda: child(sys.argv[1]))
