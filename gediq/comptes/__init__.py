"""Opening a session: by a code, a password or a passkey, with a second factor for the team."""
