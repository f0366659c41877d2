# The card on an account’s page: what the account signs in with besides its password
title = Signing in
about = What this person has besides their password.
loading = Loading…
app = Authenticator app
no-app = None: the password is enough to sign in.
added = Set up <when/>.
added-and-used = Set up <when/>. Last used <used/>.
codes-left = { $left } of { $all } recovery codes left.
ends = Someone who knows the password said that it’s lost. It will be removed <when/>.
ticket-out = A ticket works until <when/>.
passkeys = Passkeys
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
act = Issue a ticket
ticket-title = Ticket for { $name }
identify = Only issue a ticket if { $name } has lost their authenticator app and recovery codes, and you’ve made sure that it’s really them: in person, or by calling a number that you knew before. Never because of a message alone.
effect = { $name } signs in with their password and the ticket. That removes their authenticator app, recovery codes and passkeys, and signs out their other devices. They’ll get an email about it.
replaces = A new one replaces it.
issue = Issue ticket
revoke = Revoke ticket
revoked = Ticket revoked.
issued = This ticket works once, until <when/>. It’s shown only now.
copy = Copy ticket
give-it = Give it to { $name } in a way that nobody else can read. They enter it after their password, in place of the code.
done = Done
not-needed = { $name } has no second step, so a ticket isn’t needed: the password is enough to sign in.
