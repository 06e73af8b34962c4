"""Drafting a consultation.yaml: dialects of platforms, guesses, and the text of the draft."""
