"""Words by themselves: sorts of things, opposites, synonyms, and how much shared ones tell."""
