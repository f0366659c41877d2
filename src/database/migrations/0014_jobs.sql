-- Acts on more rows than one transaction should touch: what they decide holds at once, by a mark, and
-- the rows follow in batches.

-- The number of the lock 'policy' when the session began, or when its account last got another role:
-- cuts up to it do not concern the session.
ALTER TABLE sessions ADD COLUMN generation BIGINT NOT NULL DEFAULT 0;

-- The order in which batches go through the sessions that have not been ended.
CREATE INDEX sessions_live_account ON sessions (account_id, id) WHERE ended_at IS NULL;

-- Acts that end many sessions of a role, until every row has been reached. A session with a lower
-- generation is over if the cut takes all, or if it had outlived its limits at that moment.
CREATE TABLE session_cuts (
    role TEXT NOT NULL,
    generation BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- What is written as the ending, unless the session had outlived its limits before.
    cause TEXT NOT NULL,
    -- The session in which it was done, where a person did.
    by_session TEXT,
    -- 1: every session; 0: those that had outlived the limits.
    takes_all BIGINT NOT NULL,
    -- The limits until then, and the least of those and the ones from then on.
    idle BIGINT NOT NULL,
    absolute BIGINT NOT NULL,
    remembered_idle BIGINT NOT NULL,
    remembered_absolute BIGINT NOT NULL,
    least_idle BIGINT NOT NULL,
    least_absolute BIGINT NOT NULL,
    least_remembered_idle BIGINT NOT NULL,
    least_remembered_absolute BIGINT NOT NULL,
    -- Sessions that something else had to write down before the batch reached them: ended by the cut,
    -- and by their limits before.
    settled BIGINT NOT NULL DEFAULT 0,
    settled_before BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (role, generation)
);

-- What is done in batches beside requests, one after another in the order of their generations.
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    generation BIGINT NOT NULL UNIQUE,
    -- A role's name, everyone, or empty: whoever has outlived changed limits.
    whose TEXT NOT NULL,
    -- The change of the policy that it belongs to.
    policy_change TEXT,
    started_at BIGINT NOT NULL,
    -- Who is written to the audit when it is done. The origin is forgotten then.
    actor TEXT NOT NULL,
    request TEXT NOT NULL,
    address TEXT,
    user_agent TEXT,
    -- The process that works on it, and how often it has said so.
    worker TEXT NOT NULL DEFAULT '',
    beats BIGINT NOT NULL DEFAULT 0,
    -- How far it is: the last session that was reached.
    account_id TEXT NOT NULL DEFAULT '',
    session_id TEXT NOT NULL DEFAULT '',
    -- Sessions to go through; NULL: not counted yet.
    total BIGINT,
    checked BIGINT NOT NULL DEFAULT 0,
    ended BIGINT NOT NULL DEFAULT 0,
    -- Those that had outlived their limits before.
    ended_before BIGINT NOT NULL DEFAULT 0,
    finished_at BIGINT
);

CREATE INDEX jobs_open ON jobs (generation) WHERE finished_at IS NULL;
