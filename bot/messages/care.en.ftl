# Words to somebody in distress, or who tells of somebody who is; and what follows for a few messages.
care-self = Thank you for writing this. What you are going through matters, and you do not have to carry it in silence. I am a program and cannot help you as a person can: talk about it today to somebody you trust.
care-young = Thank you for writing this. It is not your fault, and you do not have to carry it in silence. I am a program and cannot help you as a person can: talk about it today to a grown-up you trust, in your family, at school or elsewhere.
care-child = Thank you for writing this. It is serious, and you do not have to carry it without help. A child first needs to be listened to and believed. I am a program and cannot help you as a person can: talk about it today to somebody close or to a professional you trust.
care-other = Thank you for looking after this person and for writing. It is serious, and you do not have to carry it without help. I am a program and cannot help you as a person can: talk about it today to somebody you trust.
care-team = The team of the Cité du numérique can read your message: tap the button.
care-team-young = The team of the Cité du numérique can read your message: tap the button.
care-no-team = From here, I have no way yet to reach the team.
care-clear = If other people read this phone, this chat can be deleted from Telegram’s menu.
care-doubt = If you are going through a hard time, the team can read your message too: tap the last button.
care-still = I am reading you. I remain a program: if you like, the team can read your message.
care-still-young = I am reading you. I remain a program: if you like, the team can read your message.
care-closing = Take care of yourself. You can come back and write here whenever you like.
care-closing-young = Take care of yourself. You can come back and write here whenever you like.
button-care = Send my message to the team
