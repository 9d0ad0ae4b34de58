"""What the files are made of, by noun."""
