"""Certificates as Coq files: every claim stated there, and its recorded steps as proof terms."""
