"""One module for each way in which platforms write things down. A dialect names the decoder of each of its files."""
