"""Hardship cases: received at any door, registered, referred, handled, closed (受理、登记、交办、承办、结案)."""
