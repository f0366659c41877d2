
-- By code points, as SQLite compares them: so that indexes find what begins with something.
ALTER TABLE accounts
    ALTER COLUMN username_key TYPE TEXT COLLATE "C",
    ALTER COLUMN display_name TYPE TEXT COLLATE "C",
    ALTER COLUMN email TYPE TEXT COLLATE "C";
