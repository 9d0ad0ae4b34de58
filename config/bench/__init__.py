"""Measures pages and API calls in this process (``manage.py bench``); see ``docs/bench.md``."""
