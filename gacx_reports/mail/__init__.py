"""Messages: written, put into the server's hands or into files, and what PDFs say about themselves."""
