"""Public election (公推直选): the procedure that fills one vacancy, stage by stage."""
