"""Reasons why an act is not possible now, by subject. Each guard returns a Refused, or None."""
