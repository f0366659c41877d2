
ALTER TABLE sessions RENAME COLUMN remembered TO remember_me;
ALTER TABLE policies RENAME COLUMN remembered TO remember_me;
ALTER TABLE policies RENAME COLUMN remembered_idle TO remember_me_idle;
ALTER TABLE policies RENAME COLUMN remembered_absolute TO remember_me_absolute;
ALTER TABLE session_cuts RENAME COLUMN remembered_idle TO remember_me_idle;
ALTER TABLE session_cuts RENAME COLUMN remembered_absolute TO remember_me_absolute;
ALTER TABLE session_cuts RENAME COLUMN least_remembered_idle TO least_remember_me_idle;
ALTER TABLE session_cuts RENAME COLUMN least_remembered_absolute TO least_remember_me_absolute;

-- Renamed, not created again, so that its privileges stay.
ALTER VIEW limits RENAME COLUMN remembered TO remember_me;
ALTER VIEW limits RENAME COLUMN remembered_idle TO remember_me_idle;
ALTER VIEW limits RENAME COLUMN remembered_absolute TO remember_me_absolute;
