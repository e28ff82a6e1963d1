"""What a noun refers to: the class or title beside a name ('the IRNA news agency', 'spokesman Lee'), and
definite descriptions that point back to one ('the minister', 'the agency')."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.names.gazetteer import gazetteer
from claims.names.mentions import Mentions, is_plural
from claims.names.roles import normal_role, phrase_role
from claims.tables import read_table
from claims.types import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

_REACH = 4  # sentences back in which 'the agency' is still that one
_BESIDE = ("compound", "flat", "appos", "nmod", "nmod:desc", "nmod:unmarked")


def described(noun: Token, mentions: Mentions) -> Entity | None:
    """The entity that a noun names together with, or points back to; None where that is not clear."""
    return _beside_name(noun, mentions) or _definite(noun, mentions)


def _beside_name(noun: Token, mentions: Mentions) -> Entity | None:
    titles, word = gazetteer().titles, noun.lower_
    if noun.dep_ == "compound":
        return None  # 'Elmswood town meetings'
    for child in noun.children:
        entity = mentions.owner.get(child.i)
        if entity is None or child.dep_ not in _BESIDE:
            continue
        if entity.type == "person" and word in titles.roles and child.i > noun.i:
            return entity if child.dep_ == "appos" or _adjacent(noun, entity, mentions) else None
        if not _adjacent(noun, entity, mentions):
            continue
        if entity.type == "organisation" and word in titles.organisation_nouns:
            return entity
        settled = entity.type == "place" and entity.name not in gazetteer().countries
        if settled and word in titles.place_nouns and (child.i > noun.i or word not in ("state", "nation", "country")):
            return entity
    return None


def _adjacent(noun: Token, entity: Entity, mentions: Mentions) -> bool:
    """Whether nothing but a class word, hyphen or bracket stands between noun and name."""
    first, last = mentions.first[entity], mentions.last[entity]
    gap = noun.doc[noun.i + 1 : first.i] if noun.i < first.i else noun.doc[last.i + 1 : noun.i]
    kinds = (gazetteer().titles.modifiers, read_table("entities")["class"]["words"])
    return all(t.is_space or t.text in "-()\"'“”" or any(t.lower_ in words for words in kinds) for t in gap)


def _definite(noun: Token, mentions: Mentions) -> Entity | None:
    titles = gazetteer().titles
    if is_plural(noun) or not any(c.lower_ in ("the", "that", "this") and c.dep_ == "det" for c in noun.children):
        return None
    if noun.lower_ in titles.roles:
        return _by_role(noun, mentions)
    if noun.lower_ in titles.organisation_nouns and not any(
        c.dep_ in ("nmod", "acl:relcl", "acl") for c in noun.children
    ):
        return _by_class(noun, mentions)
    return None


def _by_role(noun: Token, mentions: Mentions) -> Entity | None:
    """The one person of the article who has the role."""
    titles, known = gazetteer().titles, gazetteer()
    words, nation = [noun.lower_], ""
    for child in sorted(noun.lefts, key=lambda c: -c.i):
        if child.lower_ in titles.modifiers:
            words.insert(0, child.lower_)
        nation = nation or known.demonym(child.text)
    role, full = normal_role(words).split(), phrase_role(noun)
    whole = " of " in full  # 'the president of that country' is no other president
    holders = [
        name
        for name, held in mentions.held.items()
        if any(full == other if whole else _fits(role, other.split()) for other in held)
        and (not nation or nation in _nations(name, mentions))
    ]
    if len(holders) != 1:
        return None
    return next((e for e in mentions.before(noun) if e.name == holders[0] and e.type == "person"), None)


def _fits(description: Sequence[str], role: Sequence[str]) -> bool:
    """'the minister' may be the 'foreign minister', 'the foreign minister' not the 'defense minister'."""
    head = role[: role.index("of")] if "of" in role else role
    return bool(description) and bool(head) and description[-1] == head[-1] and set(description) <= set(head)


def _nations(name: str, mentions: Mentions) -> set[str]:
    """Countries whose adjective or name stands before a person's title."""
    found = set()
    for first in mentions.persons[name]:
        for token in reversed(mentions.doc[max(first.sent.start, first.i - 6) : first.i]):
            owner = mentions.owner.get(token.i)
            if owner is not None:
                found |= {owner.name} if owner.type in ("group", "place") else set()
                break
            if token.is_punct and token.text not in ("-", "'s", "’s"):
                break
    return found


def _by_class(noun: Token, mentions: Mentions) -> Entity | None:
    """The one organisation named before that the noun can be called, if it is not far back."""
    phrase = " ".join([*(c.lower_ for c in noun.lefts if c.dep_ in ("compound", "amod")), noun.lower_])
    fitting: dict[str, Entity] = {}
    for entity in mentions.before(noun, _REACH):
        if entity.type == "organisation" and _can_be(entity, phrase):
            fitting.setdefault(entity.name, entity)
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _can_be(entity: Entity, phrase: str) -> bool:
    """Whether an organisation can be called so: by its own head noun, or by what kind it is."""
    if phrase.split()[-1] in entity.name.casefold().split():
        return True
    organisation = gazetteer().organisation(entity.name)
    called = read_table("entities")["called"].get(organisation.kind, ()) if organisation else ()
    return any(phrase == known or phrase.endswith(" " + known) for known in called)
