"""Solution sheets as derivations: one module per assignment, in the order in which the sheets are built."""

MODULES = ("ewa", "gradient_step", "receptive_field", "initialization", "batch_norm")
