CREATE FUNCTION audit_origins_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.seq > (SELECT seq FROM audit_marks WHERE name = 'floor')
        AND NOT EXISTS (SELECT 1 FROM accounts WHERE id = OLD.account_id AND closed_at IS NOT NULL) THEN
        RAISE EXCEPTION '% is not changed', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER audit_origins_removed BEFORE DELETE ON audit_origins
FOR EACH ROW EXECUTE FUNCTION audit_origins_keep();

CREATE TRIGGER audit_origins_emptied BEFORE TRUNCATE ON audit_origins
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses();
