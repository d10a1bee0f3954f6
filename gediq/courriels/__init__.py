"""Mail: an outbox row per event and recipient, sent once, by a task or by a command on a timer."""
