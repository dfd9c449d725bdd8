"""The sign-up form. Each step is a pure function of the form, what the person did, and facts."""
