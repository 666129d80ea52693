"""Backups: the whole store as one file that either engine takes back, made before what changes much, kept by rule."""
