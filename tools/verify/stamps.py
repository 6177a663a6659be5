"""Time stamps beside a disclosure, given to openssl (witness.md section 4, disclosure.md section 1)."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from typing import Any, Dict, Iterator

from archive import Member

MOST_TOKENS = 1_000
LARGEST = 1 << 20


def check_tokens(data: Any, members: Dict[str, Member], authority: str) -> Iterator[str]:
    """One line per token: what `openssl ts -verify` says of it against its statement."""
    if shutil.which("openssl") is None:
        yield "not proven  time stamps were not looked at: openssl is not here"
        return
    names = sorted(name for name in members if re.fullmatch(r"tokens/[0-9]+\.tsr", name))
    if not names:
        yield "not proven  there are no time stamps in this package"
    for name in names[:MOST_TOKENS]:
        statement = members.get(name[:-4] + ".statement")
        if statement is None or max(statement.size, members[name].size) > LARGEST:
            yield f"FAILED      {name}: without its statement, or too large"
            continue
        yield _verify(data, name, members[name], statement, authority)


def _verify(data: Any, name: str, token: Member, statement: Member, authority: str) -> str:
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        paths = {}
        for kind, member in (("token", token), ("statement", statement)):
            paths[kind] = os.path.join(folder, kind)
            with open(paths[kind], "wb") as file:
                file.write(data[member.start:member.start + member.size])
        # A whole reply or a bare token; a root or the signing certificate itself, where this openssl knows the option.
        for extra in (["-token_in", "-partial_chain"], ["-partial_chain"], ["-token_in"], []):
            command = ["openssl", "ts", "-verify", "-data", paths["statement"], "-in", paths["token"], "-CAfile", authority, *extra]
            run = subprocess.run(command, capture_output=True, timeout=60, check=False)
            if run.returncode == 0:
                return f"holds       {name}: openssl verifies it against {os.path.basename(authority)}"
    return f"FAILED      {name}: openssl does not verify it against {os.path.basename(authority)}"
