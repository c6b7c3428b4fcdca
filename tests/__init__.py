"""Tests: they mirror macros/, then data/, then the built site, then the browser."""
