-- What the registry shows of a session, the policy for sessions, and the changes that other
-- processes must hear of.

-- Counts the changes to who this account is: of two principals of a session the higher is newer.
ALTER TABLE accounts ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;

-- How it was signed in.
ALTER TABLE sessions ADD COLUMN method TEXT NOT NULL DEFAULT 'password';
-- What its owner calls it; empty: nothing yet.
ALTER TABLE sessions ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- The session from which it was ended, where a person did.
ALTER TABLE sessions ADD COLUMN ended_by TEXT;

CREATE INDEX sessions_live ON sessions (last_seen_at) WHERE ended_at IS NULL;
CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;

-- One row for everyone (role '') and one for each role, where NULL is "as everyone". Seconds,
-- numbers, and 0 or 1.
CREATE TABLE policies (
    role TEXT PRIMARY KEY,
    idle BIGINT,
    absolute BIGINT,
    remembered BIGINT,
    remembered_idle BIGINT,
    remembered_absolute BIGINT,
    sessions BIGINT,
    idle_warning BIGINT,
    role_change_ends BIGINT,
    history BIGINT
);

INSERT INTO policies VALUES ('', 1800, 43200, 1, 1209600, 2592000, 20, 120, 0, 7776000);
INSERT INTO policies (role) VALUES ('member');
INSERT INTO policies (role, idle, absolute, remembered) VALUES ('administrator', 900, 28800, 0);

-- The policy in force for each role: the strictest of everyone's and its own. Whoever may not be
-- remembered has the plain limits.
CREATE VIEW limits AS
SELECT
    role, idle, absolute, sessions, idle_warning, role_change_ends, history, remembered,
    CASE WHEN remembered = 0 THEN idle ELSE remembered_idle END AS remembered_idle,
    CASE WHEN remembered = 0 THEN absolute ELSE remembered_absolute END AS remembered_absolute
FROM (
    SELECT
        r.role AS role,
        CASE WHEN r.idle < e.idle THEN r.idle ELSE e.idle END AS idle,
        CASE WHEN r.absolute < e.absolute THEN r.absolute ELSE e.absolute END AS absolute,
        CASE WHEN r.remembered < e.remembered THEN r.remembered ELSE e.remembered END AS remembered,
        CASE WHEN r.remembered_idle < e.remembered_idle
            THEN r.remembered_idle ELSE e.remembered_idle END AS remembered_idle,
        CASE WHEN r.remembered_absolute < e.remembered_absolute
            THEN r.remembered_absolute ELSE e.remembered_absolute END AS remembered_absolute,
        CASE WHEN r.sessions < e.sessions THEN r.sessions ELSE e.sessions END AS sessions,
        e.idle_warning AS idle_warning,
        e.role_change_ends AS role_change_ends,
        e.history AS history
    FROM policies r JOIN policies e ON e.role = ''
    WHERE r.role <> ''
) AS strictest;

-- Counts the changes of the policy, and makes them run one after another.
INSERT INTO locks (name, taken) VALUES ('policy', 0);

-- Who has changed, for servers and commands beside this one. Rows go after some minutes.
CREATE TABLE changes (
    id TEXT PRIMARY KEY,
    -- NULL: everyone.
    account_id TEXT,
    at BIGINT NOT NULL
);

CREATE INDEX changes_at ON changes (at);
