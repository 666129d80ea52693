"""The dashboard as a server: Streamlit with safe settings, our entry, our error page."""
