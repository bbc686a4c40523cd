"""What several test folders share: a browser, a database server, a closed network."""
