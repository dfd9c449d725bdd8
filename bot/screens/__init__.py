"""The screens that are not forms: agenda, registrations, my data, the team."""
