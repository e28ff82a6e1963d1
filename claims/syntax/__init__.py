"""The parser, and what its trees say: clauses and the arguments of their predicates."""
