-- What the overview counts.

-- Sign-ins and their refusals by time: the chart reads this index alone. The act is in it, so that
-- SQLite takes it rather than the longer one.
CREATE INDEX audit_events_sign_ins ON audit_events (act, at, outcome) WHERE act = 'session.start';
CREATE INDEX accounts_open ON accounts (id) WHERE closed_at IS NULL;
-- The list of accounts asks it too.
CREATE INDEX bans_open ON bans (account_id, until) WHERE lifted_at IS NULL;
