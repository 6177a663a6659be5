"""The state of a set of membership operations (membership.md section 3)."""
from __future__ import annotations

from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Set, Tuple

from operations import MAX_OPERATIONS, Members, apply, breach_of, conflicts, has_other_voice, takes_effect


class Resolution(NamedTuple):
    """A state, and the operations that hold in their own place and count for nothing in it: `void` or `skipped`."""

    state: Members
    nothing: Dict[bytes, str]


class Node(NamedTuple):
    """An operation in the graph. `operation` is None when it breaches a rule."""

    hash: bytes
    author: bytes
    parents: Tuple[bytes, ...]
    depth: int
    size: int
    operation: Optional[Dict[str, Any]]
    # Behind an operation of a newer build: only its epoch is taken.
    unchecked: bool = False

    def order(self) -> Tuple[int, bytes]:
        """Section 3.1."""
        return self.depth, self.hash

    def epoch(self) -> Optional[bytes]:
        """The id of the epoch that it brings."""
        brought = None if self.operation is None else self.operation.get("epoch")
        return None if brought is None else brought["id"]


class Graph:
    """All membership operations of a log whose parents are known."""

    def __init__(self, log_id: bytes) -> None:
        self.log_id = log_id
        self.nodes: Dict[bytes, Node] = {}
        self.at: Dict[bytes, Resolution] = {}
        self._whole: Optional[Resolution] = None

    def add_genesis(self, name: bytes, author: bytes, operation: Dict[str, Any]) -> None:
        """Opens the log."""
        if name not in self.nodes:
            self.nodes[name] = Node(name, author, (), 0, 1, operation)
            self.at[name] = Resolution(founded(operation, author), {})
            self._whole = None

    def add(self, name: bytes, author: bytes, head: bytes, operation: Optional[Dict[str, Any]]) -> Optional[str]:
        """Adds an operation whose parents are there: None, or the class of a breach. One that breaches a rule changes nothing."""
        if name in self.nodes:
            return None
        self._whole = None
        parents = (head, *(operation or {}).get("merges", ()))
        breach, node = self._judge(name, author, parents, operation)
        self.nodes[name] = node
        own = self._resolved(node.parents)
        if node.operation is None:
            self.at[name] = own
        else:
            epoch = node.epoch()
            state = own.state if epoch is None else own.state._replace(epochs=own.state.epochs | {epoch})
            if not node.unchecked:
                state = apply(state, node.operation, author, node.operation["op"] == "remove" and takes_effect(own.state, node.operation["device"], author))
            self.at[name] = Resolution(state, own.nothing)
        return breach

    def whole(self) -> Optional[Resolution]:
        """The state of the log."""
        if self._whole is None and self.nodes:
            self._whole = self._resolve(list(self.nodes.values()))
        return self._whole

    def heads(self) -> List[bytes]:
        """Operations that are no other's parent, greatest depth first, then lowest hash."""
        covered: Set[bytes] = set()
        heads = []
        for node in sorted(self.nodes.values(), key=Node.order, reverse=True):
            if node.operation is not None and node.hash not in covered:
                heads.append(node)
            if node.operation is not None or node.hash in covered:
                covered.update(node.parents)
        return [node.hash for node in sorted(heads, key=lambda node: (-node.depth, node.hash))]

    def _judge(self, name: bytes, author: bytes, parents: Tuple[bytes, ...], operation: Optional[Dict[str, Any]]) -> Tuple[Optional[str], Node]:
        first = self.nodes[parents[0]]
        nothing = Node(name, author, parents[:1], first.depth + 1, first.size + 1, None)
        if operation is None:
            return None, nothing
        size = 1 + (first.size if len(parents) == 1 else len(self._closure(parents)))
        if len(set(parents)) != len(parents) or (size > MAX_OPERATIONS and operation["op"] != "remove"):
            return "malformed-body", nothing
        state = self._resolved(parents).state
        if operation["op"] != "newer" and not state.newer:
            breach = breach_of(self.log_id, state, operation, author)
            if breach is not None:
                return breach, nothing
        depth = 1 + max(self.nodes[parent].depth for parent in parents)
        return None, Node(name, author, parents, depth, size, operation, state.newer)

    def _resolved(self, parents: Tuple[bytes, ...]) -> Resolution:
        return self.at[parents[0]] if len(parents) == 1 else self._resolve(self._closure(parents))

    def _closure(self, names: Iterable[bytes]) -> List[Node]:
        found: Dict[bytes, Node] = {}
        queue = list(names)
        while queue:
            name = queue.pop()
            if name not in found:
                found[name] = self.nodes[name]
                queue.extend(self.nodes[name].parents)
        return list(found.values())

    def _ancestors(self, node: Node) -> Set[bytes]:
        return {found.hash for found in self._closure(node.parents)}

    def _resolve(self, nodes: List[Node]) -> Resolution:
        nodes = sorted(nodes, key=Node.order)
        void: Set[bytes] = set()
        while True:
            state, skipped, removals = self._apply_all(nodes, void)
            beside = self._beside(nodes, void, removals)
            if not beside:
                break
            void |= beside
        epochs = frozenset(node.epoch() for node in nodes if node.epoch() is not None)
        return Resolution(state._replace(epochs=epochs), {**{name: "skipped" for name in skipped}, **{name: "void" for name in void}})

    def _apply_all(self, nodes: List[Node], void: Set[bytes]) -> Tuple[Members, Set[bytes], List[Tuple[int, int, Node]]]:
        """Step 2: everything that is not void, in order."""
        state: Optional[Members] = None
        before: Dict[bytes, Optional[Members]] = {}
        after: Dict[bytes, Optional[Members]] = {}
        skipped: Set[bytes] = set()
        removals: List[Tuple[int, int, Node]] = []
        ranks: Dict[bytes, int] = {}
        applied = 0
        for at, node in enumerate(nodes):
            own = self._own(node, nodes, void | skipped, before, after)
            before[node.hash] = after[node.hash] = own
            operation = node.operation
            if node.hash in void or operation is None or node.unchecked:
                continue
            if operation["op"] == "genesis":
                after[node.hash] = founded(operation, node.author)
                if state is None:
                    state = after[node.hash]
                    ranks = {device: rank for rank, device in enumerate(state.roles)}
                continue
            full = applied >= MAX_OPERATIONS - 1 and operation["op"] != "remove"
            if full or own is None or own.roles.get(node.author) != "admin" or conflicts(state, operation, node.author):
                skipped.add(node.hash)
                continue
            applied += 1
            state = self._step(state, own, node)
            after[node.hash] = self._step(own, own, node)
            if operation["op"] == "remove" and operation["device"] not in state.roles:
                removals.append((ranks.get(node.author, len(ranks)), at, node))
            if operation["op"] == "admit":
                ranks[operation["member"]["device"]] = len(ranks)
        assert state is not None
        return state, skipped, removals

    @staticmethod
    def _step(state: Members, own: Members, node: Node) -> Members:
        operation = node.operation
        assert operation is not None
        effective = operation["op"] == "remove" and (
            takes_effect(own, operation["device"], node.author) or has_other_voice(state, operation["device"], node.author))
        return apply(state, operation, node.author, effective)

    def _own(self, node: Node, nodes: List[Node], excluded: Set[bytes], before: Dict[bytes, Optional[Members]], after: Dict[bytes, Optional[Members]]) -> Optional[Members]:
        """The state after the ancestors of a node, with all that counts for nothing left out."""
        if len(node.parents) < 2:
            return after[node.parents[0]] if node.parents else None
        above = self._ancestors(node)
        state: Optional[Members] = None
        for other in nodes:
            operation = other.operation
            if other.hash not in above or other.hash in excluded or operation is None or other.unchecked:
                continue
            if state is None:
                state = after[other.hash]
            elif operation["op"] != "genesis" and not conflicts(state, operation, other.author):
                state = self._step(state, before[other.hash] or state, other)
        return state

    def _beside(self, nodes: List[Node], void: Set[bytes], removals: List[Tuple[int, int, Node]]) -> Set[bytes]:
        """Step 3: what the first removed device did beside its removal."""
        for _, _, vote in sorted(removals, key=lambda found: found[:2]):
            assert vote.operation is not None
            above = self._ancestors(vote) | {vote.hash} | void
            beside = {
                node.hash for node in nodes
                if node.author == vote.operation["device"] and node.operation is not None and node.operation["op"] != "genesis" and node.hash not in above}
            if beside:
                return beside
        return set()


def founded(operation: Dict[str, Any], author: bytes) -> Members:
    """The state of a genesis: the founder first, then the others in their order."""
    ordered = sorted(operation["members"], key=lambda member: member["device"] != author)
    return Members({member["device"]: member["role"] for member in ordered}, frozenset([operation["epoch"]["id"]]), False)
