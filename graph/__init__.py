"""The network: what it is made of, where it is kept, what can be asked of it, and what people decided about it."""
