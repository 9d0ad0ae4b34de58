"""Merging two records about the same (合并): the plan, its carrying out, the way back. See docs/merging.md."""
