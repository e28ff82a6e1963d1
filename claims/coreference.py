"""What pronouns and definite descriptions of an article refer to, where it is clear.

Rule-based and in order of the text, with precision first: candidates agree in number, gender and
animacy, are weighed by nearness and grammatical role (Lappin & Leass 1994, "An Algorithm for Pronominal
Anaphora Resolution", in spirit), and where the best one does not clearly lead, the reference stays
out. Persons and things without a name compete too, so that 'a woman ... she' is not the minister.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.gazetteer import Gender, gazetteer
from claims.persons import given_gender, parse_person
from claims.quotations import quotations
from claims.roles import normal_role, roles, tokens_of
from claims.types import Entity, EntityType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PRONOUNS: Mapping[str, tuple[str, Gender | None]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("person", "male")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("person", "female")),
    **dict.fromkeys(("it", "its", "itself"), ("thing", None)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("many", None)),
}
_REACH = 3  # sentences back
_NEARNESS = (100, 80, 50, 30)  # by sentences back
_LEAD = 20  # by which the best candidate must lead
_ROLES = {"nsubj": 30, "nsubj:pass": 25, "obj": 10, "iobj": 10, "obl:agent": 15}
_POSSESSOR = -10


@dataclass(frozen=True)
class _Candidate:
    """A mention that a pronoun may refer to; ``name`` is '' for one without a name."""

    name: str
    kind: EntityType
    token: int
    sentence: int
    weight: int
    gender: Gender | None = None
    plural: bool = False


def resolve_references(doc: Doc, entities: Sequence[Entity]) -> dict[int, str]:
    """Token index of a pronoun or of the head of a description ('the minister', 'the agency', also 'the
    IRNA news agency') -> canonical name of what it refers to. What is ambiguous is left out."""
    return _Resolver(doc, entities).resolve()


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "tables" / "entities.toml").read_text(encoding="utf-8"))


@cache
def _person_nouns() -> frozenset[str]:
    return frozenset(_table()["persons"]["nouns"]) | gazetteer().titles.roles


@cache
def _speech() -> frozenset[str]:
    return frozenset(_table()["speech"]["verbs"]) | {"think", "believe", "hope", "promise", "agree"}


