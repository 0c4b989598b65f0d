"""Creating and editing in this app, by subject."""
