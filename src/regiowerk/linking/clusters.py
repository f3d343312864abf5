"""Clusters: which entries are one organisation, from links and from what people judged.

Not connected components: one wrong link would chain strangers together. Links are taken from the strongest to the
weakest, each only if the cluster it makes keeps the rules; so where a chain would join two entries that must stay
apart, its weakest link is the one that is cut. Rules: never two live entries of one register, never two records that a
person judged to be different. What a person judged to be the same is joined first.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

MOST_MEMBERS = 6  # of a cluster that needs no second look

CERTAIN = float("inf")  # weight of what a person judged

Verdict = Literal["positive", "negative", "unsure"]
Flag = Literal["big", "contradiction"]


class Link(msgspec.Struct, frozen=True, order=True, gc=False):
    left: str
    right: str
    weight: float  # match weight in bits


class Judgement(msgspec.Struct, frozen=True, order=True, gc=False):
    left: str
    right: str
    verdict: Verdict


class Cluster(msgspec.Struct, frozen=True):
    """`cut`: links and positive judgements that were not followed, because a rule forbade it."""

    members: tuple[str, ...]  # sorted
    flags: tuple[Flag, ...] = ()
    cut: tuple[Link, ...] = ()


def clusters(live_in: Mapping[str, str], links: Iterable[Link], judgements: Iterable[Judgement] = ()) -> list[Cluster]:
    """The clusters of all records, sorted by their first member; the order of the input does not matter.

    `live_in`: record → the register in which it is a live entry, '' for one that is dissolved or stands in a list.
    Raises KeyError for a link or a judgement about a record that is not in it.
    """
    judged = _judged(judgements)
    groups = _Groups(live_in, (pair for pair, verdict in judged.items() if verdict == "negative"))
    positive = sorted(Link(*pair, weight=CERTAIN) for pair, verdict in judged.items() if verdict == "positive")
    contradicted = [link for link in positive if not groups.join(link.left, link.right)]
    strongest_first = sorted(map(_ordered, links), key=lambda link: (-link.weight, link.left, link.right))
    open_links = (link for link in strongest_first if (link.left, link.right) not in judged)
    cut = [link for link in open_links if not groups.join(link.left, link.right)]
    return groups.clusters(cut, contradicted)


def _ordered(link: Link) -> Link:
    return link if link.left <= link.right else Link(link.right, link.left, link.weight)


def _judged(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Verdict]:
    """One verdict for each pair; where they contradict each other the more careful one holds."""
    care: dict[Verdict, int] = {"positive": 0, "unsure": 1, "negative": 2}
    found: dict[tuple[str, str], Verdict] = {}
    for judgement in judgements:
        pair = min(judgement.left, judgement.right), max(judgement.left, judgement.right)
        known = found.get(pair)
        if known is None or care[judgement.verdict] > care[known]:
            found[pair] = judgement.verdict
    return found


class _Groups:
    """Sets of records that grow together; the smaller one is poured into the larger one."""

    def __init__(self, live_in: Mapping[str, str], apart: Iterable[tuple[str, str]]) -> None:
        self._group = {record: record for record in live_in}
        self._members = {record: [record] for record in live_in}
        self._registers = {record: {register} if register else set() for record, register in live_in.items()}
        self._apart: dict[str, set[str]] = {}
        for left, right in apart:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)

    def join(self, left: str, right: str) -> bool:
        """Whether the two are together now."""
        large, small = self._group[left], self._group[right]
        if large == small:
            return True
        if self._registers[large] & self._registers[small] or self._judged_apart(large, small):
            return False
        if len(self._members[large]) < len(self._members[small]):
            large, small = small, large
        for member in self._members[small]:
            self._group[member] = large
        self._members[large] += self._members.pop(small)
        self._registers[large] |= self._registers.pop(small)
        return True

    def _judged_apart(self, first: str, second: str) -> bool:
        if not self._apart:
            return False
        return any(
            self._group[other] == second for member in self._members[first] for other in self._apart.get(member, ())
        )

    def clusters(self, cut: list[Link], contradicted: list[Link]) -> list[Cluster]:
        cuts: dict[str, list[Link]] = {}
        for link in (*contradicted, *cut):
            for group in {self._group[link.left], self._group[link.right]}:
                cuts.setdefault(group, []).append(link)
        torn = {self._group[side] for link in contradicted for side in (link.left, link.right)}
        found = []
        for group, members in self._members.items():
            flags: list[Flag] = ["big"] if len(members) > MOST_MEMBERS else []
            flags += ["contradiction"] if group in torn else []
            found.append(Cluster(tuple(sorted(members)), tuple(flags), tuple(sorted(cuts.get(group, ())))))
        return sorted(found, key=lambda cluster: cluster.members)
