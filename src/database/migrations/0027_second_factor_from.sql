-- When the owner of a new installation has put off setting up the second factor that their role requires; NULL: never.
ALTER TABLE accounts ADD COLUMN second_factor_postponed_at BIGINT;
