"""Text by its characters: tokens, sentences and headings, direct quotations."""
