"""The long run:  python tests/fuzz [--steps 1000000] [--seed 0] [--jobs 1]

Walks of 400 rules each, in processes that are renewed (terms live as long as their process).  Prints how often each rule
concluded something, and every conclusion that is false at a point; exit code 1 when there is one.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter

from fuzz_walk import Walk

LENGTH, CHUNK = 400, 50


def chunk(first: int) -> tuple[int, Counter[str], int, list[str]]:
    """Walks with the seeds from `first` on: attempts, what was concluded, points at which it was decided, what is false."""
    walks = [Walk(seed).run(LENGTH) for seed in range(first, first + CHUNK)]
    false = [f"seed {first + n}: {name}: {', '.join(map(str, th.hyps))} ⊢ {th.concl}"
             for n, w in enumerate(walks) for name, th in w.false]
    return sum(w.attempts for w in walks), sum((w.minted for w in walks), Counter()), sum(w.decided for w in walks), false


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--steps", type=int, default=1_000_000, help="rule applications that conclude something")
    given.add_argument("--seed", type=int, default=0)
    given.add_argument("--jobs", type=int, default=1)
    options = given.parse_args()
    start, seed = time.perf_counter(), options.seed
    attempts, minted, decided, false = 0, Counter[str](), 0, list[str]()
    with multiprocessing.Pool(options.jobs, maxtasksperchild=1) as pool:
        while minted.total() < options.steps:
            firsts = [seed + k*CHUNK for k in range(8)]
            for tried, concluded, points, wrong in pool.imap(chunk, firsts, chunksize=1):
                attempts, minted, decided, false = attempts + tried, minted + concluded, decided + points, false + wrong
            seed = firsts[-1] + CHUNK
            print(f"seeds {options.seed}–{seed - 1}: {attempts:,} rules tried, {minted.total():,} concluded, "
                  f"decided {decided:,} times at a point, {len(false)} false ({time.perf_counter() - start:.0f} s)", flush=True)
    print("\n".join(f"{n:>9,}  {name}" for name, n in minted.most_common()))
    print("\n".join(false) or "no false theorem")
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
