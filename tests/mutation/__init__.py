"""Mutation of the kernel: each small change of its source must make a test fail."""
