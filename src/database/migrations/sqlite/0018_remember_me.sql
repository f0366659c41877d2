
DROP VIEW limits;

ALTER TABLE sessions RENAME COLUMN remembered TO remember_me;
ALTER TABLE policies RENAME COLUMN remembered TO remember_me;
ALTER TABLE policies RENAME COLUMN remembered_idle TO remember_me_idle;
ALTER TABLE policies RENAME COLUMN remembered_absolute TO remember_me_absolute;
ALTER TABLE session_cuts RENAME COLUMN remembered_idle TO remember_me_idle;
ALTER TABLE session_cuts RENAME COLUMN remembered_absolute TO remember_me_absolute;
ALTER TABLE session_cuts RENAME COLUMN least_remembered_idle TO least_remember_me_idle;
ALTER TABLE session_cuts RENAME COLUMN least_remembered_absolute TO least_remember_me_absolute;

-- As before, with the new names.
CREATE VIEW limits AS
SELECT
    role, idle, absolute, sessions, idle_warning, role_change_ends, history, remember_me,
    CASE WHEN remember_me = 0 THEN idle ELSE remember_me_idle END AS remember_me_idle,
    CASE WHEN remember_me = 0 THEN absolute ELSE remember_me_absolute END AS remember_me_absolute
FROM (
    SELECT
        r.role AS role,
        CASE WHEN r.idle < e.idle THEN r.idle ELSE e.idle END AS idle,
        CASE WHEN r.absolute < e.absolute THEN r.absolute ELSE e.absolute END AS absolute,
        CASE WHEN r.remember_me < e.remember_me THEN r.remember_me ELSE e.remember_me END AS remember_me,
        CASE WHEN r.remember_me_idle < e.remember_me_idle
            THEN r.remember_me_idle ELSE e.remember_me_idle END AS remember_me_idle,
        CASE WHEN r.remember_me_absolute < e.remember_me_absolute
            THEN r.remember_me_absolute ELSE e.remember_me_absolute END AS remember_me_absolute,
        CASE WHEN r.sessions < e.sessions THEN r.sessions ELSE e.sessions END AS sessions,
        e.idle_warning AS idle_warning,
        e.role_change_ends AS role_change_ends,
        e.history AS history
    FROM policies r JOIN policies e ON e.role = ''
    WHERE r.role <> ''
) AS strictest;
