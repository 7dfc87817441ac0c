"""Charts: altair declares them, vl-convert draws them as SVG, ``svg`` makes that fit for the page."""
