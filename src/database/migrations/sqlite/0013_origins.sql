CREATE TRIGGER audit_origins_removed BEFORE DELETE ON audit_origins
WHEN OLD.seq > (SELECT seq FROM audit_marks WHERE name = 'floor')
AND NOT EXISTS (SELECT 1 FROM accounts WHERE id = OLD.account_id AND closed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'audit_origins is not changed'); END;
