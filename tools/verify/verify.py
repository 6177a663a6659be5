#!/usr/bin/env python3
"""Checks disclosure packages, journal packages and vault folders of Holdfast, by the specification in docs/spec alone.

Exit codes: 0 what could be checked holds, 1 something does not, 2 parts are missing or could not be judged,
3 nothing that can be checked, 64 wrong arguments, 66 no such file, 70 an error of the check itself,
74 a file could not be read, 77 the secret opens nothing.
"""
from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any, Dict, List, Optional

import say
import stamps
from disclosure import Disclosure
from frame import Refused
from package import MAGIC as JOURNAL_MAGIC, read_package
from report import EXIT_CODES, FAILED, MALFORMED, Findings, answer_for
from shown import describe
from source import opened
from vault import Unusable, check_vault


def main(arguments: List[str]) -> int:
    """Reads the arguments and runs one check, or one per file with --batch."""
    options = parse(arguments)
    try:
        if options.batch is not None:
            return run_batch(options.batch)
        if os.path.isdir(options.path):
            return run_vault(options)
        with opened(options.path) as data:
            return run_journal(data, options) if bytes(data[:4]) == JOURNAL_MAGIC else run_disclosure(data, options)
    except Unusable as unusable:
        sys.stderr.write(f"verify: {unusable}\n")
        return 77 if "secret" in str(unusable) else EXIT_CODES[MALFORMED]
    except FileNotFoundError as missing:
        sys.stderr.write(f"verify: there is no {say.clean(str(missing.filename))}\n")
        return 66
    except BrokenPipeError:
        # Whoever reads the report has seen enough; nothing more is written, also not at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 74
    except OSError as failure:
        sys.stderr.write(f"verify: a file could not be read: {failure.strerror}\n")
        return 74
    except Exception as failure:  # pylint: disable=broad-except
        # No file may end in a traceback that a reader takes for a finding: this is an error of the check itself.
        sys.stderr.write(f"verify: this check has an error of its own ({type(failure).__name__}) and says nothing about the file\n")
        return 70


def parse(arguments: List[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="verify.py", description="Checks packages and vaults of Holdfast without Holdfast.")
    parser.add_argument("path", nargs="?", help="a .zip or .hfd disclosure, a .hfp journal package or a vault folder")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of words")
    parser.add_argument("--passphrase-file", help="the first line opens the vault, and its content is checked too")
    parser.add_argument("--recovery-file", help="a recovery key or escrow identity instead of a passphrase")
    parser.add_argument("--authority", help="a certificate (PEM) of the time-stamp authority: its tokens are checked with openssl")
    parser.add_argument("--batch", metavar="FOLDER", help="check every .hfd and .zip in a folder, one JSON line each")
    parser.error = usage_error  # type: ignore[method-assign]
    options = parser.parse_args(arguments)
    if (options.path is None) == (options.batch is None):
        usage_error("name one file or folder, or --batch FOLDER")
    return options


def usage_error(message: str) -> None:
    """Wrong arguments."""
    sys.stderr.write(f"verify: {message}\n")
    raise SystemExit(64)


def run_batch(folder: str) -> int:
    """One line per package; 0 when every file could be looked at, whatever was found."""
    for name in sorted(os.listdir(folder)):
        if name.endswith((".hfd", ".zip")):
            with opened(os.path.join(folder, name)) as data:
                found = Disclosure()
                found.check(data)
                sys.stdout.write(json.dumps({"file": name, **found.answer()}) + "\n")
    return 0


def run_disclosure(data: Any, options: argparse.Namespace) -> int:
    """A disclosure package, in words or JSON."""
    found, shown = Disclosure(), []  # type: ignore[var-annotated]
    if not options.json:
        found.on_shown = lambda header, leaves: shown.extend(describe(leaves)) if len(shown) <= say.MOST_SHOWN else None
    found.check(data)
    if options.json:
        # The answer is fixed by disclosure.md section 5; what openssl says goes to standard error.
        emit(found.answer())
    else:
        print("\n".join(say.disclosure_lines(found, shown)))
    for line in stamps.check_tokens(data, found.members, options.authority) if options.authority is not None else ():
        print(line, file=sys.stderr if options.json else sys.stdout)
    return EXIT_CODES[found.verdict]


def run_journal(data: Any, options: argparse.Namespace) -> int:
    """A journal package of frames.md section 10."""
    findings = Findings()
    try:
        log = read_package(data, findings)
    except Refused as refused:
        verdict = FAILED if refused.kind in ("bad-signature", "crc-mismatch") else MALFORMED
        if options.json:
            emit({"what": "package", "verdict": verdict, "problems": [refused.kind]})
        else:
            print("\n".join([say.VERDICTS[verdict], ""] + say.problem_lines([refused.kind])))
        return EXIT_CODES[verdict]
    answer = answer_for(log, findings)
    if options.json:
        emit({"what": "package", "keyed": False, "verdict": answer.verdict, "logs": [answer.as_json()], "problems": answer.problems})
    else:
        print("\n".join([say.VERDICTS[answer.verdict], ""] + say.log_lines(answer, False) + [f"not proven  {text}" for text in say.NOT_PROVEN]))
    return EXIT_CODES[answer.verdict]


def run_vault(options: argparse.Namespace) -> int:
    """A vault folder."""
    answer = check_vault(options.path, first_line(options.passphrase_file), first_line(options.recovery_file))
    if options.json:
        logs: List[Dict[str, Any]] = [log.as_json() for log in answer.logs]
        emit({"what": "vault", "keyed": answer.keyed, "verdict": answer.verdict, "logs": logs, "problems": answer.problems, "parts": answer.parts, "badParts": answer.bad_parts})
        return EXIT_CODES[answer.verdict]
    lines = [say.VERDICTS[answer.verdict], ""]
    for log in answer.logs:
        lines += say.log_lines(log, answer.keyed) + [""]
    lines += [f"FAILED      {problem}" for problem in answer.problems + answer.bad_parts]
    if answer.keyed:
        lines.append(f"holds       {answer.parts - len(answer.bad_parts)} of {answer.parts} sealed evidence parts are byte for byte what was sealed")
    else:
        lines.append("not proven  Without a secret neither the content nor vault.json nor the evidence was checked.")
    print("\n".join(lines + [f"not proven  {text}" for text in say.NOT_PROVEN]))
    return EXIT_CODES[answer.verdict]


def first_line(path: Optional[str]) -> Optional[str]:
    """A secret in a file; comments of age-keygen are passed over."""
    if path is None:
        return None
    with open(path, encoding="utf-8", errors="replace") as file:
        lines = [line.rstrip("\r\n") for line in file]
    return next((line for line in lines if not line.startswith("#")), "")


def emit(value: Dict[str, Any]) -> None:
    """One JSON document."""
    print(json.dumps(value))


if __name__ == "__main__":
    # A verdict must not fail on a terminal that cannot show a letter.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
