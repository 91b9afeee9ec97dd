"""Everything that is a window; nothing else imports Qt."""
