"""Files of municipalities and figures: read, judged row by row, then applied in one transaction."""
