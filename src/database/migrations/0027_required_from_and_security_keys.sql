-- The session in which the owner of a new installation has put off setting up the second factor that their role requires;
-- NULL: never.
ALTER TABLE accounts ADD COLUMN second_factor_postponed_in TEXT;

-- Security keys are asked for after the password; passkeys replace it.
ALTER TABLE passkeys ADD COLUMN kind TEXT NOT NULL DEFAULT 'passkey';
-- How many security keys the account has.
ALTER TABLE accounts ADD COLUMN security_keys BIGINT NOT NULL DEFAULT 0;
