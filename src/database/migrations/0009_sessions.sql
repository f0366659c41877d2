-- Everybody's live sessions, the last active first. What finds names and addresses by how they
-- begin stands in sqlite/ and postgres/ under the same number.

DROP INDEX sessions_live;
CREATE INDEX sessions_live ON sessions (last_seen_at, id) WHERE ended_at IS NULL;
