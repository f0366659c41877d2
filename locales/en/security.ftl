# The page about the security of one’s own account, also the link to it.
title = Security
about = How you prove that it’s you. Before you change anything here, we ask you to do so.
owner-only = changing how they sign in

# The second step of signing in.
second-step = Second step
second-step-about = Asked for after your password, so that the password alone isn’t enough.
on = On
off = Off
app = Authenticator app
app-about = An app on your phone shows a new code every 30 seconds.
added = Set up <when/>.
added-and-used = Set up <when/>. Last used <used/>.
set-up = Set up
replace = Replace
turn-off = Turn off
turned-off = Authenticator app removed.

# Recovery codes.
codes = Recovery codes
codes-left = { $left } of { $all } left
codes-about = For when you don’t have your phone or security key. Each works once. New codes replace the old ones.
new-codes = Get new codes
few-codes =
    { $left ->
        [0] You have no recovery codes left. Get new ones, so that you can always sign in.
        [one] You have only { $left } recovery code left. Get new ones before you run out.
       *[other] You have only { $left } recovery codes left. Get new ones before you run out.
    }
# On paper and in a file, above the codes. $date is a day, such as 30 Nov 2026.
codes-for = Recovery codes for { $name } at { $app }, { $date }
keep-codes = Keep these recovery codes.
keep-codes-words = They are shown only now. Print them, or store them in your password manager. Each replaces the second step once.
copy-codes = Copy codes
download-codes = Download codes

# Setting up an authenticator app.
set-up-title = Set up an authenticator app
set-up-about = After that, signing in takes your password and a code from the app. Your other devices will be signed out.
# Once it is done
turned-on = Authenticator app turned on
turned-on-about = From now on, signing in takes your password and a code from the app. Your other devices were signed out.
purpose = To set up an authenticator app
not-begun = You haven’t started yet, or more than an hour has passed. Start with “Set up”.
scan = Scan the code
scan-words = With an authenticator app, such as Aegis, 2FAS, Google Authenticator or your password manager.
qr = QR code for the authenticator app
no-camera = Can’t scan it? Enter this key in the app instead:
open-app = Open the app on this device
enter = Enter the code that the app shows
enter-words = This makes sure that the app works before you need it.
code = Code
turn-on = Turn on
cancel = Cancel
done = Done

# The pages that links in emails open: “This wasn’t me”, and restoring an email address that was changed
not-me = This wasn’t you?
not-me-words = We’ll sign out every device of the account <username/>, remove its passkeys, email you a link to set a new password, and tell the administrators. Until you set it, the password doesn’t work. An authenticator app, security keys and recovery codes stay. If someone else added them, ask an administrator for a ticket. If someone may have seen your recovery codes, get new ones once you’ve signed in.
not-me-submit = Sign out everywhere
restore = Restore your email address
restore-words = We’ll make <email/> the address of the account <username/> again, sign out every device, remove the account’s passkeys, email you a link to set a new password, and tell the administrators.
restore-submit = Restore and sign out everywhere
misuse-done = Now set a new password
misuse-done-words = Every device was signed out, and the administrators were told. The old password no longer works: set a new one with the link that we’ve emailed you.
to-sign-in = Sign in
# Passkeys
passkeys = Passkeys
passkeys-about = Sign in with your fingerprint, face or screen lock instead of your password. A passkey can’t be guessed, and only works on this site.
passkeys-none = You don’t have any passkeys yet.
passkeys-not-here = Passkeys and security keys don’t work here. Open this site over HTTPS at its domain name, or use an up-to-date browser.
passkeys-script = Adding a passkey needs JavaScript, which is turned off or still loading.
add-passkey = Add a passkey
passkey-added = Passkey added.
rename = Rename
rename-passkey = Rename { $passkey }
passkey-name = Name
passkey-renamed = Renamed.
save = Save
remove = Remove
remove-passkey = Remove { $passkey }
remove-passkey-words = You won’t be able to sign in with it any more, and your other devices will be signed out.
remove-passkey-submit = Remove passkey
passkey-removed = Passkey removed. Your other devices were signed out.

# Security keys
security-keys = Security keys
security-keys-about = A small device that you plug in, or hold to your phone, after entering your password. You don’t need an app, and fake sites can’t misuse it.
keys-none = You don’t have any security keys yet.
keys-script = Adding a security key needs JavaScript, which is turned off or still loading.
add-key = Add a security key
key-added = Security key added.
remove-key-words = Signing in won’t ask for it any more, and your other devices will be signed out.
remove-key-submit = Remove security key
key-removed = Security key removed. Your other devices were signed out.

# Above every page, while the removal of the second step is pending
removal = The second step of signing in will be removed <when/>
removal-words = Someone who knows your password said that your second step is lost. If that wasn’t you, keep the second step and change your password.
removal-cancel = Keep the second step
removal-cancelled = The second step stays. If you didn’t ask to remove it, change your password.

# Above every page, while a second step is required but can still be put off
due-from = From <day/>, you need a second step to sign in
due-next = Your next sign-in will ask you to set up a second step
due-words = Set it up now, with an authenticator app or a security key, so that it doesn’t hold you up later.

# On a new installation, whose owner can put the second step off once
postpone-title = No phone or security key at hand?
postpone-words = You can go on without a second step once. Until you set it up, every page reminds you, and your next sign-in requires it.
postpone = Set up later
# The emails about one’s own account.
notices = Emails
notices-about = We always email you when your password, second step, passkeys, email address or role changes, when your account is banned or viewed by an administrator, and when someone seems to be guessing your password or a code.
notices-verify = To get emails, first verify your address under <link>Account</link>.
new-devices = Sign-ins on new devices
new-devices-about = When someone signs in to your account in a browser that hasn’t been used for it. This email can be turned off.
turn-off-notice = Turn off
turn-on-notice = Turn on
notices-saved = Saved.