class _Resolver:
    def __init__(self, doc: Doc, entities: Sequence[Entity]) -> None:
        self.doc = doc
        self.entities = entities
        self.sentence = {t.i: n for n, sent in enumerate(doc.sents) for t in sent}
        self.starts = [sent.start for sent in doc.sents]
        self.quoted = quotations(doc.text)
        self.held = roles(doc, entities)
        self.genders = self._genders()
        self.found: dict[int, str] = {}
        self.owner: dict[int, Entity] = {t.i: e for e in entities for t in tokens_of(doc, e)}

    def resolve(self) -> dict[int, str]:
        candidates: list[_Candidate] = []
        heads = {self._head(e): e for e in self.entities}
        for token in self.doc:
            if token.i in heads:
                candidates.append(self._candidate(heads[token.i].name, heads[token.i].type, token))
            elif token.i in self.owner:
                continue
            elif token.pos_ == "PRON" and token.lower_ in _PRONOUNS:
                self._pronoun(token, candidates)
            elif token.pos_ in ("NOUN", "PROPN"):
                self._noun(token, candidates)
        return self.found

    # nouns

    def _noun(self, token: Token, candidates: list[_Candidate]) -> None:
        """A description of something named, or a person or thing that competes for the pronouns behind it."""
        named = self._beside_name(token) or self._description(token, candidates)
        if named:
            self.found[token.i] = named.name
            candidates.append(self._candidate(named.name, named.type, token))
            return
        plural = "Plur" in token.morph.get("Number")
        if token.dep_ in ("compound", "flat", "nmod:poss") and token.lower_ not in _person_nouns():
            return
        kind: EntityType = "person" if token.lemma_.lower() in _person_nouns() else "other"
        gender = gazetteer().titles.gender(token.lemma_) or _NOUN_GENDERS.get(token.lemma_.lower())
        candidates.append(_Candidate("", kind, token.i, self.sentence[token.i], self._weight(token), gender, plural))

    def _beside_name(self, noun: Token) -> Entity | None:
        """The name that a noun is title or class of: 'spokesman Lee', 'the IRNA news agency', 'Idlib province'."""
        titles = gazetteer().titles
        for child in noun.children:
            entity = self.owner.get(child.i)
            if entity is None or child.dep_ not in ("compound", "flat", "appos", "nmod", "nmod:desc", "nmod:unmarked"):
                continue
            if any(c.dep_ == "case" for c in child.children):
                continue
            gap = self.doc[min(child.i, noun.i) + 1 : max(child.i, noun.i)]
            if any(t.is_punct and t.text not in "-()\"'“”" for t in gap):
                continue
            word = noun.lower_
            if entity.type == "person" and child.i > noun.i and word in titles.roles:
                return entity
            if entity.type == "organisation" and word in titles.organisation_nouns:
                return entity
            if entity.type == "place" and word in titles.place_nouns and entity.name not in gazetteer().countries:
                return entity
        return None

    def _description(self, noun: Token, candidates: Sequence[_Candidate]) -> Entity | None:
        """What 'the minister' or 'the agency' points back to."""
        if "Plur" in noun.morph.get("Number") or not _is_definite(noun):
            return None
        titles = gazetteer().titles
        if noun.lower_ in titles.roles:
            return self._by_role(noun)
        if noun.lower_ in titles.organisation_nouns and not _has_complement(noun):
            return self._by_class(noun, candidates)
        return None

    def _by_role(self, noun: Token) -> Entity | None:
        """The one person of the article whose role is the description's."""
        words, nation = _described(noun)
        holders = []
        for name, held in self.held.items():
            if any(_fits(words, role.split()) for role in held):
                nations = self._nations(name)
                if not nation or nation in nations:
                    holders.append(name)
        if len(holders) != 1:
            return None
        mentions = [e for e in self.entities if e.name == holders[0] and e.type == "person"]
        before = [e for e in mentions if e.start < noun.idx]
        return before[-1] if before else None

    def _nations(self, name: str) -> set[str]:
        """Countries whose adjective stands before a person's title or name."""
        found = set()
        for entity in self.entities:
            if entity.name != name or entity.type != "person":
                continue
            first = tokens_of(self.doc, entity)[0]
            for token in reversed(self.doc[max(first.sent.start, first.i - 6) : first.i]):
                owner = self.owner.get(token.i)
                if owner is not None:
                    found |= {owner.name} if owner.type in ("group", "place") else set()
                    break
                if token.is_punct:
                    break
        return found

    def _by_class(self, noun: Token, candidates: Sequence[_Candidate]) -> Entity | None:
        """The organisation named last that the noun can be called, if no other comes near."""
        phrase = " ".join([*(c.lower_ for c in noun.lefts if c.dep_ in ("compound", "amod")), noun.lower_])
        fitting: dict[str, Entity] = {}
        for entity in self.entities:
            if entity.start < noun.idx and entity.type == "organisation" and _called(entity, phrase):
                fitting.pop(entity.name, None)
                fitting[entity.name] = entity
        recent = [e for e in fitting.values() if self.sentence[noun.i] - self._sentence_of(e) <= _REACH + 1]
        if len(fitting) == 1 and len(recent) == 1:
            return recent[0]
        if len(recent) == 1 and recent[0] == list(fitting.values())[-1]:
            return recent[0]
        return None

    # pronouns

    def _pronoun(self, token: Token, candidates: list[_Candidate]) -> None:
        kind, gender = _PRONOUNS[token.lower_]
        if self._is_quoted(token) or token.dep_ == "expl":
            return
        if kind == "thing" and _is_empty(token):
            return
        chosen = self._own_speaker(token, kind, gender, candidates) or self._best(token, kind, gender, candidates)
        if chosen is None:
            return
        candidates.append(
            _Candidate(
                chosen.name,
                chosen.kind,
                token.i,
                self.sentence[token.i],
                self._weight(token),
                chosen.gender,
                chosen.plural,
            )
        )
        if chosen.name:
            self.found[token.i] = chosen.name

    def _own_speaker(
        self, token: Token, kind: str, gender: Gender | None, candidates: Sequence[_Candidate]
    ) -> _Candidate | None:
        """'Lee said he would': the subject of the verb of speech right above, where it fits and no other
        person stands between."""
        verb = token.head
        for _ in range(3):
            if verb.dep_ not in ("ccomp", "xcomp", "advcl", "parataxis", "conj"):
                break
            verb = verb.head
            if verb.lemma_.lower() in _speech():
                subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
                if subject is None or subject.i > token.i:
                    return None
                mine = [c for c in candidates if c.token == subject.i or self._same_mention(c.token, subject.i)]
                others = [c for c in candidates if subject.i < c.token < token.i and _agrees(c, kind, gender)]
                fits = [c for c in mine if _agrees(c, kind, gender)]
                return fits[-1] if fits and not others and token.dep_.startswith("nsubj") else None
        return None

    def _same_mention(self, a: int, b: int) -> bool:
        return a in self.owner and self.owner.get(a) is self.owner.get(b)

    def _best(
        self, token: Token, kind: str, gender: Gender | None, candidates: Sequence[_Candidate]
    ) -> _Candidate | None:
        """The candidate of highest weight, if it leads clearly."""
        here = self.sentence[token.i]
        scores: dict[str, tuple[int, _Candidate]] = {}
        for candidate in candidates:
            back = here - candidate.sentence
            if back > _REACH or not _agrees(candidate, kind, gender) or self._is_barred(candidate, token):
                continue
            score = _NEARNESS[back] + candidate.weight + (15 if gender and candidate.gender == gender else 0)
            entry = candidate.name or f"#{candidate.token}"
            if entry not in scores or scores[entry][0] < score:
                scores[entry] = (score, candidate)
        ranked = sorted(scores.values(), key=lambda pair: (-pair[0], -pair[1].token))
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD):
            return None
        if kind == "person":
            return ranked[0][1]
        # Things and groups have too many rivals without a name: only a subject that carries on will do.
        return ranked[0][1] if ranked[0][1].weight >= _ROLES["nsubj:pass"] and ranked[0][1].name else None

    def _is_barred(self, candidate: _Candidate, token: Token) -> bool:
        """A pronoun is not its own clause's other argument ('Lee met him'), but may be its possessor."""
        if "Yes" in token.morph.get("Poss"):
            return False
        antecedent = self.doc[candidate.token]
        return bool(antecedent.head == token.head and antecedent.sent == token.sent)

    # mentions

    def _candidate(self, name: str, kind: EntityType, token: Token) -> _Candidate:
        plural = "Plur" in token.morph.get("Number") and kind in ("group", "organisation")
        gender = self.genders.get(name) if kind == "person" else None
        return _Candidate(name, kind, token.i, self.sentence[token.i], self._weight(token), gender, plural)

    def _weight(self, token: Token) -> int:
        """By grammatical role; the whole mention counts, a title included ('spokesman Lee said')."""
        head = token
        while head.dep_ in ("flat", "compound", "appos") and head.head.i != head.i:
            head = head.head
        weight = _ROLES.get(head.dep_, _POSSESSOR if head.dep_ == "nmod:poss" else 0)
        main = head.head.dep_ in ("ROOT", "conj") or head.head.lemma_.lower() in _speech()
        return weight + (10 if weight > 0 and main else 0) - (25 if token.dep_ in ("compound", "amod") else 0)

    def _head(self, entity: Entity) -> int:
        tokens = tokens_of(self.doc, entity)
        inside = {t.i for t in tokens}
        head: int = next((t.i for t in tokens if t.head.i not in inside or t.head == t), tokens[-1].i)
        return head

    def _sentence_of(self, entity: Entity) -> int:
        return self.sentence[self._head(entity)]

    def _is_quoted(self, token: Token) -> bool:
        at = bisect_right(self.quoted, (token.idx, len(self.doc.text))) - 1
        return at >= 0 and self.quoted[at][0] <= token.idx < self.quoted[at][1]

    def _genders(self) -> dict[str, Gender]:
        """What titles and given names tell of each person; nothing where they contradict each other."""
        told: dict[str, set[Gender]] = {}
        for entity in self.entities:
            if entity.type != "person":
                continue
            genders = told.setdefault(entity.name, set())
            first = tokens_of(self.doc, entity)[0]
            before = self.doc[first.i - 1].text if first.i else ""
            if gender := gazetteer().titles.gender(before):
                genders.add(gender)
            for role in self.held.get(entity.name, ()):
                genders |= {g for w in role.split() if (g := gazetteer().titles.gender(w))}
        for name, genders in told.items():
            shown = parse_person(name).shown
            if not genders and shown and (given := given_gender(shown[0])):
                genders.add(given)
        return {name: next(iter(genders)) for name, genders in told.items() if len(genders) == 1}


