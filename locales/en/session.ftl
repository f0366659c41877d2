# Links in the menus, and the headings of their pages.
account = Account
sessions = Sessions
activity = Activity

# Words of several forms.
username = Username
password = Password
new-password = New password
current-password = Current password
sign-in = Sign in
welcome-back = Welcome back
sign-in-words = Sign in to pick up your pass.
sign-up = Sign up
sign-out = Sign out
loading = Loading…
save = Save
cancel = Cancel

# Signing in. sign-in-about describes the page to search engines. “Keep me signed in” is a checkbox.
sign-in-about = Sign in to { $app } to see your account and the devices on which you’re signed in.
keep-signed-in = Keep me signed in
forgot = Forgot your password?
forgot-words = Ask an administrator for a link to set a new one.
no-account = New here? <link>Create an account</link>

# Shown when an account has reached its limit of sessions. Each choice is a device.
choose-device = You’ve reached your device limit. Choose a device to sign out.
signed-in-at = Signed in <when/>
choose-some = Only the devices that have been inactive longest are listed.
choose-surplus = { $count ->
    [one] The limit was lowered, so the device that’s been inactive longest will be signed out too.
   *[other] The limit was lowered, so the { $count } devices that have been inactive longest will be signed out too.
}

# Signing up.
username-hint = { $shortest }–{ $longest } characters: letters, numbers, and . _ - (capitals are kept).
email = Email address (optional)
email-hint = Only you and administrators can see this.
sign-up-words = It takes a minute. You don’t need an email address.
sign-up-not-now = You can’t sign up here
create-your-account = Create your account
create-account = Create account
have-account = Already have an account? <link>Sign in</link>

# Setting up the server: the first account belongs to its owner.
set-up = Set up
set-up-app = Set up { $app }
set-up-words = Create the owner’s account. The owner is an administrator and can make other people administrators.
create-owner = Create the owner’s account

# A new password, set with a link.
reset-for = New password for { $username }
reset-words = This signs you out on every device.
reset-submit = Set new password
reset-done = Password changed
reset-done-words = Your new password is set. You’ve been signed out on every device.

# Changing the password. own-password, own-form and own-sessions complete a sentence such as “Not available while you
# view as someone else: …”.
own-password = the password
change-password = Change password
change-password-words = Changing your password signs you out everywhere else.
password-changed = Password changed. You’ve been signed out everywhere else.
set-password = Set password
set-password-words = Your account has no password; you sign in with a passkey. If you set one, you’ll be signed out everywhere else.
without-password = Passkeys only
without-password-words = With two passkeys, or with a passkey, recovery codes and a verified email address, you can remove your password. Then nobody can guess or steal it. You’ll be signed out everywhere else, and can set a new password here at any time.
remove-password = Remove password
password-removed = Password removed. You’ve been signed out everywhere else.

# Before an important change, the password is asked for again. purpose is the beginning of a sentence such as
# end-purpose.
confirm = Confirm it’s you
confirm-words = Enter your password, and your change goes through. We ask when it’s been more than { $minutes } minutes since you last entered it.
confirm-words-code = Enter a code from your authenticator app, and your change goes through. We ask when it’s been more than { $minutes } minutes since you last did.
confirm-page-words = Enter your password, then repeat what you were doing. We ask when it’s been more than { $minutes } minutes since you last entered it.
confirm-page-words-code = Enter a code from your authenticator app, then repeat what you were doing. We ask when it’s been more than { $minutes } minutes since you last did.
confirm-submit = Continue
password-needed = { $purpose }, enter your password. We ask when it’s been more than { $minutes } minutes since you last entered it.
code-needed = { $purpose }, enter a code from your authenticator app. We ask when it’s been more than { $minutes } minutes since you last did.
confirm-words-passkey = Use one of your passkeys, and your change goes through. We ask when it’s been more than { $minutes } minutes since you last did.
confirm-page-words-passkey = Use one of your passkeys, then repeat what you were doing. We ask when it’s been more than { $minutes } minutes since you last did.
passkey-needed = { $purpose }, use one of your passkeys. We ask when it’s been more than { $minutes } minutes since you last did.
confirm-words-key = Use your security key or enter a recovery code, and your change goes through. We ask when it’s been more than { $minutes } minutes since you last did.
confirm-page-words-key = Use your security key or enter a recovery code, then repeat what you were doing. We ask when it’s been more than { $minutes } minutes since you last did.
key-needed = { $purpose }, use your security key or enter a recovery code. We ask when it’s been more than { $minutes } minutes since you last did.
end-purpose = To sign out devices
own-form = confirming your password

# The warning before a session ends. Under the countdown stands “left”; the left-… texts are for screen readers.
left = left
idle = Are you still there?
idle-words = You’ve been inactive, so you’ll be signed out soon. Anything you’ve typed will be saved.
idle-stay = Stay signed in
limit = Your session is about to end
limit-words = It’s about to reach its time limit. Anything you’ve typed will be saved. Sign in again to pick up where you left off.
limit-understood = Got it
left-10 = 10 seconds left.
left-30 = 30 seconds left.
left-60 = 1 minute left.

# The notice to a guest whose session was ended from another device.
ended-from = You signed this device out from { $device }.

