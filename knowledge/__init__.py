"""What anyone may know: the venue, its public, its agenda. No personal data lives here."""
