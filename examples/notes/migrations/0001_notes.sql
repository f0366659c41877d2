CREATE TABLE notes (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    text TEXT NOT NULL
);

CREATE INDEX notes_of_account ON notes (account_id, id);

-- Members may keep notes; what a role permits can be changed at /admin/roles.
UPDATE roles SET permissions = permissions || ' notes.keep' WHERE name IN ('member', 'moderator');
