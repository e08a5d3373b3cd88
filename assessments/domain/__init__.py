"""Answers become a roadmap: plain values in, plain values out."""
