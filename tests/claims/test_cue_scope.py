"""How far negation, modality and attribution reach, on hand-made parses: right ones, and wrong ones as a
parser makes them."""

import pytest
from hand_parsed import VOCAB, doc_of
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Token

from claims.statements.attribution import attribution, is_reporting
from claims.statements.cues import cues
from claims.statements.factuality import affirmative, hedges, modality, polarity

PAST = "Tense=Past|VerbForm=Fin"

BECAUSE = f"""He PRON 4 nsubj
did AUX 4 aux do {PAST}
not PART 4 advmod
leave VERB 0 root leave VerbForm=Inf
because SCONJ 8 mark
he PRON 8 nsubj
was AUX 8 cop be {PAST}
ill ADJ 4 advcl
. PUNCT 4 punct"""

NOBODY_DENIES = f"""No DET 2 det
one PRON 3 nsubj
denies VERB 0 root deny Tense=Pres|VerbForm=Fin
that SCONJ 7 mark
the DET 6 det
dam NOUN 7 nsubj
burst VERB 3 ccomp burst {PAST}
. PUNCT 3 punct"""

REFUSED_AND_CLOSED = f"""The DET 2 det
firm NOUN 3 nsubj
refused VERB 0 root refuse {PAST}
to PART 5 mark
pay VERB 3 xcomp pay VerbForm=Inf
and CCONJ 7 cc
closed VERB 5 conj close {PAST}
the DET 9 det
plant NOUN 7 obj"""

KILLED_BUT_WOUNDED = f"""He PRON 4 nsubj:pass
was AUX 4 aux:pass be {PAST}
not PART 4 advmod
killed VERB 0 root kill VerbForm=Part
but CCONJ 6 cc
wounded VERB 4 conj wound VerbForm=Part"""

NOT_IN_PARIS = f"""The DET 2 det
talks NOUN 5 nsubj talk
did AUX 5 aux do {PAST}
not PART 5 advmod
end VERB 0 root end VerbForm=Inf
in ADP 7 case
Paris PROPN 5 obl
but CCONJ 10 cc
in ADP 10 case
Rome PROPN 7 conj"""

NOT_ON_A_WRONG_ARC = """The DET 2 det
deal NOUN 6 nsubj:pass
has AUX 6 aux have Tense=Pres|VerbForm=Fin
not PART 2 advmod
been AUX 6 aux:pass be VerbForm=Part
signed VERB 0 root sign VerbForm=Part"""

FAILED_ON_A_WRONG_ARC = f"""The DET 2 det
sides NOUN 3 nsubj side
failed VERB 0 root fail {PAST}
to PART 5 mark
reach VERB 3 conj reach VerbForm=Inf
a DET 7 det
deal NOUN 5 obj"""

DID_NOT_RULE_OUT = f"""They PRON 4 nsubj
did AUX 4 aux do {PAST}
not PART 4 advmod
rule VERB 0 root rule VerbForm=Inf
out ADP 4 compound:prt
a DET 7 det
truce NOUN 4 obj"""

WITHOUT_A_DEAL_OR_TRUCE = f"""They PRON 2 nsubj
left VERB 0 root leave {PAST}
without SCONJ 4 mark
reaching VERB 2 advcl reach Tense=Pres|VerbForm=Part
a DET 6 det
deal NOUN 4 obj
or CCONJ 9 cc
a DET 9 det
truce NOUN 6 conj"""

MAY_COLLAPSE = """The DET 2 det
bridge NOUN 4 nsubj
may AUX 4 aux may VerbForm=Fin
collapse VERB 0 root collapse VerbForm=Inf
, PUNCT 6 punct
killing VERB 4 advcl kill Tense=Pres|VerbForm=Part
many ADJ 6 obj"""

WHEN_THEY_DISARM = """The DET 2 det
army NOUN 4 nsubj
will AUX 4 aux will VerbForm=Fin
leave VERB 0 root leave VerbForm=Inf
when ADV 8 advmod
the DET 7 det
rebels NOUN 8 nsubj rebel
disarm VERB 4 advcl disarm Tense=Pres|VerbForm=Fin"""

SHOULD_TALKS_FAIL = """New ADJ 2 amod
sanctions NOUN 4 nsubj sanction
will AUX 4 aux will VerbForm=Fin
follow VERB 0 root follow VerbForm=Inf
should AUX 8 aux should VerbForm=Fin
the DET 7 det
talks NOUN 8 nsubj talk
fail VERB 4 advcl fail VerbForm=Inf"""

