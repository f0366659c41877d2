-- Accounts, their sessions, bans and one-time links. TEXT and BIGINT only: the same statements
-- run on SQLite and PostgreSQL. Times are Unix seconds; ids are UUIDv7 text; digests are hex.

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL,
    -- NFKC and case-folded: what a name is found by.
    username_key TEXT NOT NULL UNIQUE,
    -- The name's confusables skeleton (UTS 39): no two accounts look alike.
    username_skeleton TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    email TEXT,
    -- A PHC string.
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    password_changed_at BIGINT NOT NULL,
    last_sign_in_at BIGINT
);

CREATE INDEX accounts_role ON accounts (role);

CREATE TABLE sessions (
    -- The public id, for lists and for ending.
    id TEXT PRIMARY KEY,
    -- SHA-256 of the cookie's value; the value itself is stored nowhere.
    secret_hash TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    data TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    remembered BIGINT NOT NULL,
    address TEXT NOT NULL,
    -- The address, or its /64: from where this account is known.
    network TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    ended_at BIGINT,
    ending TEXT
);

CREATE INDEX sessions_account ON sessions (account_id, ended_at);
CREATE INDEX sessions_network ON sessions (account_id, network);

CREATE TABLE bans (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- The account that decided; NULL at the server's terminal.
    created_by TEXT,
    until BIGINT,
    lifted_at BIGINT,
    lifted_by TEXT
);

CREATE INDEX bans_account ON bans (account_id, lifted_at);

CREATE TABLE links (
    -- SHA-256 of the token in the link.
    token_hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    account_id TEXT REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    -- From where: the account is known from there.
    used_network TEXT
);

CREATE INDEX links_account ON links (account_id);

-- Rows that are updated first by transactions which must not run side by side.
CREATE TABLE locks (
    name TEXT PRIMARY KEY,
    taken BIGINT NOT NULL
);

INSERT INTO locks (name, taken) VALUES ('administrators', 0);
