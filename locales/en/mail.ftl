# E-mails. $username is the name of the account, $when and $until are moments.
hello = Hello { $name },

test-subject = Mail from { $app } works
test-words = This message shows that { $app } can send mail. There’s nothing to do.

verify-subject = Verify your email address
verify-words = Please confirm that this is the email address of the account { $username } at { $app }.
verify-action = Verify this address
verify-code = Or enter this code on the page where you typed the address:
verify-remark = The link and the code work until { $until }. If you don’t know about this, ignore this message: the address can’t be used without them.

reset-subject = Set a new password
reset-words = Somebody, probably you, asked for a new password for the account { $username } at { $app }.
reset-action = Set a new password
reset-remark = The link works once, until { $until }. If you didn’t ask for it, ignore this message: your password stays the same.

new-device-subject = New sign-in to { $app }
new-device-words = Somebody signed in to the account { $username } on a new device: { $device }, IP address { $address }, { $when }.

password-subject = Your password was changed
password-words = The password of the account { $username } at { $app } was changed ({ $when }). All other devices were signed out.

factor-on-subject = Your authenticator app was set up
factor-on-words = An authenticator app was set up for the account { $username } at { $app } ({ $when }). From now on, signing in takes the password and a code of the app.
factor-off-subject = Your authenticator app was removed
factor-off-words = The authenticator app and the recovery codes of the account { $username } at { $app } were removed ({ $when }). From now on, the password is enough to sign in.
codes-subject = You have new recovery codes
codes-words = The recovery codes of the account { $username } at { $app } were replaced ({ $when }). The old ones no longer work.

email-subject = Your email address was changed
email-changed = The email address of the account { $username } at { $app } was changed to { $new } ({ $when }).
email-removed = The email address of the account { $username } at { $app } was removed ({ $when }).
email-action = Restore this address
email-remark = If you did this, there’s nothing to do. If not, restore this address: that also signs out all devices. The link works until { $until }.

role-subject = Your account has a new role
role-words = The account { $username } at { $app } now has the role { $role } ({ $when }), and can do more than before.

ban-subject = Your account is banned
ban-words = The account { $username } at { $app } was banned ({ $when }).
ban-words-until = The account { $username } at { $app } was banned ({ $when }). The ban ends: { $until }.
ban-reason = Reason: { $reason }

impersonated-subject = An administrator used your account
impersonated-words = An administrator of { $app } used the account { $username } ({ $when }). Your activity shows what they did.

# Below messages about something that the reader has done, or somebody else
objection-words = If this was you, there’s nothing to do. If not:
objection = This wasn’t me

# For administrators
misuse-subject = Misuse of the account { $whom } was reported
misuse-words = The owner of the account { $whom } at { $app } answered “This wasn’t me” to an email, or restored the email address ({ $when }). All sessions of the account were ended, and its owner was sent a link to set a new password. See the audit for what happened before.
