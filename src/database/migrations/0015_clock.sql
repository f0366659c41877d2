-- When what is old was last removed, so that a clock that is wrong removes nothing. At first the time
-- of the newest event; 0: nothing has happened yet.
CREATE TABLE maintenance (
    name TEXT PRIMARY KEY,
    at BIGINT NOT NULL
);

INSERT INTO maintenance (name, at)
VALUES ('retention', COALESCE((SELECT at FROM audit_events ORDER BY seq DESC LIMIT 1), 0));

-- At which costs passwords are hashed, found without a look at every account: their PHC strings up to
-- the 67 characters of salt and digest.
CREATE INDEX accounts_hash_cost ON accounts (
    (CASE WHEN length(password_hash) > 67 THEN substr(password_hash, 1, length(password_hash) - 67) ELSE '' END)
) WHERE closed_at IS NULL;
