-- Who may sign up, what a new password must be, the changes of the policy, and invitations.

ALTER TABLE policies ADD COLUMN password_min_length BIGINT;
-- 0: open, 1: by invitation, 2: closed.
ALTER TABLE policies ADD COLUMN sign_up BIGINT;

UPDATE policies SET password_min_length = 15, sign_up = 0 WHERE role = '';

CREATE TABLE policy_changes (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    -- The account that decided; NULL at the server's terminal.
    changed_by TEXT,
    -- Sessions that it ended.
    ended BIGINT NOT NULL,
    -- The change that it takes back.
    undoes TEXT,
    -- What was set before and after, as JSON.
    settings TEXT NOT NULL
);

CREATE TABLE invitations (
    id TEXT PRIMARY KEY,
    -- SHA-256 of the token in the link.
    token_hash TEXT NOT NULL UNIQUE,
    -- What it is for, in the words of who made it.
    note TEXT NOT NULL,
    -- The account that made it; NULL at the server's terminal.
    created_by TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    uses_max BIGINT NOT NULL,
    uses_left BIGINT NOT NULL,
    revoked_at BIGINT
);
