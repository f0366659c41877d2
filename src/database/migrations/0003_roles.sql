-- What each role permits. The permissions themselves stand in the code; here are their names,
-- between spaces. The administrator's role holds every one, whatever is written here.
CREATE TABLE roles (
    name TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    permissions TEXT NOT NULL,
    -- 1: cannot be deleted.
    built_in BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

INSERT INTO roles VALUES
    ('member', 'Whoever signs up.', 'use_account', 1, 0),
    ('moderator', 'Looks after the others: sees accounts, bans, and ends sessions.',
        'use_account use_console view_accounts ban_accounts end_sessions', 1, 0),
    ('administrator', 'Holds every permission.', '', 1, 0);

INSERT INTO policies (role, remembered) VALUES ('moderator', 0);

-- For people and pages that look for accounts by more than their name.
CREATE INDEX accounts_role_key ON accounts (role, username_key);
DROP INDEX accounts_role;
