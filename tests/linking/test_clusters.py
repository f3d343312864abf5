"""Clusters keep their rules whatever links and judgements come in."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from regiowerk.linking.clusters import Cluster, Judgement, Link, clusters

RECORDS = {f"{register}:{number}": register for register in ("a", "b", "c") for number in range(4)}
LIVE_IN = {**RECORDS, "a:gone": "", "list:1": ""}
PAIRS = st.tuples(st.sampled_from(sorted(LIVE_IN)), st.sampled_from(sorted(LIVE_IN))).filter(
    lambda pair: pair[0] != pair[1]
)
LINKS = st.lists(st.builds(lambda pair, weight: Link(pair[0], pair[1], weight), PAIRS, st.integers(0, 9)), max_size=25)
JUDGEMENTS = st.lists(
    st.builds(
        lambda pair, verdict: Judgement(pair[0], pair[1], verdict),
        PAIRS,
        st.sampled_from(("positive", "negative", "unsure")),
    ),
    max_size=8,
)


def together(found: list[Cluster], left: str, right: str) -> bool:
    return any(left in cluster.members and right in cluster.members for cluster in found)


@given(LINKS, JUDGEMENTS)
def test_two_live_entries_of_one_register_are_never_one(links: list[Link], judgements: list[Judgement]) -> None:
    for cluster in clusters(LIVE_IN, links, judgements):
        registers = [LIVE_IN[member] for member in cluster.members if LIVE_IN[member]]
        assert len(registers) == len(set(registers))


@given(LINKS, JUDGEMENTS)
def test_every_record_is_in_one_cluster(links: list[Link], judgements: list[Judgement]) -> None:
    members = [member for cluster in clusters(LIVE_IN, links, judgements) for member in cluster.members]
    assert sorted(members) == sorted(LIVE_IN)


@given(LINKS, JUDGEMENTS)
def test_what_was_judged_different_stays_apart(links: list[Link], judgements: list[Judgement]) -> None:
    found = clusters(LIVE_IN, links, judgements)
    for judgement in judgements:
        if judgement.verdict == "negative":
            assert not together(found, judgement.left, judgement.right)


@given(LINKS, JUDGEMENTS)
def test_what_was_judged_the_same_is_together_or_flagged(links: list[Link], judgements: list[Judgement]) -> None:
    found = clusters(LIVE_IN, links, judgements)
    other = {frozenset((j.left, j.right)) for j in judgements if j.verdict != "positive"}
    for judgement in judgements:
        pair = frozenset((judgement.left, judgement.right))
        if judgement.verdict == "positive" and pair not in other and not together(found, *pair):
            assert all("contradiction" in c.flags for c in found if pair & set(c.members))


@given(LINKS, JUDGEMENTS, st.randoms())
def test_the_order_of_the_input_does_not_matter(links: list[Link], judgements: list[Judgement], rng: Random) -> None:
    found = clusters(LIVE_IN, links, judgements)
    mixed = [Link(link.right, link.left, link.weight) if rng.random() < 0.5 else link for link in links]
    rng.shuffle(mixed)
    assert clusters(LIVE_IN, mixed, rng.sample(judgements, len(judgements))) == found


@given(LINKS, JUDGEMENTS, st.data())
def test_taking_a_judgement_back_restores_what_was(
    links: list[Link], judgements: list[Judgement], data: st.DataObject
) -> None:
    before = clusters(LIVE_IN, links, judgements)
    one_more = Judgement(*data.draw(PAIRS), data.draw(st.sampled_from(("positive", "negative", "unsure"))))
    clusters(LIVE_IN, links, [*judgements, one_more])
    assert clusters(LIVE_IN, links, judgements) == before


def test_the_weakest_link_of_a_bridge_is_cut() -> None:
    chain = [Link("a:1", "b:1", 9), Link("b:1", "c:1", 4), Link("c:1", "a:2", 7)]
    found = clusters(LIVE_IN, chain)
    assert together(found, "a:1", "b:1")
    assert together(found, "c:1", "a:2")
    assert not together(found, "b:1", "c:1")
    assert next(cluster for cluster in found if "a:1" in cluster.members).cut == (Link("b:1", "c:1", 4),)


def test_a_dissolved_entry_may_join_the_one_that_followed_it() -> None:
    assert together(clusters(LIVE_IN, [Link("a:gone", "a:1", 9)]), "a:gone", "a:1")


def test_an_unsure_pair_is_not_joined_by_its_link() -> None:
    assert not together(clusters(LIVE_IN, [Link("a:1", "b:1", 9)], [Judgement("b:1", "a:1", "unsure")]), "a:1", "b:1")


def test_a_big_cluster_is_for_a_person() -> None:
    live_in = {f"list:{number}": "" for number in range(7)}
    links = [Link("list:0", f"list:{number}", 9) for number in range(1, 7)]
    assert clusters(live_in, links)[0].flags == ("big",)
    assert clusters(live_in, links[:-1])[0].flags == ()
