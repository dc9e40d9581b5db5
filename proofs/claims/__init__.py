"""Claims and their derivations: recorded from the author's functions, checked step by step, decided and refuted."""
