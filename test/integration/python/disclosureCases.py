"""Disclosure packages with what a checker must answer (disclosure.md section 5); prints every case that differs and exits non-zero."""
from __future__ import annotations

import os
import struct
import sys
import zlib
from typing import Any, Dict, Iterator, List, Tuple

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "tools", "verify"))

import cbor  # noqa: E402
from disclosure import Disclosure  # noqa: E402
from primitives import sha256  # noqa: E402
from writer import STRANGER, Frame, Writer, noted, proof, record, split_note  # noqa: E402

Case = Tuple[str, bytes, str, List[str], Dict[str, Any]]
log = Writer()
one = log.write([noted("one")])
two = log.write([noted("a")] + split_note(1) + [noted("b")])
three = log.write([noted("three")])
genesis = log.genesis
RECORDS = [record(genesis, "membership"), record(one, "sealed"), record(two, "leaves", [1, 2, 4]), record(three, "opened")]
COUNTS = [4, 7, 4, 3, 1]


def changed(at: int, **fields: Any) -> List[Dict[str, Any]]:
    return [{**found, **fields} if index == at else found for index, found in enumerate(RECORDS)]


def made(records: List[Dict[str, Any]], counts: List[int] = COUNTS, heads: Any = None, **more: Any) -> bytes:
    return proof(log, records, counts, heads or [three], **more)


def leaves_of(indices: List[int], **fields: Any) -> Dict[str, Any]:
    found = record(two, "leaves", indices)
    found["leaves"] = [{**leaf, **fields} for leaf in found["leaves"]]
    return found


def flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def zipped(hfd: bytes, others: Dict[str, bytes], method: int = 0) -> bytes:
    """The ZIP of section 1.1; another method only in its number."""
    locals_, directory, members = b"", b"", sorted((name.encode(), content) for name, content in {**others, "disclosure.hfd": hfd}.items())
    for name, content in members:
        common = struct.pack("<HHHHHLLLHH", 20, 0x0800, method, 0, 0x21, zlib.crc32(content), len(content), len(content), len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, len(locals_)) + name
        locals_ += b"PK\x03\x04" + common + name + content
    return locals_ + directory + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, len(members), len(members), len(directory), len(locals_), 0)


def listed(files: Dict[str, bytes]) -> List[Dict[str, Any]]:
    return [{"name": name, "size": len(content), "sha256": sha256(content)} for name, content in sorted(files.items())]


def whole_cases() -> Iterator[Case]:
    good = made(RECORDS)
    yield "as written", good, "ok", [], dict(zip(("frames", "leaves", "shown", "entries", "redacted"), COUNTS))
    yield "no bytes", b"", "malformed", ["malformed-package"], {"log": None}
    yield "another magic", b"X" + good[1:], "malformed", ["malformed-package"], {}
    yield "cut in the manifest", good[:100], "malformed", ["malformed-package"], {}
    yield "one bit of the manifest", flip(good, good.index(b"for the test")), "failed", ["bad-signature"], {"frames": 0, "log": log.log.hex()}
    yield "one bit of the records", flip(good, len(good) - 9), "failed", ["records-mismatch"], {"frames": 0}
    yield "cut in the records", good[:-9], "failed", ["records-mismatch"], {}
    yield "a byte more", good + b"\0", "failed", ["records-mismatch"], {}
    yield "version 2", made(RECORDS, version=2), "malformed", ["unknown-version"], {}
    yield "another format", made(RECORDS, format="x"), "malformed", ["malformed-package"], {}
    yield "an unknown key", made(RECORDS, mood=1), "malformed", ["malformed-package"], {}
    yield "no frames", made([], [0] * 5), "malformed", ["heads-mismatch", "unknown-exporter"], {}
    yield "other counts", made(RECORDS, [4, 7, 4, 3, 0]), "failed", ["counts-mismatch"], {"redacted": 1}
    yield "another head", made(RECORDS, heads=[two]), "failed", ["heads-mismatch"], {}
    yield "made by a stranger", made(RECORDS, seed=STRANGER), "failed", ["unknown-exporter"], {}
    yield "only sealed", made([RECORDS[0]] + [record(frame, "sealed") for frame in (one, two, three)], [4, 7, 0, 0, 0]), "ok", [], {"shown": 0}


