"""Reasons why an act of this app is not possible now, by subject."""
