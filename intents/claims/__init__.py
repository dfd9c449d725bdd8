"""The values that a message claims: « C’est bien en 2024 que vous avez ouvert ? ». Pure; knows no facts."""
