"""The page Quellen: what each source says; sources are corrected and withdrawn here."""
