# SPDX-License-Identifier: Apache-2.0
"""simpy_kernel.py mm1|hold PENDING EVENTS -- kernel.c's two classics by SimPy;
prints nanoseconds per event."""
import random
import sys
import time

import simpy


def hold(env, luck):
    while True:
        yield env.timeout(luck.expovariate(1))


def arrivals(env, luck, server):
    while True:
        yield env.timeout(luck.expovariate(0.9))
        env.process(customer(env, luck, server))


def customer(env, luck, server):
    with server.request() as turn:
        yield turn
        yield env.timeout(luck.expovariate(1))


def main():
    what, pending, events = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    luck, env = random.Random(1), simpy.Environment()
    if what == 'mm1':
        env.process(arrivals(env, luck, simpy.Resource(env)))
    else:
        for _ in range(pending):
            env.process(hold(env, luck))
        for _ in range(pending):
            env.step()  # each process's start is no event of the model
    # An M/M/1 customer is two events of the model, however many of SimPy's.
    began = time.perf_counter()
    if what == 'mm1':
        env.run(until=events / 2 / 0.9)
    else:
        for _ in range(events):
            env.step()
    print((time.perf_counter() - began) * 1e9 / events)


if __name__ == '__main__':
    main()
