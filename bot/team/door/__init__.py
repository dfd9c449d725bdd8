"""At the door of an event: codes and lists to check in with, who comes without a place, who is missing."""
