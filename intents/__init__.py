"""What a person means: text in, meaning out. Knows neither a database nor a clock, nor anything else of ours."""