UNHURT = f"""The DET 2 det
crew NOUN 4 nsubj
was AUX 4 cop be {PAST}
unhurt ADJ 0 root"""

NOT_UNHURT = f"""The DET 2 det
crew NOUN 5 nsubj
was AUX 5 cop be {PAST}
not PART 5 advmod
unhurt ADJ 0 root"""

DIDNT = f"""They PRON 4 nsubj
did AUX 4 aux do {PAST}
nt PART 4 advmod
sign VERB 0 root sign VerbForm=Inf"""


def word(sentence: str, form: str) -> Token:
    return next(t for t in doc_of(sentence) if t.text == form)


NEITHER_OF_THREE = f"""They PRON 4 nsubj
did AUX 4 aux do {PAST}
not PART 4 advmod
sign VERB 0 root sign VerbForm=Inf
, PUNCT 6 punct
ratify VERB 4 conj ratify VerbForm=Inf
or CCONJ 8 cc
publish VERB 4 conj publish VerbForm=Inf
it PRON 8 obj"""


@pytest.mark.parametrize(
    ("sentence", "predicate", "expected", "found"),
    [
        (NEITHER_OF_THREE, "ratify", "negated", ["not"]),
        (NEITHER_OF_THREE, "publish", "negated", ["not"]),
        (BECAUSE, "leave", "negated", ["not"]),
        (BECAUSE, "ill", "affirmed", []),
        (NOBODY_DENIES, "denies", "negated", ["No", "one"]),
        (NOBODY_DENIES, "burst", "affirmed", []),
        (REFUSED_AND_CLOSED, "pay", "negated", ["refused"]),
        (REFUSED_AND_CLOSED, "closed", "affirmed", []),
        (KILLED_BUT_WOUNDED, "killed", "negated", ["not"]),
        (KILLED_BUT_WOUNDED, "wounded", "affirmed", []),
        (NOT_IN_PARIS, "end", "affirmed", []),
        (NOT_ON_A_WRONG_ARC, "signed", "negated", ["not"]),
        (FAILED_ON_A_WRONG_ARC, "reach", "negated", ["failed"]),
        (FAILED_ON_A_WRONG_ARC, "deal", "negated", ["failed"]),
        (DID_NOT_RULE_OUT, "truce", "affirmed", []),
        (WITHOUT_A_DEAL_OR_TRUCE, "left", "affirmed", []),
        (WITHOUT_A_DEAL_OR_TRUCE, "reaching", "negated", ["without"]),
        (WITHOUT_A_DEAL_OR_TRUCE, "deal", "negated", ["without"]),
        (WITHOUT_A_DEAL_OR_TRUCE, "truce", "negated", ["without"]),
        (UNHURT, "unhurt", "negated", ["unhurt"]),
        (NOT_UNHURT, "unhurt", "affirmed", []),
        (DIDNT, "sign", "negated", ["nt"]),
    ],
)
def test_polarity(sentence: str, predicate: str, expected: str, found: list[str]) -> None:
    token = word(sentence, predicate)
    value, spans = polarity(token)
    assert value == expected
    assert [token.doc.text[a:b] for a, b in spans] == found


@pytest.mark.parametrize(
    ("sentence", "predicate", "expected", "found"),
    [
        (MAY_COLLAPSE, "collapse", "possible", ["may"]),
        (MAY_COLLAPSE, "killing", "possible", ["may"]),
        (WHEN_THEY_DISARM, "leave", "planned", ["will"]),
        (WHEN_THEY_DISARM, "disarm", "planned", ["will"]),
        (SHOULD_TALKS_FAIL, "fail", "conditional", ["should"]),
        (SHOULD_TALKS_FAIL, "follow", "conditional", ["should"]),
        (BECAUSE, "leave", "asserted", []),
        (DID_NOT_RULE_OUT, "truce", "possible", ["rule out"]),
    ],
)
def test_modality(sentence: str, predicate: str, expected: str, found: list[str]) -> None:
    token = word(sentence, predicate)
    value, spans = modality(token)
    assert value == expected
    assert [token.doc.text[a:b] for a, b in spans] == found


def test_a_word_that_negates_itself_gives_what_it_denies() -> None:
    assert affirmative(word(UNHURT, "unhurt")) == "hurt"
    assert affirmative(word(BECAUSE, "ill")) == "ill"


