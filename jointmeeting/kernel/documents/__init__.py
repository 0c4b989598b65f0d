"""Official documents: the page of GB/T 9704-2012, its fonts, its PDF and its signature. Knows no app."""
