-- Rows of the audit are added and never changed; only what retention gives up is removed.

CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;

CREATE FUNCTION audit_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.seq > (SELECT seq FROM audit_marks WHERE name = 'floor') THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER audit_events_changed BEFORE UPDATE ON audit_events
FOR EACH ROW EXECUTE FUNCTION audit_refuses();

CREATE TRIGGER audit_events_removed BEFORE DELETE ON audit_events
FOR EACH ROW EXECUTE FUNCTION audit_keeps();

CREATE TRIGGER audit_events_emptied BEFORE TRUNCATE ON audit_events
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses();

CREATE TRIGGER audit_origins_changed BEFORE UPDATE ON audit_origins
FOR EACH ROW EXECUTE FUNCTION audit_refuses();

CREATE TRIGGER audit_marks_changed BEFORE UPDATE ON audit_marks
FOR EACH ROW WHEN (NEW.seq < OLD.seq OR NEW.name <> OLD.name) EXECUTE FUNCTION audit_refuses();

CREATE TRIGGER audit_marks_removed BEFORE DELETE ON audit_marks
FOR EACH ROW EXECUTE FUNCTION audit_refuses();

CREATE TRIGGER audit_marks_emptied BEFORE TRUNCATE ON audit_marks
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses();
