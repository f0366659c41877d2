-- Live sessions in the order in which they expire, so that those that have expired are found without reading the others.
CREATE INDEX sessions_idle ON sessions (remember_me, last_seen_at) WHERE ended_at IS NULL;
CREATE INDEX sessions_age ON sessions (remember_me, created_at) WHERE ended_at IS NULL;