def record_cases() -> Iterator[Case]:
    yield "one bit of a body", made(changed(3, body=flip(three.body, 9)), [4, 7, 3, 2, 1]), "failed", ["body-hash-mismatch"], {"leaves": 7}
    yield "one bit of a key", made(changed(3, key=flip(three.okm, 3)), [4, 7, 3, 2, 1]), "failed", ["decrypt-failed"], {}
    yield "one bit of a commitment", made(changed(3, key=flip(three.okm, 80)), [4, 7, 3, 2, 1]), "failed", ["commitment-mismatch"], {}
    yield "one bit of a leaf", made(changed(2, **leaves_of([1, 2, 4], salt=bytes(16)))), "failed", ["counts-mismatch", "leaf-mismatch"], {"shown": 1}
    yield "an index beyond", made(changed(2, **leaves_of([4], index=9)), [4, 7, 1, 1, 0]), "failed", ["leaf-mismatch"], {}
    yield "a part without its entry", made(changed(2, **leaves_of([0, 2])), [4, 7, 1, 1, 0]), "failed", ["stray-part"], {}
    yield "a part at the beginning", made(changed(2, **leaves_of([2, 4])), [4, 7, 1, 1, 0]), "failed", ["stray-part"], {}
    yield "indices in another order", made(changed(2, leaves=leaves_of([1, 2])["leaves"][::-1]), [4, 6, 1, 1, 0]), "failed", ["counts-mismatch", "malformed-record"], {"gaps": 1}
    yield "a signature of another frame", made(changed(1, signature=two.signature), [4, 6, 4, 3, 1]), "failed", ["bad-signature"], {"gaps": 1}
    yield "a journal frame as membership", made([record(one, "membership")] + RECORDS[:1] + RECORDS[2:], [4, 6, 4, 3, 1]), "failed", ["malformed-frame"], {"gaps": 1}
    yield "an unknown sort", made(changed(1, sort="x"), [4, 6, 4, 3, 1]), "failed", ["malformed-record"], {"gaps": 1}
    yield "a header of a later build", made(changed(1, header=cbor.encode([2] + one.members[1:])), [4, 6, 4, 3, 1]), "incomplete", ["unknown-version"], {"gaps": 1}
    yield "records in another order", made([RECORDS[0], RECORDS[2], RECORDS[1], RECORDS[3]]), "failed", ["malformed-record"], {}
    yield "a record twice", made(RECORDS[:2] + RECORDS[1:], [5, 7, 4, 3, 1]), "failed", ["malformed-record"], {}
    yield "a record of no bytes", made(RECORDS, packed=[cbor.encode(found) for found in RECORDS[:3]] + [b""]), "failed", ["records-mismatch"], {"frames": 0}
    yield "a frame missing", made(RECORDS[:2] + RECORDS[3:], [3, 2, 1, 1, 0]), "incomplete", [], {"gaps": 1}
    yield "two frames missing", made([RECORDS[0], RECORDS[3]], [2, 1, 1, 1, 0]), "incomplete", [], {"gaps": 2}
    yield "no genesis", made(RECORDS[1:], [3, 0, 0, 0, 0]), "malformed", ["unknown-exporter"], {"gaps": 0}
    branch = log.write([noted("other")], after=3)
    ordered = sorted([record(three, "opened"), record(branch, "opened")], key=lambda found: three.hash if found["header"] == three.header else branch.hash)
    yield "a fork", made(RECORDS[:3] + ordered, [5, 8, 5, 4, 1]), "failed", ["fork"], {"forks": 1}
    stranger = Writer(STRANGER, bytes(16), genesis).write([noted("x")])
    both = RECORDS[1:] + [record(stranger, "sealed")]
    both.sort(key=lambda found: (stranger.feed if found["header"] == stranger.header else one.feed, 0))
    yield "a stranger between", made([RECORDS[0]] + both, [5, 7, 4, 3, 1]), "failed", ["not-a-member"], {}


def newer_case() -> Iterator[Case]:
    fresh = Writer()
    fresh.write([noted("one")])
    newer = fresh.newer()
    after = fresh.write([noted("two")], head=newer.hash)
    records = [record(fresh.genesis, "membership"), record(newer, "membership"), record(fresh.frames[1], "sealed"), record(after, "opened")]
    yield "a membership operation of a newer build", proof(fresh, records, [4, 2, 1, 1, 0], [after]), "incomplete", [], {"gaps": 0}


