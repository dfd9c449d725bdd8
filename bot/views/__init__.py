"""What several features show: cards of places, confirmations, files to keep."""
