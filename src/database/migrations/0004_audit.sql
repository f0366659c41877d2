-- What was done and refused: a chain of rows that nobody changes. The triggers that see to it
-- stand in sqlite/ and postgres/ under the same number, and are made in the same transaction.

CREATE TABLE audit_events (
    -- 1, 2, 3 and so on, without a gap.
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    act TEXT NOT NULL,
    -- done or refused.
    outcome TEXT NOT NULL,
    -- A word for machines; empty: done.
    reason TEXT NOT NULL,
    -- An account's id, operator, system, or empty: a guest.
    actor TEXT NOT NULL,
    -- The account that it concerns; empty: none.
    subject TEXT NOT NULL,
    -- A JSON object without personal data.
    detail TEXT NOT NULL,
    request TEXT NOT NULL,
    -- The digest of what audit_origins says of this row; empty: nothing.
    origin TEXT NOT NULL,
    previous TEXT NOT NULL,
    -- SHA-256 of all the above.
    hash TEXT NOT NULL
);

CREATE INDEX audit_events_actor ON audit_events (actor, seq);
CREATE INDEX audit_events_subject ON audit_events (subject, seq);
CREATE INDEX audit_events_act ON audit_events (act, seq);
CREATE INDEX audit_events_at ON audit_events (at);
CREATE INDEX audit_events_refused ON audit_events (seq) WHERE outcome = 'refused';

-- From where it was done: personal data, beside the chain, so that it can be forgotten.
CREATE TABLE audit_origins (
    seq BIGINT PRIMARY KEY,
    -- Whose data these are.
    account_id TEXT NOT NULL,
    salt TEXT NOT NULL,
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL
);

CREATE INDEX audit_origins_account ON audit_origins (account_id);
CREATE INDEX audit_origins_address ON audit_origins (address, seq);

-- The ends of the chain: its last row, and the last one that retention has removed.
CREATE TABLE audit_marks (
    name TEXT PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

INSERT INTO audit_marks (name, seq, hash) VALUES ('floor', 0, '');
INSERT INTO audit_marks (name, seq, hash) VALUES ('head', 0, '');

-- How long it is kept, for everyone: seconds.
ALTER TABLE policies ADD COLUMN audit BIGINT;
UPDATE policies SET audit = 34560000 WHERE role = '';

