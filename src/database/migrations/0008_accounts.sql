-- What the list of accounts is filtered and sorted by, so that a page of it costs the same at a
-- million rows.

-- When one of its sessions was last active, also when that session is long removed; 0: never.
ALTER TABLE accounts ADD COLUMN last_seen_at BIGINT NOT NULL DEFAULT 0;
UPDATE accounts SET last_seen_at = COALESCE((SELECT MAX(s.last_seen_at) FROM sessions s WHERE s.account_id = accounts.id), 0)
WHERE closed_at IS NULL;

CREATE INDEX accounts_open_name ON accounts (username_key) WHERE closed_at IS NULL;
CREATE INDEX accounts_open_created ON accounts (created_at, id) WHERE closed_at IS NULL;
CREATE INDEX accounts_open_seen ON accounts (last_seen_at, id) WHERE closed_at IS NULL;
CREATE INDEX accounts_closed ON accounts (created_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX accounts_closed_name ON accounts (username_key) WHERE closed_at IS NOT NULL;
CREATE INDEX accounts_role_created ON accounts (role, created_at, id);
CREATE INDEX accounts_role_seen ON accounts (role, last_seen_at, id);
CREATE INDEX accounts_display_name ON accounts (LOWER(display_name));
CREATE INDEX accounts_email ON accounts (LOWER(email));
