"""What stands of a statement: polarity, modality, and who says so."""
