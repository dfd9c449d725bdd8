"""What is learnt from phrasings, and how a message is judged by it: features, likelihoods, trust, verdict."""
