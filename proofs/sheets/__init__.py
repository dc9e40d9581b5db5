"""Sheets: a checked derivation as a document, written as LaTeX and Typst, and set as PDF."""
