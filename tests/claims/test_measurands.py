"""What numbers measure: the examples of the event table, and a table of plain news sentences."""

from __future__ import annotations

import re

import pytest

from claims.extract import read_claims
from claims.quantities.events import event_classes, event_names, lemma_of
from claims.tables import read_table
from claims.types import Article, Quantity

TABLE = read_table("events")
BRACKETS = re.compile(r"[\[\]]")
EXAMPLES = [(name, kind, text) for name, entry in TABLE.items() for kind in ("yes", "no") for text in entry[kind]]

MEASURES = [
    (name, kind, text)
    for name, entry in read_table("measures").items()
    for kind in ("yes", "no")
    for text in entry[kind]
]

WORDS = read_table("measurands")
WORD_EXAMPLES = [(name, kind, case) for name, entry in WORDS.items() for kind in ("yes", "no") for case in entry[kind]]

# text with the number in brackets, counted, event; then 'agent', 'part', 'increment' where they are true
CASES = [
    ("The army said [18] soldiers were killed.", "soldier", "death", ""),
    ("At least [20] people were injured when a bus overturned.", "person", "injury", ""),
    ("The fire left [25] people dead.", "person", "death", ""),
    ("The fire left 25 people dead and [40] injured.", "person", "injury", ""),
    ("The bomb went off in a market, killing 18 people and wounding [40].", "person", "injury", ""),
    ("Gunmen abducted [eight] workers.", "worker", "capture", ""),
    ("[Three] bombers killed the mayor.", "bomber", "death", "agent"),
    ("The mayor was killed by [three] gunmen.", "gunman", "death", "agent"),
    ("The earthquake destroyed [300] houses.", "house", "damage", ""),
    ("The drones destroyed [12] bombers at the base.", "bomber", "damage", ""),
    ("[Two-thirds] of the homes were destroyed.", "home", "damage", ""),
    ("[Between half and two-thirds] of the homes were destroyed.", "home", "damage", ""),
    ("[Between five and ten] people were hurt.", "person", "injury", ""),
    ("Some [200] homes were damaged by the flood.", "home", "damage", ""),
    ("The death toll climbed to [31].", "person", "death", ""),
    ("The toll reached [18].", "person", "death", ""),
    ("The number of dead rose to [44].", "person", "death", ""),
    ("The number of refugees fell to [9,000].", "refugee", "displacement", ""),
    ("Unemployment rose to [7 percent].", "unemployment", "", ""),
    ("Exports fell by [12 percent].", "export", "fall by", ""),
    ("[Three] of the pilots survived.", "pilot", "rescue", ""),
    ("Police detained five suspects and released [three] of them.", "suspect", "release", ""),
    ("The ferry carried 80 people, [three] of whom drowned.", "person", "death", "part"),
    ("A blast killed 12 people, including [five] children.", "child", "death", "part"),
    ("Among the dead were [two] women.", "woman", "death", "part"),
    ("[Two] children were among the dead.", "child", "death", "part"),
    ("[Two] more bodies were found on Monday.", "person", "death", "increment"),
    ("[Six] others were wounded.", "person", "injury", "increment"),
    ("A man was killed and [two] others were hurt.", "person", "injury", ""),
    ("One person was killed and [six] more wounded.", "person", "injury", ""),
    ("Nine were hurt on Monday and [two] more were hurt on Friday.", "person", "injury", "increment"),
    ("At least [two] of the dead in the port were medical staff.", "staff", "death", "part"),
    ("[Three] of those killed were women.", "woman", "death", "part"),
    ("[Half] of the victims were children.", "child", "casualty", "part"),
    ("[Two] of the injured died in hospital.", "person", "death", "part"),
    ("Police took [nine] of them into custody.", None, "capture", ""),
    ("The fire killed 12 guests, [five] of them children.", "guest", "death", "part"),
    ("The slide buried [three] Irish and two Welsh divers.", "diver", "bury", ""),
    ("The slide buried three Irish and [two] Welsh divers.", "diver", "bury", ""),
    ("[Two] Danes were hurt.", "national", "injury", ""),
    ("At least [nine] killed dozens injured as bridge falls", "person", "death", ""),
    ("[40 percent] of the island's phone traffic capacity was out of service.", "traffic", "outage", ""),
    ("A town that is home by [over 7,000] people.", "population", "population", ""),
    ("A further [20] people were arrested.", "person", "capture", "increment"),
    ("Another [three] died in hospital.", "person", "death", "increment"),
    ("The two sides exchanged [90] prisoners.", "prisoner", "release", ""),
    ("The [two] sides exchanged 90 prisoners.", "side", "release", "agent"),
    ("After the army withdrew, [2,000] families returned to the city.", "family", "return", "agent"),
    ("[Nine] men are expected to be freed on Friday.", "man", "release", ""),
    ("The flood forced [5,000] residents to leave.", "resident", "leave", "agent"),
    ("The company aims to begin to build [400] homes.", "home", "build", ""),
    ("[About 500] people attended the funeral.", "person", "attendance", ""),
    ("Shells killed two women and wounded seven people, among them [three] children.", "child", "injury", "part"),
    ("The raid killed 12 people, including [five] children, and wounded 30.", "child", "death", "part"),
    ("Twelve people died and 30 were injured, [five] of them seriously.", "person", "injury", "part"),
    ("Ten men were killed. [Five] of them had come from Tarn.", None, "come", "agent"),
    ("A magnitude-[6.1] quake struck the coast.", "quake", "", ""),
    ("[Seventy percent] of the voters backed the plan.", "voter", "back", "agent"),
    ("[10] killed, 20 wounded in market blast", "person", "death", ""),
    ("10 killed, [20] wounded in market blast", "person", "injury", ""),
    ("Storm hits harbour town [12] dead", "person", "death", ""),
    ("[Nine] sailors died when the mast was hit.", "sailor", "death", ""),
    ("[Forty] guests danced after the roof was damaged.", "guest", "dance", "agent"),
    ("The latest figure of the dead is only [one] person.", "person", "death", ""),
    ("There were about [7,000] people in the village.", "person", "be", ""),
    ("There were [34] on board.", "person", "aboard", ""),
    ("The number of people who drowned in the lake rose to [29] on Friday.", "person", "death", ""),
    ("The company said the number of trains fell to [12].", "train", "", ""),
    ("[Nine] villagers were hurt by hail.", "villager", "injury", ""),
    ("Shaft floods after rockfall, [11] trapped", "person", "trapping", ""),
    ("Lorry falls into gorge, [19] dead", "person", "death", ""),
    ("Police raid club near harbour, [12] arrested", None, "capture", ""),
    ("Rockets on bakery kill [23], doctors say", "person", "death", ""),
    ("Mudslide kills six, injures [20]", "person", "injury", ""),
    ("The wound [12 cm] long was stitched.", None, "stitch", ""),
    ("The blast killed two cooks as well as [nine] shoppers.", "shopper", "death", ""),
    ("Six sailors drowned, together with [two] divers.", "diver", "death", ""),
    ("The mayor put the number of dead and missing at [60].", "person", "casualty", ""),
    ("The find raised the number of people killed in the flood to [33].", "person", "death", ""),
    ("The number of clerks who died in the fire rose to [33].", "clerk", "death", ""),
    ("The number of people arrested since Monday reached [300].", "person", "capture", ""),
    ("The toll was [21].", "person", "death", ""),
    ("The children were [six] and eight.", None, "", ""),
    ("Fourteen people died: [nine] soldiers, four guards and a cook.", "soldier", "death", ""),
    ("The toll stands at 30: twelve women, [ten] men and eight children.", "man", "death", ""),
    ("Two drowned: [30] passengers had left the boat before.", "passenger", "leave", "agent"),
    ("Two drowned: [300] tents were soaked.", "tent", "soak", ""),
    ("Unemployment was [4.1 percent] in May.", "unemployment", "", ""),
    ("The damage was [3 million euros].", "damage", "", ""),
    ("The tower is [90 metres] high.", "tower", "high", ""),
    ("Lorry ploughs into parade [14] killed", "person", "death", ""),
    ("Storm kills [seven] in coastal town", "person", "death", ""),
    ("[Two] held over warehouse fire", None, "capture", ""),
    ("There were [30] visitors.", "visitor", "", ""),
    ("The deal covers [1,000] prisoners.", "prisoner", "", ""),
    ("The attack caused [15] deaths.", "person", "death", ""),
    ("The bank sold [2 million] shares.", "share", "sell", ""),
]


