# The settings of the policy. Each has a label, which also appears in lists of changes such as
# “Idle limit (everyone): 30 min → 20 min”, and a description of one or two sentences.
idle = Idle limit
idle-about = How long a session can go without activity. Below 2 minutes, people can’t be warned in good time.

absolute = Maximum session length
absolute-about = When a session ends, even if the person is active.

remember-me = Allow “Keep me signed in”
remember-me-about = Let people stay signed in longer. If off, the limits above apply to everyone.

remember-me-idle = Idle limit with “Keep me signed in”
remember-me-idle-about = How long a session can go without activity if the person chose “Keep me signed in”. Can’t be shorter than the idle limit.

remember-me-absolute = Maximum session length with “Keep me signed in”
remember-me-absolute-about = When a session ends if the person chose “Keep me signed in”. Can’t be shorter than the maximum session length.

sessions = Maximum sessions per account
sessions-about = At the limit, the person chooses a session to end before signing in.

idle-warning = Idle warning
idle-warning-about = How far ahead people are warned that they’ll be signed out for inactivity. Never earlier than halfway through the idle limit.

role-change-ends = End sessions when a role changes
role-change-ends-about = Signs a person out everywhere when their role changes. If off, their open pages follow the new role.

history = Session history
history-about = How long ended sessions and used links are stored.

password-min-length = Minimum password length
password-min-length-about = In characters. Less than 15 is possible only if everyone needs a second step, without a date (NIST SP 800-63B-4).

password-score = Minimum password strength
password-score-about = How hard a new password must be to guess, rated from 0 to 4 by zxcvbn. Common passwords are always refused.

reset-link = Password reset link expiry
reset-link-about = How long a reset link stays valid. Links already sent keep their old expiry.

sign-up = Sign-up
sign-up-about = Who can create an account.

audit = Audit log
audit-about = How long events are stored. Deleting them can take up to a day longer.

# Values of settings, both as choices in a menu and in lists of changes.
yes = Yes
no = No
no-date = No date
# Of the setting “Removing a lost second step”.
never = Never
# Of the setting “Sign-up”.
open = Open to everyone
invitation = By invitation
closed = Closed
second-factor = Second step for signing in
second-factor-about = Whether people need an authenticator app or a security key. If required, people without one have to set one up before anything else, also in open tabs.
second-factor-from = Required from
second-factor-from-about = If a second step is required: people who sign in on or after this day (UTC) have to set one up first. Until then, every page asks them to. Without a date, this applies at once, also in open tabs.
second-factor-removal = Removing a lost second step
second-factor-removal-about = How long after a request the second step is removed, if nobody cancels it. 0 days: people can’t ask for it. Somebody who knows the password can ask for it; the owner is emailed, and every open session shows it.
second-factor-ticket = Ticket expiry
second-factor-ticket-about = How long a ticket works that an administrator has issued to someone who has lost their second step. Existing tickets keep their expiry.
# Of the settings “Second step for signing in” and “Emailed code on new devices”.
required = Required
optional = Optional
off = Off
new-device-code = Emailed code on new devices
new-device-code-about = Whether people without a second step also have to enter a code that we email them, when they sign in with their password in a new browser. Only for verified addresses. A second step protects better.
device-bound = Bind sessions to devices
device-bound-about = Binds new sessions to the device, in browsers that support it (Chrome). A copied session cookie is then useless elsewhere. Needs HTTPS.
