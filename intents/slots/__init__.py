"""What a message says beside its intent: people, ages, subjects, which event."""
