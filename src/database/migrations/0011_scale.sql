-- What the console finds without a look at more rows than it shows.

-- Whoever goes through these needs nothing else. The time of closing is in them, because SQLite would
-- look it up.
DROP INDEX accounts_open_name;
CREATE INDEX accounts_open_name ON accounts (username_key, id, closed_at) WHERE closed_at IS NULL;
DROP INDEX accounts_open_created;
CREATE INDEX accounts_open_created ON accounts (created_at, id, closed_at) WHERE closed_at IS NULL;
DROP INDEX accounts_open_seen;
CREATE INDEX accounts_open_seen ON accounts (last_seen_at, id, closed_at) WHERE closed_at IS NULL;
-- The audit looks for an account as it is shown, too.
CREATE INDEX accounts_username ON accounts (username);
-- Days, in the order in which things happened.
DROP INDEX audit_events_at;
CREATE INDEX audit_events_at ON audit_events (at, seq);
-- Refusals of one act. The outcome is in it, so that SQLite takes it rather than the longer one.
CREATE INDEX audit_events_refused_act ON audit_events (act, seq, at, outcome) WHERE outcome = 'refused';
-- An account's events: those that concern it, and what it did beside them; each also of one act, and
-- refusals. Most of what people do concerns themselves, so the second kind is small.
DROP INDEX audit_events_actor;
CREATE INDEX audit_events_actor ON audit_events (actor, seq) WHERE actor <> subject;
CREATE INDEX audit_events_actor_act ON audit_events (actor, act, seq) WHERE actor <> subject;
CREATE INDEX audit_events_actor_refused ON audit_events (actor, seq, at, outcome, subject)
WHERE actor <> subject AND outcome = 'refused';
CREATE INDEX audit_events_subject_act ON audit_events (subject, act, seq);
CREATE INDEX audit_events_subject_refused ON audit_events (subject, seq, at, outcome) WHERE outcome = 'refused';
-- The appeals that have waited longest, in their order.
DROP INDEX appeals_open;
CREATE INDEX appeals_open ON appeals (sent_at, ban_id) WHERE answered_at IS NULL;
-- Which devices there are, and their sessions.
CREATE INDEX sessions_live_agent ON sessions (user_agent) WHERE ended_at IS NULL;
