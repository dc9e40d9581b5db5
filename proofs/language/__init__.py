"""The door: SymPy to terms and back, and terms to print.  SymPy is how people write; it is never trusted."""