@pytest.mark.parametrize(("adjective", "denied"), cues().opposites.items())
def test_opposites(adjective: str, denied: str) -> None:
    affirmed, negated = f"It PRON 3 nsubj\nis AUX 3 cop be\n{denied} ADJ 0 root", UNHURT.replace("unhurt", adjective)
    assert polarity(word(affirmed, denied))[0] == "affirmed"
    assert polarity(word(negated, adjective))[0] == "negated"
    assert affirmative(word(negated, adjective)) == denied


def test_hedges_reach_the_clause_only() -> None:
    sentence = f"""The DET 2 det
men NOUN 4 nsubj man
reportedly ADV 4 advmod
fled VERB 0 root flee {PAST}
after SCONJ 7 mark
police NOUN 7 nsubj
fired VERB 4 advcl fire {PAST}"""
    assert [word(sentence, "fled").doc.text[a:b] for a, b in hedges(word(sentence, "fled"))] == ["reportedly"]
    assert hedges(word(sentence, "fired")) == ()


NESTED_ON_A_WRONG_ARC = f"""The DET 2 det
agency NOUN 3 nsubj
said VERB 0 root say {PAST}
the DET 5 det
minister NOUN 6 nsubj
denied VERB 3 ccomp deny {PAST}
that SCONJ 9 mark
troops NOUN 9 nsubj troop
fired VERB 3 ccomp fire {PAST}"""

LOST_COMMA = f"""Two NUM 2 nsubj
died VERB 0 root die {PAST}
the DET 4 det
mayor NOUN 2 nsubj
said VERB 2 advcl say {PAST}"""

PARENTHESIS = f"""The DET 2 det
town NOUN 7 nsubj:pass
was AUX 7 aux:pass be {PAST}
, PUNCT 6 punct
police NOUN 6 nsubj
said VERB 7 parataxis say {PAST}
evacuated VERB 0 root evacuate VerbForm=Part"""

PRONOUN = f"""He PRON 2 nsubj
added VERB 0 root add {PAST}
that SCONJ 7 mark
the DET 5 det
road NOUN 7 nsubj
was AUX 7 aux:pass be {PAST}
closed VERB 2 ccomp close VerbForm=Part"""

LONG_NAME = f"""Lima PROPN 5 nsubj
resident NOUN 3 compound
Ana PROPN 5 nsubj
Cruz PROPN 3 flat
said VERB 0 root say {PAST}
that SCONJ 9 mark
it PRON 9 nsubj
had AUX 9 aux have {PAST}
rained VERB 5 ccomp rain VerbForm=Part"""

SUBJECT_CLAUSE = f"""The DET 2 det
mayor NOUN 7 nsubj
, PUNCT 5 punct
who PRON 5 nsubj
fell VERB 2 acl:relcl fall {PAST}
, PUNCT 5 punct
said VERB 0 root say {PAST}
nothing PRON 7 obj"""

SHARED_SUBJECT = f"""The DET 2 det
envoy NOUN 3 nsubj
confirmed VERB 0 root confirm {PAST}
that SCONJ 6 mark
talks NOUN 6 nsubj talk
ended VERB 3 ccomp end {PAST}
and CCONJ 8 cc
noted VERB 3 conj note {PAST}
that SCONJ 11 mark
they PRON 11 nsubj
helped VERB 8 ccomp help {PAST}"""


LOW_CONJUNCT = f"""The DET 2 det
envoy NOUN 3 nsubj
confirmed VERB 0 root confirm {PAST}
that SCONJ 6 mark
talks NOUN 6 nsubj talk
ended VERB 3 ccomp end {PAST}
and CCONJ 8 cc
noted VERB 6 conj note {PAST}
that SCONJ 11 mark
they PRON 11 nsubj
helped VERB 8 ccomp help {PAST}"""


@pytest.mark.parametrize(
    ("sentence", "predicate", "speaker"),
    [
        (LOW_CONJUNCT, "helped", "The envoy"),
        (NESTED_ON_A_WRONG_ARC, "fired", "the minister"),
        (NESTED_ON_A_WRONG_ARC, "denied", "The agency"),
        (NESTED_ON_A_WRONG_ARC, "said", None),
        (LOST_COMMA, "died", "the mayor"),
        (LOST_COMMA, "said", None),
        (PARENTHESIS, "evacuated", "police"),
        (LONG_NAME, "rained", "Lima resident Ana Cruz"),
        (SUBJECT_CLAUSE, "fell", None),
        (SHARED_SUBJECT, "helped", "The envoy"),
        (BECAUSE, "leave", None),
    ],
)
def test_speaker(sentence: str, predicate: str, speaker: str | None) -> None:
    found = attribution(word(sentence, predicate))
    assert (found.speaker if found else None) == speaker


