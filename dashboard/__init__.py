"""The web pages: what people see in the browser, with the map and the server that shows them."""
