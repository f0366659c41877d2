-- The keys of sessions that are bound to a device (Device Bound Session Credentials). The private keys stay in the devices.
CREATE TABLE session_keys (
    session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    -- The coordinates of the public key (P-256), in Base64url.
    x TEXT NOT NULL,
    y TEXT NOT NULL,
    -- The secret that the values of the bound cookie are made with. Without the session cookie, they open nothing.
    cookie_key TEXT NOT NULL,
    -- The network in which the browser last proved that it has the key.
    network TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Challenges for browsers to sign with the key of a session. Each can be used once.
CREATE TABLE session_challenges (
    -- SHA-256 of the challenge.
    challenge_hash TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_challenges_session ON session_challenges (session_id, expires_at);
CREATE INDEX session_challenges_expires ON session_challenges (expires_at);