def test_a_pronoun_is_resolved() -> None:
    closed = word(PRONOUN, "closed")
    found = attribution(closed, {0: "Jan Novak"})
    assert found is not None
    assert (found.speaker, found.cue) == ("Jan Novak", "added")
    assert closed.doc.text[found.start : found.end] == "He added"


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        (PRONOUN, "added", True),
        (PRONOUN, "closed", False),
        (LOST_COMMA, "said", True),
        (REFUSED_AND_CLOSED, "refused", False),
    ],
)
def test_is_reporting(sentence: str, verb: str, *, expected: bool) -> None:
    assert is_reporting(word(sentence, verb)) is expected


def test_a_quotation_of_several_sentences_has_one_speaker() -> None:
    doc = doc_of(
        f"“ PUNCT 3 punct\nIt PRON 3 nsubj\nrained VERB 0 root rain {PAST}\n. PUNCT 3 punct",
        f"""The DET 2 det
roof NOUN 3 nsubj
leaked VERB 0 root leak {PAST}
, PUNCT 3 punct
” PUNCT 3 punct
said VERB 3 parataxis say {PAST}
the DET 8 det
owner NOUN 6 nsubj
. PUNCT 3 punct""",
        f"He PRON 2 nsubj\nlaughed VERB 0 root laugh {PAST}\n. PUNCT 2 punct",
    )
    speakers = {t.text: attribution(t) for t in doc if t.pos_ == "VERB"}
    assert {k: v.speaker if v else None for k, v in speakers.items()} == {
        "rained": "the owner",
        "leaked": "the owner",
        "said": None,
        "laughed": None,
    }


WORDS = [
    "said",
    "not",
    "no",
    "to",
    "that",
    "denied",
    "claims",
    "according",
    "he",
    "who",
    "will",
    "if",
    "fail",
    "police",
]
MARKS = [",", ".", "“", "”", ":", "-", "?", "\n\n"]
POS = ["VERB", "NOUN", "AUX", "PRON", "ADJ", "ADV", "DET", "ADP", "SCONJ", "CCONJ", "PART", "PUNCT", "PROPN", "NUM"]
DEPS = ["nsubj", "obj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "cc", "mark", "case", "aux", "parataxis"]
FEATURES = ["", "VerbForm=Fin|Tense=Past", "VerbForm=Fin|Tense=Pres", "VerbForm=Inf", "VerbForm=Part", "Mood=Imp"]


@st.composite
def nonsense(draw: st.DrawFn) -> Doc:
    """Words, tags and trees at random: what a parser may say of garbage."""
    n = draw(st.integers(1, 14))

    def column(values: list[str]) -> list[str]:
        return draw(st.lists(st.sampled_from(values), min_size=n, max_size=n))

    order = draw(st.permutations(range(n)))
    heads = [0] * n
    for k, node in enumerate(order):  # each word hangs on one that came before it, the first is the root
        heads[node] = order[draw(st.integers(0, k - 1))] if k else node
    deps = ["ROOT" if heads[k] == k else dep for k, dep in enumerate(column([*DEPS, "advmod", "nmod", "obl", "appos"]))]
    words, pos, morphs = column(WORDS + MARKS), column(POS), column(FEATURES)
    return Doc(VOCAB, words=words, heads=heads, deps=deps, pos=pos, lemmas=words, morphs=morphs)


@given(nonsense())
@settings(deadline=None, max_examples=300)
def test_nonsense_is_read_without_harm(doc: Doc) -> None:
    for token in doc:
        text = doc.text
        found, spans = polarity(token)
        assert bool(spans) == (found == "negated")
        kind, modals = modality(token)
        assert bool(modals) == (kind != "asserted")
        source = attribution(token)
        places = [*spans, *modals, *hedges(token), *([(source.start, source.end)] if source else [])]
        assert all(0 <= a < b <= len(text) for a, b in places)
        assert is_reporting(token) in (True, False)
