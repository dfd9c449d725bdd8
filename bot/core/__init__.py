"""What everything in the bot rests on: settings, tables, the clock, errors, logs."""
