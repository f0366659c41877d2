-- LIKE looks only into indexes that, like itself, take no heed of case.
CREATE INDEX accounts_username_prefix ON accounts (username_key COLLATE NOCASE);
CREATE INDEX sessions_address_prefix ON sessions (address COLLATE NOCASE) WHERE ended_at IS NULL;
