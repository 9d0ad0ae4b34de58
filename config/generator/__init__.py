"""Large invented populations for measurements, by COPY: 7 million cadres for the nation, fewer by the same code."""
