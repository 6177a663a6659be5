"""Builds a log in memory and prints how many frames per second of processor time each reading takes, as one JSON line."""
from __future__ import annotations

import json
import os
import sys
import time

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.join(here, "..", "..")
sys.path[:0] = [os.path.join(root, "tools", "verify"), os.path.join(root, "test", "integration", "python")]

from package import take_frames  # noqa: E402
from primitives import signature_holds  # noqa: E402
from report import Findings, verdict_of  # noqa: E402
from sealed import StoredLog  # noqa: E402
from writer import SECRET, Writer, noted  # noqa: E402

ROUNDS = 3


def speed(count: int, work) -> float:
    """The best of a few rounds: another program's busy moment must not count."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return count / best


def main(count: int) -> None:
    writer = Writer()
    for number in range(count - 1):
        writer.write([noted(f"Observation {number}: isolated srv-{number % 17} from the network")])
    data = writer.stored()

    def read(secret) -> None:
        log, findings = StoredLog(writer.log, 1, secret), Findings()
        take_frames(log, data, 0, findings)
        log.reader.finish()
        assert verdict_of(log.reader, findings) == "ok" and len(log.reader.placed) == count

    def signatures() -> None:
        for frame in writer.frames:
            assert signature_holds(writer.device, frame.signature, b"holdfast/frame/1", frame.header)

    print(json.dumps({"keyed": speed(count, lambda: read(SECRET)), "keyless": speed(count, lambda: read(None)), "signatures": speed(count, signatures)}))


main(int(sys.argv[1]))