def zip_cases() -> Iterator[Case]:
    files = {"READ-ME.txt": b"read", "format/frames.md": b"frames"}
    hfd = made(RECORDS, files=listed(files))
    yield "in a ZIP", zipped(hfd, files), "ok", [], {}
    yield "alone", hfd, "ok", [], {}
    yield "a file changed", zipped(hfd, {**files, "READ-ME.txt": b"reed"}), "failed", ["file-mismatch"], {}
    yield "a file more", zipped(hfd, {**files, "x": b""}), "failed", ["file-mismatch"], {}
    yield "a file less", zipped(hfd, {"READ-ME.txt": b"read"}), "failed", ["file-mismatch"], {}
    yield "a name that leads out", zipped(hfd, {**files, "../x": b""}), "malformed", ["malformed-package"], {}
    yield "a deflated ZIP", zipped(hfd, files, 8), "malformed", ["malformed-package"], {}
    yield "a byte behind the ZIP", zipped(hfd, files) + b"\0", "malformed", ["malformed-package"], {}
    yield "a cut ZIP", zipped(hfd, files)[:-1], "malformed", ["malformed-package"], {}
    yield "only the end of a ZIP", b"PK\x05\x06" + bytes(18), "malformed", ["malformed-package"], {}


def hostile_cases(answers: List[str]) -> int:
    """Every byte of a package changed, and every length cut: an answer always, a traceback never."""
    good, count = zipped(made(RECORDS), {}), 0
    for at in range(0, len(good), 7):
        for data in (flip(good, at), good[:at], good[:at] + b"\xff\xff\xff\xff" + good[at + 4:]):
            found = Disclosure()
            found.check(data)
            count += 1
            answers.append(found.verdict)
    return count + resealed_cases(answers)


def resealed_cases(answers: List[str]) -> int:
    """Changes inside records and manifest under a signature made anew, so that they reach every later step; none may pass as it was."""
    count = 0
    plain = [cbor.encode(found) for found in RECORDS]
    for index, encoded in enumerate(plain):
        for at in range(0, len(encoded), 3):
            found = Disclosure()
            found.check(made(RECORDS, packed=plain[:index] + [flip(encoded, at)] + plain[index + 1:]))
            answers.append("passed" if found.verdict == "ok" else found.verdict)
            count += 1
    for name, value in (("heads", 7), ("heads", [{}]), ("files", [1]), ("counts", {}), ("records", None), ("log", b""), ("scope", 1), ("app", []), ("statement", "x" * 4001), ("version", "1")):
        found = Disclosure()
        found.check(made(RECORDS, replaced={name: value}))
        answers.append("passed" if found.verdict != "malformed" else found.verdict)
        count += 1
    return count


def write_with_tokens(target: str, tokens: str) -> int:
    """A package with the statements and tokens that lie in a folder."""
    files = {f"tokens/{name}": open(os.path.join(tokens, name), "rb").read() for name in os.listdir(tokens) if name.endswith((".tsr", ".statement"))}
    with open(target, "wb") as file:
        file.write(zipped(made(RECORDS, files=listed(files)), files))
    return 0


def main() -> int:
    cases = [*whole_cases(), *record_cases(), *newer_case(), *zip_cases()]
    wrong = 0
    for name, data, verdict, classes, more in cases:
        found = Disclosure()
        found.check(data)
        answer = found.answer()
        expected = {"verdict": verdict, "classes": classes, **more}
        shown = {key: answer[key] for key in expected}
        if shown != expected:
            wrong += 1
            print(f"{name}: expected {expected}, found {answer}", file=sys.stderr)
    answers: List[str] = []
    hostile = hostile_cases(answers)
    wrong += sum(1 for answer in answers if answer not in ("ok", "failed", "malformed", "incomplete"))
    print(f"{len(cases)} packages, {len(cases) - wrong} as expected; {hostile} changed ones, {answers.count('ok')} still ok")
    return 0 if wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(write_with_tokens(*sys.argv[1:3]) if len(sys.argv) > 2 else main())
