"""What two statements yield, slot by slot, whatever the judge makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from checker.compare import Comparer
from checker.facets.context import settings
from checker.facets.facets import Facets, affiliations, agent, leading, verbs
from checker.judge import GIVEN, MUTUAL, RANGES, model_of, probability
from checker.slots.pair import FAR_IN_TEXT, far_in_text
from checker.slots.status import opposed
from checker.types import Alignment, SlotComparison
from checker.words.lexicon import WordVectors, happenings, is_strike
from claims.extract import read_claims
from claims.tables import read_table
from claims.types import Article, Claim, Reading

HAPPENINGS = read_table("happenings", "checker")


class Alike:
    """An encoder to which all words are the same: what differs must be known from elsewhere."""

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.ones((len(texts), 1), dtype=np.float32)


class Unlike:
    """An encoder to which no two words are alike."""

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.eye(len(texts), dtype=np.float32)


def read(*texts: str) -> tuple[Reading, ...]:
    articles = [Article(str(i), text, published=date(2024, 5, 6)) for i, text in enumerate(texts)]
    return tuple(read_claims(articles))


def main_claim(reading: Reading) -> Claim:
    return max(reading.claims, key=lambda c: c.end - c.start)


def compared(left: str, right: str, story: float = 0.2, *, alike: bool = True) -> list[SlotComparison]:
    """What two texts yield; all of it is possible, and its features lie where the judge takes them to lie."""
    readings = read(left, right)
    a, b = map(main_claim, readings)
    placed = {cid: s for r in readings for cid, s in settings(r).items()}
    heads = [w for c in (a, b) for w in (c.predicate, *(x.head for x in c.arguments))]
    words = WordVectors(Alike() if alike else Unlike(), heads)  # type: ignore[arg-type]
    comparer = Comparer(placed, words)
    pair = Alignment(a, b, 0.8, 1, story, 0.8)
    found = comparer.compare(pair)
    assert {(c.slot, model_of(c)) for c in found} <= set(comparer.possible(pair))
    for name, value in (feature for c in found for feature in c.features):
        low, high = RANGES.get(name, (-1.0 if name in GIVEN else 0.0, 1.0))
        assert low <= value <= high, name
        assert value == 0 or name not in MUTUAL or name in comparer.mutual(pair), name
    return found


PAIRS = [  # left, right, what must be yielded, what must not
    ("A bomb went off in the city of Aleppo.", "A bomb went off in the city of Mosul.", {"place-mismatch"}, set()),
    ("A bomb went off in Aleppo in Syria.", "A bomb went off in Homs in Syria.", {"place-mismatch"}, {"place-match"}),
    ("A bomb went off in Aleppo.", "A bomb went off in Syria.", {"place-match"}, {"place-mismatch"}),
    ("A bomb went off in the town of Oldbrook.", "A bomb went off in Syria.", set(), {"place-mismatch"}),
    ("A quake shook Chile.", "A quake shook Peru.", {"place-mismatch"}, set()),
    ("A truck hit a wall in Lyon.", "The French government visited a wall.", set(), {"place-mismatch"}),
    ("Turkish jets hit the depot.", "Russian jets hit the depot.", {"entity-mismatch"}, set()),
    ("Turkish jets hit the depot.", "Jets of the Turkish army hit the depot.", set(), {"entity-mismatch"}),
    ("The captain survived the fire.", "The captain died in the fire.", {"status-mismatch"}, {"polarity-flip"}),
    ("The captain did not survive.", "The captain died.", set(), {"polarity-flip", "status-mismatch"}),
    ("The court convicted the trader.", "The court acquitted the trader.", {"status-mismatch"}, set()),
    ("The council approved the plan.", "The council rejected the plan.", {"status-mismatch"}, set()),
    ("The storm buried 18 houses.", "The storm buried 42 government buildings.", set(), {"quantity-mismatch"}),
    ("The storm hurt three Danes.", "The storm hurt five Danish sailors.", {"quantity-mismatch"}, set()),
    ("The storm hurt three Danes.", "The storm hurt five Poles.", set(), {"quantity-mismatch"}),
    ("The storm hurt three Danes and two Poles.", "The storm hurt five sailors.", set(), {"quantity-mismatch"}),
    ("They held nine Irish and Welsh men.", "They held six Irish and three Welsh men.", set(), {"quantity-mismatch"}),
    ("A twin bombing hit the port.", "Three bombings hit the port.", {"quantity-mismatch"}, set()),
    ("The storm buried 18 houses.", "The storm buried 42 houses.", {"quantity-mismatch"}, set()),
    ("The town has a population of 4,000.", "The town is home to 5,200 people.", {"quantity-mismatch"}, set()),
    ("The town has a population of 4,000.", "The town sent 5,200 people.", set(), {"quantity-mismatch"}),
    ("At least nine aftershocks shook it.", "At least four aftershocks shook it.", {"quantity-mismatch"}, set()),
    ("The raid killed at least nine men.", "The raid killed at least four men.", set(), {"quantity-mismatch"}),
    ("More than nine aftershocks shook it.", "At least four aftershocks shook it.", set(), {"quantity-mismatch"}),
    ("The raid killed nine men.", "Initially the raid killed four men.", set(), {"quantity-mismatch"}),
    ("The port lost 82 percent of traffic.", "The port lost 65 percent of traffic.", {"quantity-mismatch"}, set()),
    ("Boys under the age of 12 may swim.", "Boys aged 8-12 may swim.", {"quantity-mismatch"}, set()),
    (
        "The institute originally rated the quake as 4.7 in magnitude.",
        "A quake with a preliminary magnitude of 4.1 shook the coast.",
        {"quantity-mismatch"},
        set(),
    ),
    (
        "The institute originally rated the quake as 4.7 in magnitude.",
        "A quake with a magnitude of 4.1 shook the coast.",
        set(),
        {"quantity-mismatch"},
    ),
    ("The camp lies 12 km north of Leeds.", "The camp lies 30 km north of Leeds.", {"quantity-mismatch"}, set()),
    ("The ferry sank on Monday.", "The ferry sank on Friday.", {"time-mismatch"}, set()),
    ("The ferry sank at 2:35 am on Sunday.", "It sank at 3:50 am on Sunday.", {"time-mismatch"}, {"time-match"}),
    ("The ferry sank on Sunday morning.", "The ferry sank on Sunday before noon.", {"time-match"}, {"time-mismatch"}),
    ("3 May 2024 The ferry sank.", "The ferry sank on Monday.", set(), {"time-mismatch"}),
    ("The mayor said on Monday.", "The mayor did not say how.", set(), {"polarity-flip"}),
    ("The outage was caused by a quake.", "The outage was due to an anchor.", {"cause-mismatch"}, set()),
    ("The outage was caused by a quake.", "The crash was due to an anchor.", set(), {"cause-mismatch"}),
    ("The outage was caused by a storm.", "The outage was due to heavy rain.", set(), {"cause-mismatch"}),
    ("The outage was caused by a quake.", "The outage was not due to an anchor.", set(), {"cause-mismatch"}),
    ("The plane was shot down.", "The crash was due to a technical fault.", {"status-mismatch"}, set()),
    ("Five buses left the yard.", "Seven coaches drove off from the yard.", {"quantity-mismatch"}, set()),
    ("Two clerks and five cooks died.", "Seven people died.", set(), {"quantity-mismatch"}),
    ("The clerk is survived by a son.", "The clerk died on Friday.", set(), {"status-mismatch"}),
    ("An equipment failure caused the blast.", "The blast was due to faulty equipment.", set(), {"cause-mismatch"}),
    ("The captain survived the diesel fire.", "The captain died in the fire.", {"status-mismatch"}, set()),
    ("The lake is ten metres deep.", "The lake is shallow.", set(), {"status-mismatch"}),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "wanted", "unwanted"), PAIRS)
def test_two_statements(left: str, right: str, wanted: set[str], unwanted: set[str]) -> None:
    there, back = ({c.rule for c in compared(a, b)} for a, b in ((left, right), (right, left)))
    assert there == back
    assert wanted <= there
    assert not unwanted & there


def test_a_figure_is_not_set_against_what_stands_beside_its_own() -> None:
    found = compared("The quake ruined 18 houses.", "The quake ruined 14 hotels and 1,600 houses.", alike=False)
    values = {(c.left, c.right) for c in found if c.slot == "quantity"}
    right = "The quake ruined 14 hotels and 1,600 houses."
    assert {right[span[0] : span[1]] for _, span in values} == {"1,600"}


@pytest.mark.parametrize(("story", "rules"), [(0.2, {"quantity-mismatch"}), (-0.3, set())])
def test_words_that_are_far_apart_are_compared_within_one_story(story: float, rules: set[str]) -> None:
    left, right = "Five buses left the yard.", "Seven coaches drove off from the yard."
    found = [c for c in compared(left, right, story=story, alike=False) if c.slot == "quantity"]
    assert {c.rule for c in found} == rules
    assert all(dict(c.features)["counted_apart"] == 1.0 for c in found)


@pytest.mark.parametrize(
    ("right", "new"),
    [
        ("The strong quake struck Orvik on Saturday.", 1.0),
        ("The strong quake struck Orvik on Saturday. Schools reopened on Friday.", 0.5),
    ],
)
def test_a_time_that_the_other_article_gives_nowhere(right: str, new: float) -> None:
    found = [c for c in compared("The strong quake struck Orvik on Friday.", right) if c.rule == "time-mismatch"]
    assert [dict(c.features)["new_time"] for c in found] == [new]


def test_how_much_more_of_an_article_stands_before_one_than_before_the_other() -> None:
    last = "Two roads were closed. Rain fell. The strong quake ruined 18 houses in the old town."
    features = [dict(c.features) for c in compared("The strong quake ruined 14 houses in the old town.", last)]
    assert {f["apart_in_text"] for f in features} == {0.6667}


@pytest.mark.parametrize(
    ("right", "rules"), [("that the bridge was closed.", set()), ("the news.", {"statement-match"})]
)
def test_that_somebody_said_something_is_not_the_same_as_something(right: str, rules: set[str]) -> None:
    found = compared("The mayor of Lund resigned on Monday.", f"The mayor of Lund told reporters on Monday {right}")
    assert {c.rule for c in found if c.relation == "agreement" and c.slot == "other"} == rules


def test_whether_two_sentences_contradict_each_other_is_left_to_the_entailment_model() -> None:
    (found,) = (
        c
        for c in compared("The harbour, once full, was quiet at noon.", "The harbour was in chaos at noon.")
        if c.rule == "entailment-contradiction"
    )
    assert (found.left, found.right) == ((0, 42), (0, 33))  # whole sentences
    assert probability(found) < 0.001
    heard = replace(found, features=(*found.features, ("contradicted", 1.0)))
    assert probability(heard) > 0.3


@pytest.mark.parametrize(
    ("right", "differ"),
    [
        ("The harbour was in chaos, and 22 boats lay on the quay.", 0.0),
        ("The harbour was in chaos, and 30 boats lay on the quay.", 1.0),
        ("The harbour was in chaos for 22 days.", 0.0),
        ("The harbour was in chaos.", 0.0),
    ],
)
def test_whether_two_sentences_give_differing_figures_of_one_kind(right: str, differ: float) -> None:
    found = compared("The harbour was quiet, and 22 boats lay on the quay.", right)
    features = [dict(c.features) for c in found if c.rule == "entailment-contradiction"]
    assert features
    assert {f["figures_differ"] for f in features} == {differ}


@pytest.mark.parametrize(
    ("left", "right", "rivals"),
    [
        ("A 6.1-magnitude quake shook it.", "A 5.9-magnitude quake shook it.", 0.0),
        ("A 6.1-magnitude quake shook it.", "A 5.9-magnitude quake shook it. A 3.2-magnitude one followed.", 0.3333),
        ("A raid killed 12 men.", "A raid killed 15 men. Another killed nine.", 0.0),
    ],
)
def test_other_values_of_one_measurand(left: str, right: str, rivals: float) -> None:
    found = [dict(c.features) for c in compared(left, right) if c.slot == "quantity"]
    assert found
    assert {f["rivals"] for f in found} == {rivals}


@pytest.mark.parametrize(
    ("left", "right", "story", "main_time", "limit_same"),
    [
        ("The ferry sank on Monday.", "The ferry sank on Friday.", 0.2, 1.0, 0.0),
        ("The ferry sank on Monday.", "The ferry sank on Friday.", -0.05, 0.6667, 0.0),
        ("The ferry sank on Monday.", "The ferry sank on Friday.", -0.3, 0.0, 0.0),
        ("The ship will not sail until Monday.", "The ship will not sail until Friday.", 0.2, 0.0, 1.0),
    ],
)
def test_how_two_days_may_date_one_event(
    left: str, right: str, story: float, main_time: float, limit_same: float
) -> None:
    features = [dict(c.features) for c in compared(left, right, story=story) if c.rule == "time-mismatch"]
    assert [(f["main_time"], f["limit_same"]) for f in features] == [(main_time, limit_same)]


LOCATED = read_table("located", "checker")["examples"]
WHERE = [(text, name, kind == "yes") for kind in ("yes", "no") for text, name in LOCATED[kind]]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [*WHERE, ("Shells fell in the village of Khan Sheikhoun.", "Khan Sheikhoun", True)],
)
def test_where_something_is(text: str, name: str, expected: bool) -> None:
    claim = main_claim(read(text)[0])
    place = next(e for e in claim.entities if e.name == name)
    assert (leading(claim, place) is not None) == expected


def test_whose_an_actor_is() -> None:
    claim = main_claim(read("Two Russian jets bombed a bridge of the Iraqi army.")[0])
    actor = agent(claim)
    assert actor is not None
    assert affiliations(claim, actor) == ["Russia"]


def test_opposed_words_have_places() -> None:
    left, right = (main_claim(r) for r in read("The captain survived.", "The captain died."))
    found = opposed(Facets(left), Facets(right))
    assert found is not None
    assert (left.text[slice(*found.left)], right.text[slice(*found.right)]) == ("survived", "died")


KINDS = [("yes", tuple(p)) for p in HAPPENINGS["kinds"]["yes"]] + [("no", tuple(p)) for p in HAPPENINGS["kinds"]["no"]]


@pytest.mark.parametrize(("kind", "pair"), KINDS)
def test_examples_of_the_table_of_events(kind: str, pair: tuple[str, str]) -> None:
    a, b = (happenings([word]) for word in pair)
    assert bool(a & b) == (kind == "yes")


def test_a_word_names_one_kind_of_event() -> None:
    words = [w for k, ws in HAPPENINGS["kinds"].items() if k not in ("yes", "no") for w in ws]
    assert len(words) == len(set(words))


def test_verbs_whose_object_is_where_it_happened() -> None:
    assert all(map(is_strike, HAPPENINGS["strikes"]["yes"]))
    assert not any(map(is_strike, HAPPENINGS["strikes"]["no"]))


FIRST, SECOND = date(2024, 5, 6), date(2024, 5, 8)
FELL = [  # figure of the first and of the second article, their dates, whether the count would have to fall
    ("nine", "seven", (FIRST, SECOND), True),
    ("nine", "twelve", (FIRST, SECOND), False),
    ("nine", "twelve", (SECOND, FIRST), True),
    ("nine", "seven", (FIRST, FIRST), False),
    ("nine", "seven", (None, SECOND), False),
    ("at least nine", "seven", (FIRST, SECOND), False),
]


@pytest.mark.parametrize(("one", "other", "days", "fell"), FELL)
def test_a_later_article_with_a_lesser_figure(
    one: str, other: str, days: tuple[date | None, date | None], fell: bool
) -> None:
    texts = (f"The fire in Lund killed {one} people.", f"The fire in Lund killed {other} people.")
    articles = [Article(str(i), t, published=d) for i, (t, d) in enumerate(zip(texts, days, strict=True))]
    left, right = read_claims(articles)
    placed = settings(left) | settings(right)
    words = WordVectors(Alike(), ["kill", "fire", "people"])  # type: ignore[arg-type]
    pair = Alignment(main_claim(left), main_claim(right), 0.8, 1, 0.2, 0.8)
    (found,) = (c for c in Comparer(placed, words).compare(pair) if c.slot == "quantity")
    assert dict(found.features)["fell"] == fell


@pytest.mark.parametrize(
    ("denied", "affirmed", "expected"),
    [
        ("The clinic did not receive the vaccine.", "The clinic received the vaccine.", {"told_same": 1, "covered": 1}),
        ("The bomb did not go off at the mill.", "A bomb exploded at the mill.", {"told_same": 1, "covered": 1}),
        ("There was no explosion at the mill.", "A bomb exploded at the mill.", {"told_same": 1, "covered": 1}),
        ("The envoys did not agree on a swap.", "The talks led to a swap.", {"told_same": 1}),
        ("The quake was not followed by aftershocks.", "There were aftershocks.", {"told_same": 1}),
        ("The talks did not reach the mill.", "The mill was sold.", {"told_same": 0}),
        ("The tunnel has not reopened.", "The mayor visited the tunnel.", {"told_same": 0}),
        ("The council will not sell the mill.", "The council may sell the mill.", {"open_both": 1}),
        ("Lund did not pay Oslo.", "Lund paid Bergen.", {"names_beyond": 1}),
    ],
)
def test_what_a_denial_and_an_affirmation_share(denied: str, affirmed: str, expected: dict[str, int]) -> None:
    for texts in ((denied, affirmed), (affirmed, denied)):
        flip = next(c for c in compared(*texts) if c.rule == "polarity-flip")
        assert {name: dict(flip.features)[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("denied", "affirmed", "expected"),
    [
        ("The clinic did not receive the masks.", "The clinic received the vaccine.", True),
        ("The clinic did not receive the masks.", "The clinic received boxes with masks.", False),
        ("The envoys did not agree on a truce.", "A prisoner exchange was agreed.", True),
        ("The envoys did not agree.", "A prisoner exchange was agreed.", False),
        ("The ferry did not sail on Friday.", "The ferry sailed to Lund.", False),
        ("The guards did not fire at the crowd.", "The guards fired at it.", False),
    ],
)
def test_an_affirmation_that_does_not_speak_of_what_is_denied(denied: str, affirmed: str, expected: bool) -> None:
    flip = next(c for c in compared(denied, affirmed, alike=False) if c.rule == "polarity-flip")
    assert dict(flip.features)["theme_lacking"] == expected


VERBS = read_table("verbs", "checker")
VERB_EXAMPLES = [(name, text, key == "yes") for name, e in VERBS.items() for key in ("yes", "no") for text in e[key]]


@pytest.mark.parametrize(("name", "text", "expected"), VERB_EXAMPLES)
def test_lists_of_verbs(name: str, text: str, expected: bool) -> None:
    claim = main_claim(read(text)[0])
    words = {a.preposition for a in claim.arguments} if name == "causal" else {claim.predicate}
    assert bool(words & verbs()[name]) == expected


MAGNITUDES = [  # two articles, whether both magnitudes are those of the main shock
    (
        "A 6.1-magnitude quake struck Lund. A 4.0-magnitude aftershock followed.",
        "A quake of magnitude 5.9 struck Lund.",
        True,
    ),
    (
        "A 4.0-magnitude aftershock shook Lund after the 6.1-magnitude quake.",
        "A quake of magnitude 5.9 struck Lund.",
        False,
    ),
]


@pytest.mark.parametrize(("one", "other", "main_shock"), MAGNITUDES)
def test_the_greatest_magnitudes_of_two_articles(one: str, other: str, main_shock: bool) -> None:
    left, right = read(one, other)
    placed = settings(left) | settings(right)
    words = WordVectors(Alike(), ["strike", "shake", "quake"])  # type: ignore[arg-type]
    pair = Alignment(left.claims[0], right.claims[0], 0.8, 1, 0.2, 0.8)
    found = [c for c in Comparer(placed, words).compare(pair) if c.slot == "quantity"]
    first = min(found, key=lambda c: c.left)
    assert dict(first.features)["principal"] == main_shock


DENIALS = [
    ("The talks ended without a deal.", "The talks ended with no deal.", False),
    ("The talks ended without a deal.", "The talks ended with a deal.", True),
    ("The talks ended.", "The talks went on.", False),
    ("The notion of a deal pleased him.", "A knot was tied.", False),
    ("The envoys didn’t agree.", "The envoys met.", True),
]


@pytest.mark.parametrize(("one", "other", "differ"), DENIALS)
def test_only_one_of_them_negates_anything(one: str, other: str, differ: bool) -> None:
    facets = [Facets(main_claim(r)) for r in read(one, other)]
    assert (facets[0].denies != facets[1].denies) == differ


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", 0.0),
        ("It was a Monday. The sea was calm. Gulls cried. A bell rang. ", 4 / FAR_IN_TEXT),
        ("Boats lay still. " * (FAR_IN_TEXT + 5), 1.0),
    ],
)
def test_how_far_one_stands_from_the_other(before: str, expected: float) -> None:
    told = "The Marlin sank off Skagen."
    one, other = read(f"{told} A diver saw it.", f"{before}{told} A diver saw it.")
    sunk = [next(c for c in r.claims if c.predicate == "sink" and not c.heading) for r in (one, other)]
    assert far_in_text(*sunk) == pytest.approx(expected)
    assert far_in_text(sunk[1], sunk[0]) == far_in_text(*sunk)
    assert far_in_text(sunk[1], replace(sunk[1], sentence=0)) == 0.0  # of one article
    assert far_in_text(replace(sunk[0], heading=True), sunk[1]) == 0.0
