"""Clauses, their subjects and arguments, on plain sentences through the bundled parser and on hand-made parses."""

from __future__ import annotations

import pytest
from hand_parsed import doc_of
from spacy.tokens import Doc

from claims.syntax.segmentation import arguments_of, find_clauses, phrase_span, subject_of
from claims.syntax.syntax import parse_texts
from claims.text.sentences import split_sentences

# text, then its clauses: predicate, words of the span, understood subject ('' for none), '*' where it is passive
CLAUSES = [
    ("The minister arrived on Monday and left a day later.", [
        ("arrived", "The minister arrived on Monday", "minister"),
        ("left", "left a day later", "minister"),
    ]),
    ("Rebels attacked the town, burned 12 houses and fled.", [
        ("attacked", "Rebels attacked the town", "Rebels"),
        ("burned", "burned 12 houses", "Rebels"),
        ("fled", "fled", "Rebels"),
    ]),
    ("The men were arrested and jailed.", [
        ("arrested*", "The men were arrested", "men"),
        ("jailed*", "jailed", "men"),
    ]),
    ("Prisoners who were exchanged on Sunday have returned home.", [
        ("exchanged*", "who were exchanged on Sunday", "Prisoners"),
        ("returned", "Prisoners who were exchanged on Sunday have returned home", "Prisoners"),
    ]),
    ("The ship, which carried 300 passengers, sank off the coast.", [
        ("carried", "which carried 300 passengers", "ship"),
        ("sank", "The ship, which carried 300 passengers, sank off the coast", "ship"),
    ]),
    ("The town where the fire started is empty.", [
        ("started", "where the fire started", "fire"),
        ("empty", "The town where the fire started is empty", "town"),
    ]),
    ("The man whose car was stolen called the police.", [
        ("stolen*", "whose car was stolen", "car"),
        ("called", "The man whose car was stolen called the police", "man"),
    ]),
    ("The bomb went off in a market, killing 18 people and wounding 40.", [
        ("went", "The bomb went off in a market", "bomb"),
        ("killing", "killing 18 people", "bomb"),
        ("wounding", "wounding 40", "bomb"),
    ]),
    ("Prisoners freed by the army reached the town.", [
        ("freed*", "freed by the army", "Prisoners"),
        ("reached", "Prisoners freed by the army reached the town", "Prisoners"),
    ]),
    ("Freed by the army, the men walked home.", [
        ("Freed*", "Freed by the army", "men"),
        ("walked", "the men walked home", "men"),
    ]),
    ("The mayor said that the bridge would reopen in May.", [
        ("said", "The mayor said", "mayor"),
        ("reopen", "the bridge would reopen in May", "bridge"),
    ]),
    ("The general said he would resign if the talks failed.", [
        ("said", "The general said", "general"),
        ("resign", "he would resign", "he"),
        ("failed", "the talks failed", "talks"),
    ]),
    ('"We will not sign," the envoy told reporters.', [
        ("sign", "We will not sign", "We"),
        ("told", "the envoy told reporters", "envoy"),
    ]),
    ("“The road is blocked,” the mayor of Ostra told reporters.", [
        ("blocked*", "The road is blocked", "road"),
        ("told", "the mayor of Ostra told reporters", "mayor"),
    ]),
    ("“The road is blocked,” said the driver.", [
        ("blocked*", "The road is blocked", "road"),
        ("said", "said the driver", "driver"),
    ]),
    ("The company aims to begin to build 400 homes.", [
        ("build", "The company aims to begin to build 400 homes", "company"),
    ]),
    ("The envoys failed to agree on a truce.", [("agree", "The envoys failed to agree on a truce", "envoys")]),
    ("The king was urged to act by his advisers.", [("act", "The king was urged to act by his advisers", "king")]),
    ("The court let the editor go.", [("go", "The court let the editor go", "editor")]),
    ("Officials urged the residents to leave their homes.", [
        ("leave", "Officials urged the residents to leave their homes", "residents"),
    ]),
    ("Ministers agreed to send doctors and to rebuild two bridges.", [
        ("send", "Ministers agreed to send doctors", "Ministers"),
        ("rebuild", "rebuild two bridges", "Ministers"),
    ]),
    ("It is clear that the dam broke.", [("clear", "It is clear", ""), ("broke", "the dam broke", "dam")]),
    ("The dam broke because the rain was heavy.", [
        ("broke", "The dam broke", "dam"),
        ("heavy", "the rain was heavy", "rain"),
    ]),
    ("To reach the coast, the refugees crossed a river.", [
        ("reach", "reach the coast", "refugees"),
        ("crossed", "the refugees crossed a river", "refugees"),
    ]),
    ("The bridge was destroyed by rebels on Friday.", [
        ("destroyed*", "The bridge was destroyed by rebels on Friday", "bridge"),
    ]),
    ("Talks end without deal", [("end", "Talks end without deal", "Talks")]),
]  # fmt: skip

