# Shown when somebody sets up an authenticator app and the operator has not configured a file for keys.
no-key = Authenticator apps can’t be set up here yet. Ask the operator to set secret_key_file.
# Passkeys
no-passkeys = Passkeys don’t work at this address. They need HTTPS and a domain name.
most-passkeys = You can have { $most } passkeys. Remove one to add another.
passkey-expired = That took too long, or this was used already. Try again.
passkey-failed = The passkey couldn’t be checked. Try again.
