# Password fields
show-password = Show
hide-password = Hide
show-field = Show { $field }

# A form whose session ended, or that needs the password first
signed-out-before-sending = You were signed out before this was sent. Enter your password again, then send the form again.
password-confirmed = Your password is confirmed. Nothing has been sent yet: send the form now.
enter-password = Enter your password

# A list that has changed while it was being read
list-changed = This list has changed.
show-changes = Show changes

# A button that copies a link
copy-link = Copy link
copied = Copied

# The pass
revoked = Revoked

# Charts
chart-description = { $first }. { $second }. At most { $highest } in one bar.
chart-as-table = Show as a table
chart-total = { $kind }: { $total }

# Pages that cannot be shown
go-home = Go to home page
not-found = Nothing here
dead-link = This link no longer works
not-loaded = This page couldn’t be loaded

# Toasts and dialogs
undo = Undo
dismiss = Dismiss
close = Close

# Below a field for a date and a time
times-are-in = Time zone: { $zone }

# The button that uses or adds a passkey or security key
passkey-cancelled = No passkey or security key was used: it was cancelled, took too long, or there’s none on this device. You can try again.
passkey-exists = This device or password manager is already registered for your account, as a passkey or a security key. To add it anew, remove that one first.
passkey-impossible = This browser couldn’t use a passkey or security key. Continue without it, or try another browser.
passkey-not-added = No passkey was added: it was cancelled or took too long. You can try again.
passkey-not-created = This browser couldn’t create a passkey. Try another browser or device.
key-not-added = No security key was added: it was cancelled or took too long. You can try again.
key-not-created = This browser couldn’t add a security key. Try another browser or security key.
