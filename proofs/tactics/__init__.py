"""Untrusted search: it calls kernel rules, and what it finds is a theorem or nothing."""
