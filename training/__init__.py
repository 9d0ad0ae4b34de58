"""Training (培训): needs, classes, roll-call, hours."""
