-- Rows of the audit are added and never changed; only what retention gives up is removed. The
-- insert triggers stand against INSERT OR REPLACE, which removes rows without a delete trigger.

CREATE TRIGGER audit_events_added BEFORE INSERT ON audit_events
WHEN EXISTS (SELECT 1 FROM audit_events WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;

CREATE TRIGGER audit_events_changed BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;

CREATE TRIGGER audit_events_removed BEFORE DELETE ON audit_events
WHEN OLD.seq > (SELECT seq FROM audit_marks WHERE name = 'floor')
BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;

CREATE TRIGGER audit_origins_added BEFORE INSERT ON audit_origins
WHEN EXISTS (SELECT 1 FROM audit_origins WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit_origins is not changed'); END;

CREATE TRIGGER audit_origins_changed BEFORE UPDATE ON audit_origins
BEGIN SELECT RAISE(ABORT, 'audit_origins is not changed'); END;

CREATE TRIGGER audit_marks_added BEFORE INSERT ON audit_marks
BEGIN SELECT RAISE(ABORT, 'audit_marks has two rows'); END;

CREATE TRIGGER audit_marks_changed BEFORE UPDATE ON audit_marks
WHEN NEW.seq < OLD.seq OR NEW.name <> OLD.name
BEGIN SELECT RAISE(ABORT, 'audit_marks may only grow'); END;

CREATE TRIGGER audit_marks_removed BEFORE DELETE ON audit_marks
BEGIN SELECT RAISE(ABORT, 'audit_marks has two rows'); END;
