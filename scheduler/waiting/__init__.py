"""The waiting list: freed seats are offered, taken, left, and the line moves on."""