@pytest.fixture(scope="module")
def numbers() -> dict[str, Quantity]:
    """The number in brackets of every sentence of this file, all read in one batch."""
    texts = sorted(
        {text for _, _, text in (*EXAMPLES, *MEASURES)}
        | {case[0] for case in (*CASES, *(case for _, _, case in WORD_EXAMPLES))}
    )
    readings = read_claims([Article(str(n), BRACKETS.sub("", text)) for n, text in enumerate(texts)])
    found = {}
    for text, reading in zip(texts, readings, strict=True):
        at = text.index("[")
        inside = [q for c in reading.claims for q in c.quantities if q.start <= at < q.end]
        assert len(inside) == 1, text
        found[text] = inside[0]
    return found


@pytest.mark.parametrize(("name", "kind", "text"), EXAMPLES)
def test_examples_of_the_event_table(name: str, kind: str, text: str, numbers: dict[str, Quantity]) -> None:
    assert (numbers[text].event == name) == (kind == "yes")


@pytest.mark.parametrize(("name", "kind", "text"), MEASURES)
def test_examples_of_the_named_measures(name: str, kind: str, text: str, numbers: dict[str, Quantity]) -> None:
    assert (numbers[text].counted == name) == (kind == "yes")


@pytest.mark.parametrize(("text", "counted", "event", "flags"), CASES)
def test_measurand(text: str, counted: str | None, event: str, flags: str, numbers: dict[str, Quantity]) -> None:
    q = numbers[text]
    found = " ".join(flag for flag in ("agent", "part", "increment") if getattr(q, flag))
    assert (q.counted, q.event, found) == (counted, event, flags)


