"""WHO DOES WHAT BY WHEN: assignments that come from resolved matters."""