_NOUN_GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(("man", "boy", "father", "husband", "son", "brother", "uncle", "guy", "groom"), "male"),
    **dict.fromkeys(("woman", "girl", "mother", "wife", "daughter", "sister", "aunt", "lady", "bride"), "female"),
}  # fmt: skip


def _agrees(candidate: _Candidate, kind: str, gender: Gender | None) -> bool:
    if kind == "person":
        return candidate.kind == "person" and not candidate.plural and (candidate.gender or gender) == gender
    if kind == "thing":
        return candidate.kind in ("organisation", "place", "other") and not candidate.plural
    return candidate.plural or candidate.kind == "group"


def _is_empty(token: Token) -> bool:
    """'It is clear that', 'it rained': an 'it' that refers to nothing."""
    head = token.head
    if not token.dep_.startswith("nsubj"):
        return False
    copular = any(c.dep_ == "cop" for c in head.children)
    clausal = any(c.dep_ in ("csubj", "ccomp", "xcomp", "advcl", "acl", "csubj:outer") for c in head.children)
    return (copular and (clausal or head.pos_ == "ADJ")) or head.lemma_ in ("seem", "appear", "take", "rain", "snow")


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in ("the", "that", "this") and c.dep_ == "det" for c in noun.children)


def _has_complement(noun: Token) -> bool:
    return any(c.dep_ in ("nmod", "acl:relcl", "acl", "nmod:poss") for c in noun.children)


def _described(noun: Token) -> tuple[list[str], str]:
    """The role that a description names, and the country of its adjective ('' for none)."""
    titles = gazetteer().titles
    words, nation = [noun.lower_], ""
    for child in sorted(noun.lefts, key=lambda c: -c.i):
        if child.lower_ in titles.modifiers:
            words.insert(0, child.lower_)
        nation = nation or gazetteer().demonym(child.text)
    return normal_role(words).split(), nation


def _fits(description: Sequence[str], role: Sequence[str]) -> bool:
    """'the minister' may be the 'foreign minister', 'the foreign minister' not the 'defense minister'."""
    head = role[: role.index("of")] if "of" in role else role
    return bool(description) and bool(head) and description[-1] == head[-1] and set(description) <= set(head)


def _called(entity: Entity, phrase: str) -> bool:
    """Whether an organisation can be called so: by its own head noun, or by what kind it is."""
    noun = phrase.split()[-1]
    own = entity.name.casefold().split()
    if noun in own:
        return True
    organisation = gazetteer().organisation(entity.name)
    if organisation is None or not organisation.kind:
        return False
    called = _table()["called"].get(organisation.kind, ())
    return any(phrase == known or phrase.endswith(" " + known) for known in called)
