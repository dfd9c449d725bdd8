"""The running process: put together, beating, watched, stopped; and what its operator does with it."""
