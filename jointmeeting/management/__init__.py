"""Management of the running system."""
