"""Our recogniser beside others, marked on the same labelled texts."""
