-- How hard new passwords must be to guess, and how long password reset links work.

ALTER TABLE policies ADD COLUMN password_score BIGINT;
-- In seconds.
ALTER TABLE policies ADD COLUMN reset_link BIGINT;

UPDATE policies SET password_score = 3, reset_link = 3600 WHERE role = '';
