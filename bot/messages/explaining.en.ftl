# How something is done, for whoever asks: nothing is done before a button is tapped.
how-sign_up = To sign up: choose an event, then say who comes. Nothing is booked before “Confirm”.
how-sign_up-here = To sign up here, tap “Sign up”. Nothing is booked before “Confirm”.
how-cancel_sign_up = A registration is cancelled here: “My registrations”, then “Cancel”. I always ask first, and nothing is cancelled for now.
how-move = A registration is moved here: “My registrations”, then “Change the date”. The old seat is given up only when the new one is sure.
how-reminders-on = Reminders are on in this chat. They come here, and to the other parent’s chat if it belongs to your family.
how-reminders-off = Reminders are off in this chat.
how-erase_data = Everything can be erased here: “My data”, then “Erase everything”. I ask first, and nothing is erased for now.
how-reminders-none = A reminder comes here before each date for which somebody is registered from this chat. For now, nobody is.
parent-agrees = A child is registered by a parent or legal guardian. If that is not you, send them this link: they agree and confirm on their own phone. { $link }
