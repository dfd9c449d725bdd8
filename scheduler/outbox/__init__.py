"""Messages owed to chats: owed in the same commit as what they tell, sent once, in order, within limits."""
