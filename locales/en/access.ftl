# Why a session ended: what happened, as told to the person.
ended-signed-out = You’re signed out.
ended-idle = You were signed out because you were inactive for a while.
ended-limit = You were signed out because your session reached its time limit.
ended-replaced = You were signed out because you signed in again in this browser.
ended-by-you = You signed this device out.
ended-by-administrator = An administrator ended this session.
ended-password = You were signed out because your password was changed.
ended-password-removed = You were signed out because your password was removed.
ended-second-factor = You were signed out because the second step of signing in to your account was changed.
ended-passkey = You were signed out because a passkey was removed from your account.
ended-ticket = You were signed out because someone signed in to your account with a ticket, which removed its second step and its passkeys.
ended-misuse = You were signed out on every device because misuse of your account was reported.
ended-copied = You were signed out because your session’s cookie was used on another device.
ended-sign-in = The second step took too long, or your account was changed in the meantime.
ended-unconfirmed = You’re signed out here for now: your browser didn’t confirm that it’s still the same device.
ended-role = You were signed out because your role was changed.
ended-room = You were signed out to make room for a new sign-in.
ended-policy = You were signed out because an administrator shortened the time limits for sessions.
ended-ban = Your ban has ended.
ended-closed = Your account is closed.

# What to do next.
advice-return = Sign in to come back.
advice-resume = Sign in to pick up where you left off.
advice-check = Sign in to continue. Wasn’t you? Change your password now; that signs out every other device.
advice-continue = Sign in to continue.
advice-password = Sign in with your new password. Wasn’t you? Tell an administrator.
advice-password-removed = Sign in with a passkey. Wasn’t you? Tell an administrator.
advice-second-factor = Sign in with your password and the second step. Wasn’t you? Tell an administrator.
advice-passkey = Sign in with your password or another passkey. Wasn’t you? Change your password now, which signs out every other device, and remove passkeys that aren’t yours.
advice-ticket = Sign in with your password, and set up a new second step. Wasn’t you? Change your password now, and tell an administrator.
advice-misuse = Set a new password with the link that we’ve emailed you.
advice-copied = Someone may have copied it from this device, perhaps with malware. Sign in again, change your password, and scan the device.
advice-sign-in = Sign in again.
advice-unconfirmed = Reload the page. If that doesn’t help, sign in again.
advice-ban = Sign in again; your account is just as you left it.
advice-closed = Your data has been erased. Nobody can sign in to this account any more.

# Why a session ended, in the account’s activity.
history-signed-out = Signed out
history-idle = Ended after inactivity
history-limit = Ended at the time limit
history-replaced = Replaced by a new sign-in in the same browser
history-by-you = You signed this device out
history-by-administrator = Ended by an administrator
history-password = Ended by a password change
history-password-removed = Ended when the password was removed
history-second-factor = Ended when the second step of signing in was changed
history-passkey = Ended when a passkey was removed
history-ticket = Ended when a ticket removed the second step
history-misuse = Ended by a misuse report
history-copied = Ended because its cookie was used on another device
history-sign-in = Second step not completed
history-unconfirmed = Device not confirmed
history-role = Ended by a role change
history-room = Ended to make room for a new sign-in
history-policy = Ended by a shorter time limit
history-ban = Ended by a ban
history-closed = Ended by closing the account

# What the built-in roles are for.
role-about = { $role ->
    [member] Everyone who signs up.
    [moderator] Looks after other people: sees accounts, bans people and ends sessions.
   *[other] Has every permission.
}

# The names of the built-in roles. Any other role is shown by its own name.
role = { $role ->
    [member] member
    [moderator] moderator
    [administrator] administrator
   *[other] { $role }
}

# A person with this role in a sentence, such as “is …”.
role-person = { $role ->
    [member] a member
    [moderator] a moderator
    [administrator] an administrator
   *[other] in the role { $role }
}

# The people with this role in a sentence, such as “sessions of …”.
role-people = { $role ->
    [member] members
    [moderator] moderators
    [administrator] administrators
   *[other] people in the role { $role }
}

# News on an open page.
news-role = { $role ->
    [member] Your role has changed: you’re now a member.
    [moderator] Your role has changed: you’re now a moderator.
    [administrator] Your role has changed: you’re now an administrator.
   *[other] Your role has changed: you now have the role { $role }.
}
news-permissions = The permissions of your role ({ $role }) have changed.
news-own-again = You’re no longer viewing as { $name }. You’re back to your own account.
news-moved-away = The page you were on isn’t for your account any more.

# Devices
browser-on-system = { $browser } on { $system }
unknown-device = Unknown device
