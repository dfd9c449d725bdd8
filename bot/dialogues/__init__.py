"""Forms of several steps. Each step is a pure function of the form, what the person did, and facts."""
