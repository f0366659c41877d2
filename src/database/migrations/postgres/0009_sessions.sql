-- LIKE looks only into indexes that compare byte by byte, whatever the language.
CREATE INDEX accounts_username_prefix ON accounts (username_key text_pattern_ops);
CREATE INDEX sessions_address_prefix ON sessions (address text_pattern_ops) WHERE ended_at IS NULL;
