-- "Remember me" has one name everywhere: in the history of changes, and in each engine's part of this step in columns.
UPDATE policy_changes SET settings = REPLACE(settings, '"setting":"remembered', '"setting":"remember_me');
