"""What is pure: the formula and the conditions of the moves."""
