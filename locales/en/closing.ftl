# Closing one’s own account
title = Close your account
intro = This can’t be undone, not even by an administrator.
effect = What happens
effect-sessions = You’re signed out everywhere
effect-sessions-words = Every session ends at once, on all your devices.
effect-data = Your personal data is erased
effect-data-words = This includes your names, email address, preferences, devices and IP addresses.
effect-name = Your username becomes free
effect-name-words = Anyone can then sign up as <username/>.
copy-first = Want a copy? <link>Export your data</link> first.
confirm-title = Confirm it’s you
keep = Keep my account
owner-only = closing the account
confirm-own = Type your username to confirm
current-password = Current password
close-own = Close my account

# Exporting and closing somebody else’s account, in the admin console
confirm-first = Confirm it’s you to download
download = Download data (JSON)
close-title = Close the account of { $name }
close-about = Ends every session and erases personal data, including notes and the texts of bans and appeals. The username becomes available again. This can’t be undone.
confirm = Type the username to confirm
close = Close account
closed = Account closed.
