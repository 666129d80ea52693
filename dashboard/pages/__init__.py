"""The pages: one folder for each, in which `page.py` draws it; what several of them use is in `dashboard/parts`."""