# The list of one’s own sessions. Each is a device.
sessions-words = Everywhere you’re signed in. If you don’t recognise a device, sign it out and <link>change your password</link>.
own-sessions = signing out and renaming devices
this-device = This device
other-devices = Other devices
others-count = { $count ->
    [0] You’re not signed in anywhere else.
   *[other] { $count } more
}
new-device = New
kept-signed-in = Kept signed in
bound = Bound to its device
since-password = Signed in <when/> with password
since-authenticator = Signed in <when/> with an authenticator code
since-recovery-code = Signed in <when/> with a recovery code
since-password-and-passkey = Signed in <when/> with password and passkey
since-security-key = Signed in <when/> with password and security key
since-mailed-code = Signed in <when/> with password and emailed code
since-passkey = Signed in <when/> with a passkey
since-ticket = Signed in <when/> with password and a ticket
since-sign-up = Signed up <when/>
since-set-up = Signed in <when/> with the set-up link
since-new-password = Signed in <when/> with a new password
since-password-removed = New session <when/>, after the password was removed
# The session was proved with two factors, such as a password and a code
two-factors = Two factors
with-two-factors = { $method } (two factors)
active-now = Active now
last-active = Active <when/>
# The place of an IP address.
place = { $city }, { $country }
same-network = Same network as you
sign-out-one = Sign out <device/>
sign-out-others = Sign out all { $count } others
sign-out-all = Sign out everywhere
sign-out-all-words = Signs you out on every device, including this one.
signed-out-of = You signed out { $device }.
signed-out-of-several = You signed out { $count } devices.
recently-ended = Recently ended
all-activity = All activity

# A device with the time of its sign-in, to tell it from others of the same kind.
device-since = { $device }, signed in { $time }

# The form that gives a device a name.
rename = Rename
rename-one = Rename { $device }
device-name = Device name
renamed = Device renamed.

# Read out by screen readers when the list changes.
said-started = New sign-in: { $device }.
said-ended = { $device } was signed out.

# The activity of an account: sign-ins and how sessions ended.
activity-words = Your sign-ins and sign-outs, and any time an administrator was viewing as you.
failed-sign-ins = Failed sign-ins
failed-sign-ins-words = If it wasn’t you, someone else tried to sign in to your account. They didn’t get in.
sign-in-failed = Wrong password
sign-in-blocked = Blocked after too many attempts
column-when = When
column-event = Event
column-device = Device
column-address = IP address
pager = More activity
newest = Newest
older = Older
no-older = No older activity
no-older-words = There’s nothing before this point, or it isn’t stored any more.
show-newest = Show newest activity

# Events. “Owner” and “this person” are told to administrators, “you” to the person.
signed-in = Signed in with password
signed-up = Signed up
signed-in-set-up = Signed in with the set-up link
signed-in-new-password = Signed in with a new password
signed-in-password-removed = New session after the password was removed
signed-in-authenticator = Signed in with a code of the authenticator app
signed-in-recovery-code = Signed in with a recovery code
signed-in-password-and-passkey = Signed in with password and passkey
signed-in-security-key = Signed in with password and security key
signed-in-mailed-code = Signed in with password and emailed code
signed-in-passkey = Signed in with a passkey
signed-in-ticket = Signed in with password and a ticket
signed-out-by-owner = Signed out by the owner
signed-out-by-owner-from = Signed out by the owner from { $device }
signed-out-by-you-from = You signed this device out from { $device }
viewed = An administrator started viewing as this person
viewed-ended = An administrator stopped viewing as this person
viewed-you = An administrator started viewing as you
viewed-you-ended = An administrator stopped viewing as you

# Any other event that was caused from another device, such as “Ended by a password change, from Firefox on Windows”.
event-from = { $event }, from { $device }

# The second step of signing in: a code after the password. “Code” is the label of its field.
second-step = One more step
second-step-words = Your password is right. Enter the code for { $username } from your authenticator app.
second-step-words-key = Your password is right. Now use the security key of { $username }.
second-step-submit = Sign in
code = Code
code-hint = Six digits, or a recovery code
key-needs-script = A security key needs JavaScript, which is turned off or still loading. Without it, enter a recovery code.
key-not-here = Your security key doesn’t work here. Open this site over HTTPS at its domain name, or use an up-to-date browser. Otherwise, enter a recovery code.
recovery-code-hint = A recovery code, if you don’t have the key
lost-app = Don’t have your phone?
lost-key = Don’t have your key?
lost-app-words = Enter one of your recovery codes instead.
ask-administrator = If you have none left, ask an administrator.
ticket-words = Has an administrator given you a ticket? Enter it above. It removes your old second step and your passkeys, and signs out your other devices. Then you can set up a new one.
lost-all =
    { $days ->
        [one] If you have none left, you can ask to remove the second step. That takes a day: we email you, and show it in every open session, so that nobody can do it behind your back.
       *[other] If you have none left, you can ask to remove the second step. That takes { $days } days: we email you, and show it in every open session, so that nobody can do it behind your back.
    }
lost-all-submit = Ask to remove the second step
removal-due = The second step will be removed <when/>. After that, your password is enough. To keep it, sign in with a code or a security key.
mailed-code-words = Your password is right, but this browser is new to the account { $username }. Enter the code that we’ve emailed to { $address }.
mailed-code-hint = Eight letters and digits. Works for 10 minutes.
no-mail = No email? It may take a minute. Check your spam folder, or have another one sent. Only the newest code works.
send-again = Send again
code-sent = We’ve sent another email. It may take a minute.
cancel-sign-in = Cancel sign-in

# With mail: signing in with an address, and asking for a new password
username-or-email = Username or email address
forgot-about = Enter your username, or the email address of your account. We’ll send you a link to set a new password.
forgot-submit = Send the link
forgot-sent = If this account exists and has a verified email address, we’ve sent a link there. It may take a minute. No email? Check your spam folder, or ask an administrator.
back-to-sign-in = Back to sign-in
# Passkeys
sign-in-passkey = Sign in with a passkey
use-passkey = Use a passkey
use-key = Use a security key
use-passkey-or-key = Use a passkey or security key
no-passkey-left = This account has no passkeys or security keys any more. Use your password or a code.
