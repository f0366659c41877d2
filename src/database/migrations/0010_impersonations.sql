-- Who acts as whom, and why. It is over at the first of: its end, half an hour, the end of the
-- session in which it is done.
CREATE TABLE impersonations (
    id TEXT PRIMARY KEY,
    -- The session in which it is done, and whose that is.
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    impersonator_id TEXT NOT NULL REFERENCES accounts (id),
    -- As whom.
    account_id TEXT NOT NULL REFERENCES accounts (id),
    reason TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE INDEX impersonations_session ON impersonations (session_id);
-- In one session one is somebody else at most.
CREATE UNIQUE INDEX impersonations_one ON impersonations (session_id) WHERE ended_at IS NULL;
CREATE INDEX impersonations_account ON impersonations (account_id, started_at);
CREATE INDEX impersonations_open ON impersonations (started_at) WHERE ended_at IS NULL;
