"""Placing the frames of one log in their feeds (frames.md section 8, steps 3 to 8, gaps and forks)."""
from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from typing import Any, Callable, Deque, Dict, List, NamedTuple, Optional, Set, Tuple

import trees
from candidate import Candidate
from frame import JOURNAL, Refused, signature_of_frame_holds
from membership import Genesis, is_genesis, known_operation, read_genesis
from operations import Members
from primitives import ZEROS32
from resolve import Graph

WAITING, DUPLICATE, PLACED_MEMBERSHIP, OPENED, SEALED = "waiting", "duplicate", "membership", "opened", "sealed"
GOOD = (PLACED_MEMBERSHIP, OPENED, SEALED)

Slot = Tuple[bytes, int]


class Astray(Refused):
    """The frame names one that is not here, at a place where others stand."""

    def __init__(self) -> None:
        super().__init__("broken-chain")


class Placed:
    """A frame that stands in its feed."""

    __slots__ = ("feed", "seq", "previous", "edge", "complete", "outcome")

    def __init__(self, candidate: Candidate, edge: trees.Edge, complete: bool) -> None:
        self.feed = candidate.feed
        self.seq = candidate.header.seq
        self.previous = candidate.header.previous
        self.edge = edge
        # False behind a gap of more than one frame: the feed root cannot be computed there.
        self.complete = complete
        self.outcome = SEALED


class Gap(NamedTuple):
    """Frames of a feed that are missing between others."""

    feed: bytes
    from_seq: int
    to_seq: int


