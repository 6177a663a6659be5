#!/usr/bin/env python3
"""Runs every file of test/vectors and compares answers: `vectors.py [folder]` prints `N vectors, N agree`.

A file that is not known here is a disagreement, so that a new kind of vector cannot be passed over.
"""
from __future__ import annotations

import json
import os
import sys
from typing import Callable, Dict, Iterator, Tuple

import vector_answers

Check = Callable[[dict], Iterator[Tuple[str, object, object]]]

CHECKS: Dict[str, Check] = vector_answers.CHECKS


def main(folder: str) -> int:
    """0 when every vector agrees."""
    names = sorted(name for name in os.listdir(folder) if name.endswith(".json"))
    total = agreed = 0
    problems = 0
    for name in names:
        check = CHECKS.get(name)
        if check is None:
            print(f"{name}: no check is known for this file", file=sys.stderr)
            problems += 1
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            data = json.load(file)
        for case, expected, found in check(data):
            total += 1
            if expected == found:
                agreed += 1
            else:
                print(f"{name}: {case}: expected {str(expected)[:300]}, found {str(found)[:300]}", file=sys.stderr)
    for name in sorted(set(CHECKS) - set(names)):
        print(f"{name}: the file is missing", file=sys.stderr)
        problems += 1
    print(f"{total} vectors, {agreed} agree")
    return 0 if total > 0 and agreed == total and problems == 0 else 1


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..", "test", "vectors")))
