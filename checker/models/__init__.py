"""The two models: the encoder of statements and the entailment model, and what they are asked."""
