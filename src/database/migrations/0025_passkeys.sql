-- Passkeys (WebAuthn): key pairs on people's devices, with which they sign in instead of with a password.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- The ID that the device has given it, in Base64url.
    credential_id TEXT NOT NULL UNIQUE,
    -- The public key and the signature counter, in the JSON of webauthn-rs.
    credential TEXT NOT NULL,
    -- The domain that it was created for (the RP ID). Browsers offer it on this domain only.
    domain TEXT NOT NULL,
    -- The name that its owner has given it; empty: none.
    name TEXT NOT NULL,
    -- The browser in which it was added.
    user_agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkeys_account ON passkeys (account_id);

-- Challenges that browsers have been asked to sign with a passkey. Each can be used once.
CREATE TABLE passkey_challenges (
    -- SHA-256 of the token that the page sends back with the answer.
    token_hash TEXT PRIMARY KEY,
    -- What the answer does: add, sign_in or confirm.
    purpose TEXT NOT NULL,
    -- NULL: any account's passkey may answer.
    account_id TEXT REFERENCES accounts (id),
    -- What the answer is checked against, in the JSON of webauthn-rs.
    state TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX passkey_challenges_account ON passkey_challenges (account_id);
CREATE INDEX passkey_challenges_expires ON passkey_challenges (expires_at);

-- How many passkeys the account has.
ALTER TABLE accounts ADD COLUMN passkeys BIGINT NOT NULL DEFAULT 0;
