"""What processes share: increments under a lock, items through a queue."""
import sys
from multiprocessing import Barrier, Lock, Pipe, Process, Queue, RawValue, SimpleQueue

from rounds import serve


def increment(lock, value, times):
    for _ in range(times):
        with lock:
            value.value += 1


def again_and_again(begin, end, lock, value, times):
    while True:
        begin.wait()
        increment(lock, value, times)
        end.wait()


def by_lock(processes, times):
    lock, value = Lock(), RawValue("i", 0)
    begin, end = Barrier(processes), Barrier(processes)
    others = [
        Process(target=again_and_again, args=(begin, end, lock, value, times), daemon=True)
        for _ in range(processes - 1)
    ]
    for other in others:
        other.start()

    def work():
        begin.wait()
        increment(lock, value, times)
        end.wait()

    serve(work)
    for other in others:
        other.terminate()


def fill(asked, queue, times):
    while asked.recv():
        for i in range(times):
            queue.put(i)


def by_queue(queue, times):
    here, there = Pipe()
    process = Process(target=fill, args=(there, queue, times), daemon=True)
    process.start()

    def work():
        here.send(True)
        for i in range(times):
            assert queue.get() == i

    serve(work)
    process.terminate()


if __name__ == "__main__":
    case, processes, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if case == "lock":
        by_lock(processes, times)
    else:
        by_queue({"queue": Queue, "simple": SimpleQueue}[case](), times)
