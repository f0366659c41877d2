-- Second factors, which are asked for after the password.

-- When a second factor was turned on; NULL: the password is enough.
ALTER TABLE accounts ADD COLUMN second_factor_at BIGINT;

-- Authenticator apps (TOTP, RFC 6238). An account has at most one that is confirmed.
CREATE TABLE authenticators (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- The secret that the app and the server share, encrypted with a key that is not in the database.
    secret TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- NULL: it is being set up.
    confirmed_at BIGINT,
    last_used_at BIGINT,
    -- The last time step whose code was used. Codes of this step and of earlier ones are rejected.
    last_step BIGINT NOT NULL
);
CREATE INDEX authenticators_account ON authenticators (account_id);

-- Recovery codes. Each can be used once instead of the authenticator app.
CREATE TABLE recovery_codes (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- A PHC string.
    code_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX recovery_codes_account ON recovery_codes (account_id);

-- Sign-ins whose password was right and whose second factor is due.
CREATE TABLE challenges (
    -- SHA-256 of the cookie's value.
    secret_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- When the password was last changed. If it has changed since, the challenge is void.
    password_changed_at BIGINT NOT NULL,
    remember_me BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX challenges_account ON challenges (account_id);
CREATE INDEX challenges_expires ON challenges (expires_at);

-- Whether the second factor was asked for: 1 or 2 (the assurance level of NIST SP 800-63B).
ALTER TABLE sessions ADD COLUMN level BIGINT NOT NULL DEFAULT 1;
