"""What the scheduler rests on: its tables, local hours, ages, the database's own words."""
