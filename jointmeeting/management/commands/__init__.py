"""Commands for operators; each does one thing and exits 1 when it found something wrong."""
