# Shown when somebody sets up an authenticator app and the operator has not configured a file for keys.
no-key = Authenticator apps can’t be set up here yet. Ask the operator to set secret_key_file.
# Passkeys
no-passkeys = Passkeys and security keys don’t work at this address. They need HTTPS and a domain name.
most-passkeys = You already have { $most } passkeys, the most you can have. Remove one to add another.
most-security-keys = You already have { $most } security keys, the most you can have. Remove one to add another.
passkey-expired = This request has expired or was already used. Try again.
removal-needs-mail = This needs an email address that you’ve verified. Ask an administrator instead.
removal-not-allowed = The second step can’t be removed this way here. Ask an administrator.
removal-too-early = Your password or email address was changed only recently, so you can’t ask for this yet. Try again in a few days, or ask an administrator.
no-second-step = This account has no second step, so it doesn’t need a ticket.
ticket-needs-password = This account has no password, and a ticket is entered after it. First send a link for a new password.
