"""How corrections fare when what they are about is merged: they stay what was decided about what stood there then."""

from cadres.platform.merging.points import into, leave

POLICIES = (
    *into("cadres.cadre", leave("cadres.Correction", "cadre")),
    *into("cadres.tenure", leave("cadres.Correction", "tenure")),
    *into("cadres.post", leave("cadres.Correction", "post")),
)
