-- State that an application keeps for a person: for members here, for guests in an encrypted cookie.
CREATE TABLE carried (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    value TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, name)
);

-- The keys with which cookies are encrypted, in hexadecimal. The newest one encrypts; the one before it still decrypts.
CREATE TABLE cookie_keys (
    id TEXT PRIMARY KEY NOT NULL,
    created_at BIGINT NOT NULL,
    secret TEXT NOT NULL
);
