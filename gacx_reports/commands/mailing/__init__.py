"""Commands that plan and send mail, and record what became of unknown messages."""
