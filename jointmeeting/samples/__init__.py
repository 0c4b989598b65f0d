"""Specimens of every document, to look at and to measure. Places, people and figures are invented."""
