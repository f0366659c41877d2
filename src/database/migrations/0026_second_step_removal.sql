-- When the second step is removed, because somebody who knows the password has said that its owner has lost it; NULL: not.
ALTER TABLE accounts ADD COLUMN second_factor_ends_at BIGINT;
-- When they have said so.
ALTER TABLE accounts ADD COLUMN removal_requested_at BIGINT;
CREATE INDEX accounts_second_factor_ends ON accounts (second_factor_ends_at) WHERE second_factor_ends_at IS NOT NULL;