# text, predicate, its arguments: role, words, head, preposition
ARGUMENTS = [
    ("The bridge was destroyed by rebels on Friday.", "destroyed", [
        ("subject", "The bridge", "bridge", ""),
        ("agent", "rebels", "rebel", "by"),
        ("oblique", "Friday", "friday", "on"),
    ]),
    ("The police, according to the mayor, arrested nine men.", "arrested", [
        ("subject", "The police", "police", ""),
        ("oblique", "the mayor", "mayor", "according to"),
        ("object", "nine men", "man", ""),
    ]),
    ("She told the court that her brother had fled.", "told", [
        ("subject", "She", "she", ""),
        ("object", "the court", "court", ""),
    ]),
    ("Rain, wind and snow closed the pass.", "closed", [
        ("subject", "Rain, wind and snow", "rain", ""),
        ("object", "the pass", "pass", ""),
    ]),
    ("The court let the editor go.", "go", [("subject", "the editor", "editor", "")]),
    ("Ministers agreed to send doctors and to rebuild two bridges.", "rebuild", [
        ("subject", "Ministers", "minister", ""),
        ("object", "two bridges", "bridge", ""),
    ]),
    ("The plan, drafted by two lawyers, was rejected.", "drafted", [
        ("subject", "The plan", "plan", ""),
        ("agent", "two lawyers", "lawyer", "by"),
    ]),
    ("Exports fell by 12 percent.", "fell", [
        ("subject", "Exports", "export", ""),
        ("oblique", "12 percent", "percent", "by"),
    ]),
]  # fmt: skip


@pytest.fixture(scope="module")
def parsed() -> dict[str, Doc]:
    texts = sorted({text for text, _ in CLAUSES} | {case[0] for case in ARGUMENTS})
    return dict(zip(texts, parse_texts(texts, [split_sentences(t) for t in texts]), strict=True))


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses(text: str, expected: list[tuple[str, str, str]], parsed: dict[str, Doc]) -> None:
    found = []
    for clause in find_clauses(next(parsed[text].sents)):
        subject = subject_of(clause.predicate)
        start, end = clause.span
        name = clause.predicate.text + "*" * clause.passive
        found.append((name, text[start:end], "" if subject is None else subject.text))
    assert found == expected


@pytest.mark.parametrize(("text", "predicate", "expected"), ARGUMENTS)
def test_arguments(text: str, predicate: str, expected: list[tuple[str, ...]], parsed: dict[str, Doc]) -> None:
    clause = next(c for c in find_clauses(next(parsed[text].sents)) if c.predicate.text == predicate)
    found = arguments_of(clause, [], {})
    assert [(a.role, a.text, a.head, a.preposition) for a in found] == expected


def test_every_word_belongs_to_one_clause_and_spans_quote_the_text(parsed: dict[str, Doc]) -> None:
    for text, doc in parsed.items():
        for sentence in doc.sents:
            clauses = find_clauses(sentence)
            owned = [t.i for c in clauses for t in c.words]
            assert sorted(owned) == [t.i for t in sentence if not t.is_space]
            for clause in clauses:
                start, end = clause.span
                assert start <= clause.predicate.idx < end or clause.governors
                for argument in arguments_of(clause, [], {}):
                    assert text[argument.start : argument.end] == argument.text == argument.text.strip()


def test_governors_are_outermost_first(parsed: dict[str, Doc]) -> None:
    (clause,) = find_clauses(next(parsed["The company aims to begin to build 400 homes."].sents))
    assert [g.text for g in clause.governors] == ["aims", "begin"]


def test_names_come_from_entities_and_references(parsed: dict[str, Doc]) -> None:
    text = "The general said he would resign if the talks failed."
    clause = next(c for c in find_clauses(next(parsed[text].sents)) if c.predicate.text == "resign")
    pronoun = text.split().index("he")
    (subject,) = arguments_of(clause, [], {pronoun: "Ivo Marek"})
    assert (subject.text, subject.name) == ("he", "Ivo Marek")


def test_a_promise_leaves_the_subject_in_charge() -> None:
    doc = doc_of(
        """
        Ministers NOUN 2 nsubj minister
        promised VERB 0 root promise
        farmers NOUN 2 obj farmer
        to PART 5 mark
        pay VERB 2 xcomp
        """
    )
    (clause,) = find_clauses(next(doc.sents))
    subject = subject_of(clause.predicate)
    assert subject is not None
    assert subject.text == "Ministers"


def test_a_verb_coordinated_with_a_noun_is_a_clause_all_the_same() -> None:
    """The parser's arc from 'wounding' ends at 'people' instead of 'killing'."""
    doc = doc_of(
        """
        A DET 2 det
        bomb NOUN 3 nsubj
        exploded VERB 0 root explode
        , PUNCT 5 punct
        killing VERB 3 advcl kill
        people NOUN 5 obj
        and CCONJ 8 cc
        wounding VERB 6 conj wound
        others NOUN 8 obj other
        """
    )
    _, killing, wounding = find_clauses(next(doc.sents))
    assert doc.text[slice(*killing.span)] == "killing people"
    assert doc.text[slice(*wounding.span)] == "wounding others"
    assert [(a.role, a.text) for a in arguments_of(killing, [], {})] == [("subject", "A bomb"), ("object", "people")]
    assert [(a.role, a.text) for a in arguments_of(wounding, [], {})] == [("subject", "A bomb"), ("object", "others")]


def test_phrases_end_before_a_relative_clause(parsed: dict[str, Doc]) -> None:
    doc = parsed["The ship, which carried 300 passengers, sank off the coast."]
    start, end = phrase_span(doc[1])
    assert doc.text[start:end] == "The ship"
