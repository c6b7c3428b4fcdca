"""The decision helper: its rules, the proofs over them, and how it is shown."""
