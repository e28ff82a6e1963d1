"""Within one article: the fullest form of each name ('Holt' -> 'Karen Holt', 'NRC' -> 'Northern Relief
Committee'), where only one can be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from claims.names.actors import initials, is_acronym
from claims.names.aliases import canonical_name
from claims.names.gazetteer import gazetteer, key
from claims.names.persons import PersonName, parse_person, same_person
from claims.names.transliteration import sounds


def full_persons(texts: Iterable[str]) -> dict[str, str]:
    """Each text (titles included) -> the fullest form of the person's name among them; the name itself
    where two different people could be meant. Compares only names that share a word."""
    parsed = {text: parse_person(text) for text in texts}
    sharing: dict[str, set[PersonName]] = defaultdict(set)
    for person in parsed.values():
        for word in person.words:
            sharing[sounds(word)].add(person)
    full: dict[PersonName, str] = {}
    for person in parsed.values():
        if person not in full:
            others = {o for word in person.words for o in sharing[sounds(word)]}
            full[person] = _full_person(person, others)
    return {text: full[person] for text, person in parsed.items()}


def _full_person(person: PersonName, others: Iterable[PersonName]) -> str:
    fuller = [o for o in others if len(o.words) >= len(person.words) and same_person(person, o)]
    fuller.sort(key=lambda o: (-len(o.words), -len(" ".join(o.shown)), o.shown))
    if not fuller or any(same_person(fuller[0], o) is not True for o in fuller):
        return " ".join(person.shown)
    return " ".join(fuller[0].shown)


def full_organisations(known: Mapping[str, str], introduced: Mapping[str, str]) -> dict[str, str]:
    """Each text -> the alias table's form; else the one longer name that it is the acronym of or that has
    it as head ('Observatory'), in one way of writing.

    ``known``: text -> canonical name or ''; ``introduced``: acronyms that the article explains.
    """
    written = {key(text): text for text in sorted(known, key=lambda t: (sum(c.isupper() for c in t), t))}
    containing: dict[str, set[str]] = defaultdict(set)
    for text in known:
        for word in {*key(text).casefold().split(), *(letters.casefold() for letters in initials(text))}:
            containing[word].add(text)
    full = {}
    for text in known:
        name = introduced.get(text) or written[key(text)]
        canonical = canonical_name(name, "organisation")
        if canonical == name:
            longer = containing.get(key(name).casefold().split()[-1], set()) if key(name) else set()
            forms = {known[n] or canonical_name(n, "organisation") for n in longer if _shortens(name, n)}
            canonical = forms.pop() if len(forms) == 1 else name
        full[text] = canonical
    return full


def _shortens(short: str, full: str) -> bool:
    """'Observatory' of 'Northern Observatory for Tides', 'Defence Ministry' of 'Danish Defence Ministry'; but
    the Danish army is not the Free Danish Army."""
    part, whole = set(key(short).split()), set(key(full).split())
    if len(full) <= len(short) or is_acronym(short, full):
        return len(full) > len(short)
    known = gazetteer()
    return part < whole and (len(part) == 1 or all(known.demonym(w) or known.country(w) for w in whole - part))
