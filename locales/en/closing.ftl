# Closing one’s own account
title = Close your account
effect = This signs you out everywhere and erases your names, email address, devices and IP addresses. It can’t be undone, not even by an administrator.
copy-first = Want a copy? <link>Export your data</link> first. After closing, anyone can take the username <username/>.
owner-only = closing the account
confirm-own = Type your username to confirm
current-password = Current password
close-own = Close my account

# Exporting and closing somebody else’s account, in the admin console
confirm-first = Confirm it’s you to download
download = Download data (JSON)
close-title = Close the account of { $name }
close-about = Ends every session and erases personal data, including notes and what was written about bans. The username becomes available again. This can’t be undone.
confirm = Type the username to confirm
close = Close account
closed = Account closed.
