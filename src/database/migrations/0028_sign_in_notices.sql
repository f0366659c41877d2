-- What people hear of sign-ins to their account.

-- How many wrong codes were entered after the right password since the last sign-in.
ALTER TABLE accounts ADD COLUMN wrong_codes BIGINT NOT NULL DEFAULT 0;
-- Whether its owner gets an email when somebody signs in on a new device.
ALTER TABLE accounts ADD COLUMN new_device_notices BIGINT NOT NULL DEFAULT 1;
