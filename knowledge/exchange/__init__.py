"""The agenda in and out: files become drafts, drafts become events, events become a file again."""
