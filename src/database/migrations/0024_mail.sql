-- Mail: what is to be sent, and which addresses are verified.

-- The form of the e-mail address by which an account is found: NFKC and case-folded, the domain in ASCII.
ALTER TABLE accounts ADD COLUMN email_key TEXT;
-- When the address was verified; NULL: it was not.
ALTER TABLE accounts ADD COLUMN email_verified_at BIGINT;
-- The address that replaces a verified one as soon as it is verified itself.
ALTER TABLE accounts ADD COLUMN email_pending TEXT;
CREATE INDEX accounts_email_key ON accounts (email_key);
-- A verified address belongs to one account.
CREATE UNIQUE INDEX accounts_verified_email ON accounts (email_key) WHERE email_verified_at IS NOT NULL;

-- The digest of the browser's device cookie and the account; NULL: it had none.
ALTER TABLE sessions ADD COLUMN device_hash TEXT;

-- The address that a link was sent to.
ALTER TABLE links ADD COLUMN email TEXT;
-- The digest of a code that can be typed instead of opening the link, and how often a wrong one was typed.
ALTER TABLE links ADD COLUMN code_hash TEXT;
ALTER TABLE links ADD COLUMN wrong_codes BIGINT NOT NULL DEFAULT 0;

-- Messages, written in the transaction of the act that they are about. Their texts and links are made when they are sent.
CREATE TABLE outbox (
    -- Also the Message-ID, which stays the same if a message is sent again.
    id TEXT PRIMARY KEY,
    -- What the message says: the name of its template.
    template TEXT NOT NULL,
    -- What the template needs, in JSON.
    facts TEXT NOT NULL,
    account_id TEXT REFERENCES accounts (id),
    -- The e-mail address; NULL: it is looked up when the message is sent.
    recipient TEXT,
    -- The language of the person who did it, for accounts that have not chosen one; NULL: not known.
    language TEXT,
    created_at BIGINT NOT NULL,
    -- When it is sent, or sent again.
    due_at BIGINT NOT NULL,
    -- When it is given up.
    expires_at BIGINT NOT NULL,
    -- A server is sending it; another one may take over at this time. 0: nobody is.
    claimed_until BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    -- Why the last attempt failed.
    error TEXT,
    sent_at BIGINT,
    failed_at BIGINT
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_account ON outbox (account_id, template, created_at);
CREATE INDEX outbox_created ON outbox (created_at);
