"""Names: who and what they mean, within one article and across articles."""