class LogReader:
    """Takes the frames of one log in any order."""

    def __init__(self, log_id: bytes, scope: Optional[int] = None) -> None:
        self.log_id = log_id
        self.scope = scope
        self.placed: Dict[bytes, Placed] = {}
        self.slots: Dict[Slot, List[bytes]] = {}
        self.seqs: Dict[bytes, List[int]] = {}
        self.authors: Dict[bytes, bytes] = {}
        self.graph = Graph(log_id)
        # Operations whose frame stands and that wait for one of their merges: by the header hash of that one.
        self._operations: Dict[bytes, List[Tuple[Candidate, Dict[str, Any]]]] = {}
        self.gaps: List[Gap] = []
        self.problems: Set[str] = set()
        self.undecided: Set[bytes] = set()
        self.duplicates = 0
        self.on_operation: Callable[[Dict[str, Any]], None] = lambda operation: None
        self.on_placed: Callable[[Candidate], None] = lambda candidate: None
        self.on_settled: Callable[[Candidate, str], None] = lambda candidate, outcome: None
        self._by_slot: Dict[Slot, Dict[bytes, Candidate]] = {}
        self._by_head: Dict[bytes, Dict[bytes, Candidate]] = {}
        # By feed, seq and the header hash that they name: refused, unless a fork opens there.
        self._aside: Dict[Tuple[bytes, int, bytes], Dict[bytes, Candidate]] = {}

    def take(self, candidate: Candidate) -> str:
        """Steps 3 to 12: what became of the frame, and of those that waited for it."""
        try:
            self._check_alone(candidate)
        except Refused as refused:
            return self._settle(candidate, refused.kind)
        self.authors[candidate.feed] = candidate.header.author
        known = self.placed.get(candidate.hash)
        if known is not None:
            return self._take_again(known, candidate)
        if self._is_waiting(candidate):
            self.duplicates += 1
            return DUPLICATE
        if candidate.hash in self._aside.get((candidate.feed, candidate.header.seq, candidate.header.previous), {}):
            self.duplicates += 1
            return "broken-chain"
        return self._run(deque([candidate]), False)

    def finish(self) -> None:
        """No more frames are coming: what waits is placed behind gaps where that is possible, what stands aside is refused."""
        self._settle_waiting()
        for aside in self._aside.values():
            for candidate in aside.values():
                self._settle(candidate, "broken-chain")
        self._aside.clear()

    def _settle_waiting(self) -> None:
        while True:
            lowest: Dict[bytes, int] = {}
            for feed, seq in self._by_slot:
                lowest[feed] = min(seq, lowest.get(feed, seq))
            if not lowest:
                return
            for feed, seq in sorted(lowest.items()):
                self._run(deque(self._by_slot.pop((feed, seq)).values()), True)

    @property
    def waiting(self) -> int:
        """Frames that still wait."""
        return sum(len(found) for table in (self._by_slot, self._by_head, self._operations) for found in table.values())

    def membership(self) -> Optional[Members]:
        """The state of the log, after all its operations; None before the genesis."""
        whole = self.graph.whole()
        return None if whole is None else whole.state

    def after_removal(self, known: bytes) -> bool:
        """A frame of a device that is no member any more and that its removal did not see (membership.md section 3.4)."""
        state, placed = self.membership(), self.placed[known]
        author = self.authors[placed.feed]
        if state is None or state.newer or author in state.roles:
            return False
        return not any(feed == placed.feed and placed.seq <= seq and self._is_below(known, seq, header) for feed, seq, header in state.removed.get(author, ()))

    def _is_below(self, known: bytes, seq: int, header: bytes) -> bool:
        """Where the frame that was seen is not here itself, its place decides."""
        feed, at = self.placed[known].feed, header
        if header not in self.placed or (self.placed[header].feed, self.placed[header].seq) != (feed, seq):
            return True
        while at in self.placed and self.placed[at].seq > self.placed[known].seq:
            at = self.placed[at].previous
        return at == known or at not in self.placed

    @property
    def forks(self) -> int:
        """Places where a feed parts into branches: more than one frame stands there and two of them name the same previous."""
        return sum(1 for hashes in self.slots.values() if len(hashes) > len({self.placed[known].previous for known in hashes}))

    def newest_heads(self) -> Dict[bytes, Tuple[int, Set[bytes]]]:
        """Per feed the highest seq of frames that were placed or wait, and their header hashes."""
        heads: Dict[bytes, Tuple[int, Set[bytes]]] = {}
        places = [(feed, seq, known) for (feed, seq), hashes in self.slots.items() for known in hashes]
        waiting = [found for table in (self._by_slot, self._by_head) for group in table.values() for found in group.values()]
        for feed, seq, known in places + [(found.feed, found.header.seq, found.hash) for found in waiting]:
            newest, hashes = heads.get(feed, (-1, set()))
            if seq > newest:
                heads[feed] = (seq, {known})
            elif seq == newest:
                hashes.add(known)
        return heads

    def _check_alone(self, candidate: Candidate) -> None:
        header = candidate.header
        if not signature_of_frame_holds(header, candidate.header_bytes, candidate.signature):
            raise Refused("bad-signature")
        if header.log_id != self.log_id or (self.scope is not None and header.scope != self.scope):
            raise Refused("wrong-log")

    def _take_again(self, known: Placed, candidate: Candidate) -> str:
        if known.outcome not in GOOD:
            outcome = self._judge(candidate, known)
            if outcome in GOOD:
                known.outcome = outcome
                self.on_settled(candidate, outcome)
                return outcome
        self.duplicates += 1
        return DUPLICATE

    def _is_waiting(self, candidate: Candidate) -> bool:
        header = candidate.header
        return (candidate.hash in self._by_slot.get((candidate.feed, header.seq), {})
                or candidate.hash in self._by_head.get(header.membership_head, {}))

    def _run(self, queue: Deque[Candidate], behind_gap: bool) -> str:
        first: Optional[str] = None
        while queue:
            candidate = queue.popleft()
            try:
                outcome = self._place(candidate, behind_gap and first is None or self._gap_is_known(candidate))
            except Astray as refused:
                outcome = refused.kind
                self._aside.setdefault((candidate.feed, candidate.header.seq, candidate.header.previous), {})[candidate.hash] = candidate
            except Refused as refused:
                outcome = self._settle(candidate, refused.kind)
            if candidate.hash in self.placed:
                queue.extend(self._by_slot.pop((candidate.feed, candidate.header.seq + 1), {}).values())
                queue.extend(self._known_now(candidate.hash))
                queue.extend(self._aside.pop((candidate.feed, candidate.header.seq + 1, candidate.hash), {}).values())
            first = first or outcome
        return first or WAITING

    def _known_now(self, known: bytes) -> List[Candidate]:
        """Frames that name an operation that is known now, and those behind operations that waited for it."""
        released: List[Candidate] = []
        names = [known]
        while names:
            name = names.pop()
            if name not in self.graph.nodes:
                continue
            released.extend(self._by_head.pop(name, {}).values())
            for candidate, operation in self._operations.pop(name, []):
                self._take_operation(candidate, operation)
                names.append(candidate.hash)
        return released

    def _gap_is_known(self, candidate: Candidate) -> bool:
        before = candidate.header.seq - 1
        return any(gap.feed == candidate.feed and gap.to_seq == before for gap in self.gaps)

    def _place(self, candidate: Candidate, behind_gap: bool) -> str:
        header = candidate.header
        genesis: Optional[Genesis] = None
        members: Optional[Members] = None
        if is_genesis(header):
            self._check_chain(candidate, None)
            candidate.check_body()
            genesis = read_genesis(header, candidate.body())
        else:
            members = self._members_at(candidate)
            if members is None:
                return self._wait(self._by_head, header.membership_head, candidate)
        before = self._before(candidate, behind_gap)
        if before is None:
            return self._wait(self._by_slot, (candidate.feed, header.seq), candidate)
        edge, complete = before
        placed = Placed(candidate, trees.append(edge, trees.header_leaf(candidate.hash)) if complete else None, complete)
        if members is not None and members.newer:
            self.undecided.add(candidate.hash)
        self._remember(candidate, placed)
        if genesis is not None:
            self._open_log(candidate, genesis)
            placed.outcome = PLACED_MEMBERSHIP
        else:
            placed.outcome = self._judge(candidate, placed)
        return self._settle(candidate, placed.outcome)

    def _open_log(self, candidate: Candidate, genesis: Genesis) -> None:
        self.graph.add_genesis(candidate.hash, candidate.header.author, genesis.operation)
        self.scope = candidate.header.scope
        self.on_operation(genesis.operation)

    def _members_at(self, candidate: Candidate) -> Optional[Members]:
        """Step 5; None when the membership frame has not come."""
        header = candidate.header
        if header.membership_head == ZEROS32:
            raise Refused("not-a-member")
        members = self._state_at(header.membership_head)
        if members is None:
            return None
        allowed = members.may_write(header.author) if header.type == JOURNAL else members.may_change(header.author)
        if allowed is False:
            raise Refused("not-a-member")
        return members

    def _state_at(self, head: bytes) -> Optional[Members]:
        known = self.graph.at.get(head)
        return None if known is None else known.state

    def _check_chain(self, candidate: Candidate, before: Optional[Placed]) -> trees.Edge:
        header = candidate.header
        edge = None if before is None else before.edge
        if before is None and header.previous != ZEROS32:
            raise Refused("broken-chain")
        if header.feed_root != trees.edge_root(edge):
            raise Refused("wrong-feed-root")
        return edge

    def _before(self, candidate: Candidate, behind_gap: bool) -> Optional[Tuple[trees.Edge, bool]]:
        """Step 6: the edge of the feed's tree before this frame, and whether it is complete; None when the frame has to wait."""
        header = candidate.header
        if header.seq == 0:
            return self._check_chain(candidate, None), True
        if (candidate.feed, header.seq - 1) in self.slots:
            before = self.placed.get(header.previous)
            if before is None or (before.feed, before.seq) != (candidate.feed, header.seq - 1):
                raise Astray()
            return (self._check_chain(candidate, before), True) if before.complete else (None, False)
        return self._behind_gap(candidate) if behind_gap else None

    def _behind_gap(self, candidate: Candidate) -> Tuple[trees.Edge, bool]:
        header = candidate.header
        seqs = self.seqs.get(candidate.feed, [])
        below = bisect_left(seqs, header.seq)
        last = seqs[below - 1] if below > 0 else -1
        gap = Gap(candidate.feed, last + 1, header.seq - 1)
        if gap.from_seq < gap.to_seq:
            self._remember_gap(gap)
            return None, False
        edges = [(None, True)] if last < 0 else [(self.placed[known].edge, self.placed[known].complete) for known in self.slots[(candidate.feed, last)]]
        leaf = trees.header_leaf(header.previous)
        for edge, complete in edges:
            if complete and trees.edge_root(trees.append(edge, leaf)) == header.feed_root:
                self._remember_gap(gap)
                return trees.append(edge, leaf), True
        if all(complete for _, complete in edges):
            raise Refused("wrong-feed-root")
        self._remember_gap(gap)
        return None, False

    def _remember_gap(self, gap: Gap) -> None:
        if gap not in self.gaps:
            self.gaps.append(gap)

    def _remember(self, candidate: Candidate, placed: Placed) -> None:
        self.placed[candidate.hash] = placed
        same_place = self.slots.setdefault((candidate.feed, candidate.header.seq), [])
        same_place.append(candidate.hash)
        if len(same_place) > 1:
            self.problems.add("fork")
        else:
            insort(self.seqs.setdefault(candidate.feed, []), candidate.header.seq)
        self.on_placed(candidate)

    def _judge(self, candidate: Candidate, placed: Placed) -> str:
        """Steps 7 to 12 of a frame that stands in its feed."""
        header = candidate.header
        try:
            candidate.check_body()
            before = self._state_at(header.membership_head)
            if header.type != JOURNAL:
                return self._read_membership(candidate)
            if before is not None and not before.newer and header.epoch_id not in before.epochs:
                raise Refused("unknown-epoch")
            return candidate.check_content()
        except Refused as refused:
            return refused.kind

    def _read_membership(self, candidate: Candidate) -> str:
        header = candidate.header
        try:
            operation = known_operation(candidate.body())
        except Refused:
            self.graph.add(candidate.hash, header.author, header.membership_head, None)
            raise
        if operation["op"] == "newer":
            self.problems.add("newer-membership")
        self._take_operation(candidate, operation)
        return PLACED_MEMBERSHIP

    def _take_operation(self, candidate: Candidate, operation: Dict[str, Any]) -> None:
        """Section 3.5 of membership.md: looked at when all heads that it names are known. A breach is a problem of its place."""
        missing = next((head for head in operation.get("merges", ()) if head not in self.graph.nodes), None)
        if missing is not None:
            self._operations.setdefault(missing, []).append((candidate, operation))
            return
        breach = self.graph.add(candidate.hash, candidate.header.author, candidate.header.membership_head, operation)
        if breach is None:
            self.on_operation(operation)
        else:
            self.problems.add(breach)

    def _wait(self, table: Dict, key: object, candidate: Candidate) -> str:
        table.setdefault(key, {})[candidate.hash] = candidate
        return WAITING

    def _settle(self, candidate: Candidate, outcome: str) -> str:
        if outcome not in GOOD:
            self.problems.add(outcome)
        self.on_settled(candidate, outcome)
        return outcome
