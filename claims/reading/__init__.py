"""Files to articles: their bytes, formats, plain text, and day of publication."""
