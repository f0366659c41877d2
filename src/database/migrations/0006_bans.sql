-- What administrators note about bans and accounts, appeals, and accounts that are closed.

-- For administrators only; the banned person never sees it.
ALTER TABLE bans ADD COLUMN note TEXT NOT NULL DEFAULT '';
-- When its terms were changed last, and by which account; NULL by: at the server's terminal.
ALTER TABLE bans ADD COLUMN changed_at BIGINT;
ALTER TABLE bans ADD COLUMN changed_by TEXT;

-- What a banned person has to say, once a ban.
CREATE TABLE appeals (
    ban_id TEXT PRIMARY KEY REFERENCES bans (id),
    text TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    answer TEXT,
    answered_at BIGINT,
    answered_by TEXT
);

CREATE INDEX appeals_open ON appeals (sent_at) WHERE answered_at IS NULL;

-- What administrators keep in mind about an account.
CREATE TABLE account_notes (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    text TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- NULL: at the server's terminal.
    created_by TEXT
);

CREATE INDEX account_notes_account ON account_notes (account_id);

-- A closed account holds nothing personal any more; its row stays for what refers to it.
ALTER TABLE accounts ADD COLUMN closed_at BIGINT;
