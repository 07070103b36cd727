"""Mail: texts and bytes of messages, SMTP, settings, the witness, and reading and encrypting PDFs."""
