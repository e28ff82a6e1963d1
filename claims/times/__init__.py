"""Dates and times: how they are written, and the intervals that they mean."""
