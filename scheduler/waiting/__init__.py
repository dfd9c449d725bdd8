"""The waiting list: freed seats are offered until a deadline, taken, left, and the line moves on."""
