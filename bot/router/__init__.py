"""What each thing a person does leads to: words, a command, a button, a reaction."""
