"""What the tests need from outside: servers, browsers, real files, and how their absence is told."""
