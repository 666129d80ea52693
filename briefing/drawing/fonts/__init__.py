"""Noto Sans, shipped so that no font of the machine is needed (SIL Open Font License 1.1, see OFL.txt)."""
