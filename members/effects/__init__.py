"""What a transition does beyond the state, by subject."""
