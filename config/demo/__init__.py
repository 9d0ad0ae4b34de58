"""The demonstration county (演示县): real townships, invented people. Nothing here is about anybody who lives."""
