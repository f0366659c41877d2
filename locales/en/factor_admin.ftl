# The card on an account’s page: the second step and the passkeys of the account
title = Signing in
about = The second step and the passkeys of this person.
loading = Loading…
app = Authenticator app
no-app = None.
security-keys = Security keys
no-security-keys = None.
security-keys-count = { $count ->
    [one] { $count } security key.
   *[other] { $count } security keys.
}
added = Set up <when/>.
added-and-used = Set up <when/>. Last used <used/>.
codes = Recovery codes
codes-left = { $left } of { $all } left.
ends = Someone who knows the password said that the second step is lost. It will be removed <when/>.
ticket-out = A ticket works until <when/>.
passkeys = Passkeys
second-step = Second step
on = On.
off = Off.
no-passkeys = None.
passkeys-used = { $count ->
    [one] { $count } passkey. Last used <used/>.
   *[other] { $count } passkeys. Last used <used/>.
}
passkeys-unused = { $count ->
    [one] { $count } passkey, never used.
   *[other] { $count } passkeys, never used.
}

# A ticket: a code that takes the place of a lost second step once. The dialog that issues one.
ask = Issue a ticket…
act = Issue ticket
ticket-title = Ticket for { $name }
identify = Only issue a ticket if { $name } has lost their second step and recovery codes, and you’ve made sure that it’s really them: in person, or by calling a number that you knew before. Never because of a message alone.
effect = { $name } signs in with their password and the ticket. That removes their second step, recovery codes and passkeys, and signs out their other devices.
mailed = { $name } will get an email about it.
not-mailed = { $name } won’t get an email about it: mail isn’t set up, or the address isn’t verified.
replaces = A new one replaces it.
issue = Issue ticket
revoke = Revoke ticket
revoked = Ticket revoked.
issued = This ticket works once, until <when/>. It’s shown only now.
copy = Copy ticket
give-it = Give it to { $name } in a way that nobody else can read. They enter it after their password, where it asks for a code.
done = Done
not-needed = { $name } has no second step, so a ticket isn’t needed.
