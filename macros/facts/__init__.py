"""What a record is, how it is read, and whether it holds."""
