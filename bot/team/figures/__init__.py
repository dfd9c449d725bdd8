"""The numbers of the weeks: counted, kept when what they were counted from is erased, drawn and told."""
