"""The comparison of two aligned claims, one module for each slot."""