@pytest.mark.parametrize(("name", "kind", "case"), WORD_EXAMPLES)
def test_examples_of_the_word_lists(name: str, kind: str, case: list[str], numbers: dict[str, Quantity]) -> None:
    members = "|".join(WORDS[name]["words"])
    assert bool(re.search(rf"\b(?:{members})s?\b", case[0], re.IGNORECASE)) == (kind == "yes")
    test_measurand(case[0], case[1], case[2], case[3], numbers)


def test_measurand_in_words(numbers: dict[str, Quantity]) -> None:
    assert numbers["The army said [18] soldiers were killed."].measurand == "soldier: death"
    assert numbers["[Three] bombers killed the mayor."].measurand == "bomber: agent of death"
    assert numbers["There were [30] visitors."].measurand == "visitor"


def test_event_table_is_consistent() -> None:
    """No word may name two classes in one way; every class has examples of both sorts."""
    for kind in ("object", "subject", "noun", "bearer", "adjective"):
        words = [w for entry in TABLE.values() for w in entry.get(kind, ())]
        assert len(words) == len(set(words))
    assert all(entry["yes"] and entry["no"] for entry in TABLE.values())
    assert event_names() == frozenset(TABLE)
    assert event_classes()["object", "free"] == "release"


@pytest.mark.parametrize(
    ("form", "pos", "tag", "guess", "lemma"),
    [
        ("freed", "VERB", "VBN", "fre", "free"),
        ("fled", "VERB", "VBD", "flead", "flee"),
        ("kidnapped", "VERB", "VBD", "kidnapp", "kidnap"),
        ("dying", "VERB", "VBG", "dye", "die"),
        ("Casualties", "NOUN", "NNS", "casualtie", "casualty"),
        ("raid", "NOUN", "NN", "ray", "raid"),
        ("miners", "NOUN", "NNS", "mine", "miner"),
        ("villagers", "NOUN", "NNS", "village", "villager"),
        ("carts", "NOUN", "NNS", "car", "cart"),
        ("storeys", "NOUN", "NNS", "store", "storey"),
        ("copies", "NOUN", "NNS", "cop", "copy"),
        ("branches", "NOUN", "NNS", "bran", "branch"),
        ("buses", "NOUN", "NNS", "bus", "bus"),
        ("crises", "NOUN", "NNS", "crisis", "crisis"),
        ("thieves", "NOUN", "NNS", "thief", "thief"),
        ("men", "NOUN", "NNS", "man", "man"),
        ("people", "NOUN", "NNS", "people", "person"),
        ("built", "VERB", "VBD", "build", "build"),
        ("is", "AUX", "VBZ", "be", "be"),
    ],
)
def test_lemmas(form: str, pos: str, tag: str, guess: str, lemma: str) -> None:
    from spacy.lang.en import English
    from spacy.tokens import Doc

    doc = Doc(English().vocab, words=[form], pos=[pos], tags=[tag], lemmas=[guess])
    assert lemma_of(doc[0]) == lemma
