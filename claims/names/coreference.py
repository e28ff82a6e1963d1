"""What pronouns and definite descriptions of an article refer to, where it is clear.

Rule-based, in order of the text, and with precision first: candidates agree in number, gender and
animacy, are weighed by nearness and grammatical role (in the spirit of Lappin & Leass 1994, "An
Algorithm for Pronominal Anaphora Resolution"), and where the best one does not clearly lead, the
reference stays out. Persons and things without a name compete too, so that 'a woman ... she' is not the
minister of the sentence before. Pronouns inside quotations are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from claims.names.descriptions import described
from claims.names.gazetteer import Gender, gazetteer
from claims.names.mentions import SUBJECTS, Mentions, clause_of, is_plural, subject_of, top
from claims.tables import read_table
from claims.types import Entity, EntityType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_Kind = Literal["person", "thing", "many"]
_PRONOUNS: Mapping[str, tuple[_Kind, Gender | None]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("person", "male")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("person", "female")),
    **dict.fromkeys(("it", "its", "itself"), ("thing", None)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("many", None)),
}
_REACH = 3  # sentences back
_NEARNESS = (100, 80, 50, 30)  # by sentences back
_LEAD = 20  # by which the best candidate must lead
_ROLES = {"nsubj": 30, "nsubj:pass": 25, "ROOT": 30, "obl:agent": 15, "obj": 10, "iobj": 10}
_MAIN, _POSSESSOR, _MODIFIER = 10, -10, -25
_SAME_CLAUSE, _SAME_GENDER = 25, 15


def resolve_references(doc: Doc, entities: Sequence[Entity]) -> dict[int, str]:
    """Token index of a pronoun or of the head of a description ('the minister', 'the agency', also 'the
    IRNA news agency') -> canonical name of what it refers to. What is ambiguous is left out."""
    return _Resolver(Mentions(doc, entities)).resolve()


@dataclass(frozen=True)
class _Candidate:
    """What a pronoun may refer to; ``name`` is '' where it has none."""

    name: str
    kind: EntityType
    token: int
    sentence: int
    weight: int
    gender: Gender | None = None
    plural: bool = False

    def agrees(self, kind: _Kind, gender: Gender | None) -> bool:
        if kind == "person":
            return self.kind == "person" and not self.plural and (self.gender or gender) == gender
        if kind == "thing":
            return self.kind in ("organisation", "place", "other") and not self.plural
        return self.plural or self.kind == "group"


@cache
def person_nouns() -> Mapping[str, Gender | None]:
    """Nouns for persons, by the gender that they tell."""
    titles, table = gazetteer().titles, read_table("entities")["persons"]
    told: dict[str, Gender | None] = {noun: titles.gender(noun) for noun in (*table["nouns"], *titles.roles)}
    told |= dict.fromkeys(table["male"], "male")
    return told | dict.fromkeys(table["female"], "female")


@cache
def _speech() -> frozenset[str]:
    speech = read_table("entities")["speech"]
    return frozenset((*speech["verbs"], *speech["thought"]))


class _Resolver:
    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.doc = mentions.doc
        self.candidates: list[_Candidate] = []
        self.found: dict[int, str] = {}
        self.unclear: set[tuple[int, Gender | None]] = set()  # (sentence, gender) with an open pronoun

    def resolve(self) -> dict[int, str]:
        for token in self.doc:
            entity = self.mentions.heads.get(token.i)
            if entity is not None:
                self._mention(entity, token)
            elif token.i in self.mentions.owner:
                continue
            elif token.pos_ == "PRON" and token.lower_ in _PRONOUNS:
                self._pronoun(token)
            elif token.pos_ in ("NOUN", "PROPN"):
                self._noun(token)
        return self.found

    def _mention(self, entity: Entity, token: Token) -> None:
        plural = entity.type in ("group", "organisation") and is_plural(token)
        gender = self.mentions.genders.get(entity.name) if entity.type == "person" else None
        self.candidates.append(
            _Candidate(
                entity.name, entity.type, token.i, self.mentions.sentence[token.i], _weight(token), gender, plural
            )
        )

    def _noun(self, token: Token) -> None:
        """A description of something named, or a person or thing that competes for the pronouns behind it."""
        entity = described(token, self.mentions)
        if entity is not None:
            self.found[token.i] = entity.name
            self._mention(entity, token)
            return
        persons, lemma = person_nouns(), token.lemma_.lower()
        if token.dep_ in ("compound", "flat") and lemma not in persons:
            return
        kind: EntityType = "person" if lemma in persons else "other"
        sentence = self.mentions.sentence[token.i]
        self.candidates.append(
            _Candidate("", kind, token.i, sentence, _weight(token), persons.get(lemma), is_plural(token))
        )

    def _pronoun(self, token: Token) -> None:
        kind, gender = _PRONOUNS[token.lower_]
        if self.mentions.is_quoted(token) or token.dep_ == "expl":
            return
        chosen = self._person(token, gender) if kind == "person" else self._thing(token, kind)
        if chosen is None:
            self.unclear.add((self.mentions.sentence[token.i], gender))
            return
        sentence = self.mentions.sentence[token.i]
        self.candidates.append(replace(chosen, token=token.i, sentence=sentence, weight=_weight(token)))
        if chosen.name:
            self.found[token.i] = chosen.name

    # he, she

    def _person(self, token: Token, gender: Gender | None) -> _Candidate | None:
        chosen = self._speaker(token, "person", gender) or self._ahead(token, gender)
        if chosen or (self.mentions.sentence[token.i], gender) in self.unclear:
            return chosen
        return self._best(token, "person", gender)

    def _ahead(self, token: Token, gender: Gender | None) -> _Candidate | None:
        """'In his speech, Lee said': the subject behind, where no one is named before it in the sentence."""
        subject = subject_of(clause_of(token))
        entity = self.mentions.owner.get(subject.i) if subject is not None and subject.i > token.i else None
        if subject is None or entity is None or entity.type != "person" or not _is_bound(token):
            return None
        here = self.mentions.sentence[token.i]
        found = _Candidate(entity.name, "person", subject.i, here, 0, self.mentions.genders.get(entity.name))
        rivals = [c for c in self._recent(token) if c.sentence == here and c.kind == "person" and c.name != entity.name]
        return found if not rivals and found.agrees("person", gender) else None

    def _speaker(self, token: Token, kind: _Kind, gender: Gender | None) -> _Candidate | None:
        """'Lee said he would': the subject of the verb of speech right above, if no one else who fits
        stands between."""
        verb = clause_of(token)
        for _ in range(3):
            if token.dep_ not in SUBJECTS or verb.dep_ not in ("ccomp", "xcomp", "advcl", "parataxis", "conj"):
                return None
            verb = verb.head
            if verb.lemma_.lower() in _speech():
                break
        else:
            return None
        subject = subject_of(verb)
        if subject is None or subject.i > token.i or is_plural(subject):
            return None
        fitting = [c for c in self._recent(token) if subject.i <= c.token < token.i and c.agrees(kind, gender)]
        mine = [c for c in fitting if self._same_mention(c.token, subject.i)]
        return mine[-1] if mine and len(mine) == len(fitting) else None

    def _recent(self, token: Token) -> list[_Candidate]:
        """The candidates within reach of a token, in order of the text."""
        oldest = self.mentions.sentence[token.i] - _REACH
        recent = list(takewhile(lambda c: c.sentence >= oldest, reversed(self.candidates)))
        return recent[::-1]

    def _same_mention(self, a: int, b: int) -> bool:
        owner = self.mentions.owner
        return a == b or (a in owner and owner[a] is owner.get(b)) or top(self.doc[a]).i == b

    def _best(self, token: Token, kind: _Kind, gender: Gender | None) -> _Candidate | None:
        """The candidate of highest weight, if it leads clearly."""
        here, clause = self.mentions.sentence[token.i], clause_of(token)
        scores: dict[str, tuple[int, _Candidate]] = {}
        for candidate in self._recent(token):
            back = here - candidate.sentence
            if not candidate.agrees(kind, gender) or self._is_barred(candidate, token):
                continue
            score = _NEARNESS[back] + candidate.weight + (_SAME_GENDER if gender and candidate.gender == gender else 0)
            if back == 0 and clause_of(self.doc[candidate.token]) in (clause, clause.head):
                score += _SAME_CLAUSE
            entry = candidate.name or f"#{candidate.token}"
            if entry not in scores or scores[entry][0] < score:
                scores[entry] = (score, candidate)
        ranked = sorted(scores.values(), key=lambda pair: (-pair[0], -pair[1].token))
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD):
            return None
        return ranked[0][1]

    def _is_barred(self, candidate: _Candidate, token: Token) -> bool:
        """'Lee met him', 'Lee left and wrote to him': a pronoun is not the subject of its own clause, nor
        another argument of it; only a possessive or reflexive may be."""
        if candidate.sentence != self.mentions.sentence[token.i] or _is_bound(token):
            return False
        antecedent, clause = top(self.doc[candidate.token]), clause_of(token)
        if token.dep_ in SUBJECTS and clause.dep_ == "acl:relcl" and self._same_mention(clause.head.i, antecedent.i):
            return True  # 'Lee, whom he met'
        if antecedent.head == token.head and token.dep_ not in SUBJECTS:
            return True
        subject = subject_of(clause)
        return token.dep_ not in SUBJECTS and subject is not None and self._same_mention(candidate.token, subject.i)

    # it, they

    def _thing(self, token: Token, kind: _Kind) -> _Candidate | None:
        """Things have too many rivals without a name. Three patterns are safe: 'Lee Corp. said it would',
        'It said', and the possessive of its own clause's subject ('Norway reopened its border')."""
        clause = clause_of(token)
        if _is_bound(token):
            subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None) or subject_of(clause)
            shared = clause.dep_ in ("xcomp", "acl", "advcl") or token.head.dep_ == "conj"
            if subject is None or subject.i > token.i or shared:
                return None
            mine = [c for c in self._recent(token) if self._same_mention(c.token, subject.i) and c.agrees(kind, None)]
            return mine[-1] if mine else None
        if kind == "many" or token.dep_ != "nsubj" or any(c.dep_ == "cop" for c in clause.children):
            return None
        if clause.lemma_.lower() in _speech():
            chosen = self._best(token, kind, None)
            return chosen if chosen and chosen.name and chosen.weight >= _ROLES["nsubj:pass"] else None
        happening = clause.lemma_.lower() in read_table("entities")["happening"]["verbs"]
        return None if happening else self._speaker(token, kind, None)


def _is_bound(token: Token) -> bool:
    """Possessive or reflexive."""
    return "Yes" in token.morph.get("Poss") or token.dep_ == "nmod:poss" or token.lower_.endswith(("self", "selves"))


def _weight(token: Token) -> int:
    """By grammatical role; a title counts with its name ('spokesman Lee said')."""
    head = top(token)
    if head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN", "PRON"):
        head = top(head.head)  # 'Lee and Holt met': neither leads
    weight = _ROLES.get(head.dep_, _POSSESSOR if head.dep_ == "nmod:poss" else 0)
    if weight > 0 and (head.head.dep_ in ("ROOT", "conj") or head.head.lemma_.lower() in _speech()):
        weight += _MAIN
    return weight + (_MODIFIER if token.dep_ in ("compound", "amod") else 0)
