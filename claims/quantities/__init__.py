"""Numbers: how they are written, their units and bounds, and what they measure."""
