-- What people hear of sign-ins to their account.

-- How many wrong codes were entered after the right password since the last sign-in.
ALTER TABLE accounts ADD COLUMN wrong_codes BIGINT NOT NULL DEFAULT 0;
-- Whether its owner gets an email when somebody signs in on a new device.
ALTER TABLE accounts ADD COLUMN new_device_notices BIGINT NOT NULL DEFAULT 1;

-- A sign-in in a new browser, whose password was right, can be asked for a code that is mailed.
-- The address that it is sent to; NULL: the second factor is due instead.
ALTER TABLE challenges ADD COLUMN email TEXT;
-- The digest of the code in the last message; NULL: none was sent yet.
ALTER TABLE challenges ADD COLUMN code_hash TEXT;
-- How many codes were tried since then.
ALTER TABLE challenges ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
-- The digest of the device cookie and the account, of the browser in which a link was used; NULL: not known.
ALTER TABLE links ADD COLUMN used_device TEXT;
