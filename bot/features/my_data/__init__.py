"""/donnees: what is held of a family; seen, corrected, taken along, withdrawn, erased."""
