"""Scanned papers of a cadre's file (档案材料): what may come in, how it is called, how it leaves again."""
