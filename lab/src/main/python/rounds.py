"""Serves rounds: a line of JSON on standard input asks for one, a line of JSON on standard output answers.

    {"budget_ns": 100000000, "pause_ns": 0}   ->   {"nanos": 53958.0}

The work is repeated until the budget is used up, once at least; the answer is the median of its times.
A work that is not warm between rounds belongs in cold.py.
"""
import json
import sys
import time
from statistics import median


def sample(work, pause):
    if pause:
        time.sleep(pause / 1e9)
    begin = time.perf_counter_ns()
    work()
    return time.perf_counter_ns() - begin


def one_round(work, budget, pause):
    end = time.perf_counter_ns() + budget
    samples = [sample(work, pause)]
    while time.perf_counter_ns() < end and len(samples) < 100_000:
        samples.append(sample(work, pause))
    return median(samples)


def serve(work):
    for line in sys.stdin:
        asked = json.loads(line)
        nanos = one_round(work, asked["budget_ns"], asked["pause_ns"])
        print(json.dumps({"nanos": float(nanos)}), flush=True)
