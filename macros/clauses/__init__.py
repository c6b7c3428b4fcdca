"""Texts for a tender: from a data file to the page and to Word."""
