"""Assessment (考核): indicators, baselines, scores, grades."""
