# E-mails. $username is the name of the account, $when and $until are moments.
hello = Hello { $name },

test-subject = Mail from { $app } works
test-words = This email shows that { $app } can send mail. There’s nothing to do.

verify-subject = Verify your email address for { $app }
verify-words = Someone, probably you, entered this email address for the account { $username } at { $app }. Verify it, so that you can sign in with it and set a new password by email.
verify-action = Verify this address
verify-code = Or sign in and enter this code under “Account”:
verify-remark = The link and the code work until { $until }. If this isn’t your account, ignore this email: unless you verify the address, nobody can sign in with it.

reset-subject = Set a new password for { $app }
reset-words = Someone, probably you, asked for a link to set a new password for the account { $username } at { $app }.
reset-action = Set a new password
reset-remark = The link works once, until { $until }. If you didn’t ask for it, ignore this email: nothing changes.

new-device-subject = New sign-in to { $app }
new-device-words = Someone signed in to the account { $username } at { $app } on a new device ({ $when }): { $device }, IP address { $address }.
copied-cookie-subject = A session of your { $app } account was ended
copied-cookie-words = A session of the account { $username } at { $app } was ended ({ $when }), because its cookie was used on another device: { $device }, IP address { $address }. Somebody or some program may have copied it from your device. Change your password, and check your device for malware.

after-failures-subject = Sign-in to { $app } after failed attempts
after-failures-words = Someone signed in to the account { $username } at { $app } after at least five failed attempts ({ $when }): { $device }, IP address { $address }. “Activity” lists the attempts.
wrong-codes-subject = Someone knows your { $app } password
wrong-codes-words = Someone entered the right password of the account { $username } at { $app }, and then at least five wrong codes. The last attempt ({ $when }): { $device }, IP address { $address }.

sign-in-code-subject = Your code to sign in to { $app }
sign-in-code-words = Someone, probably you, entered the password of the account { $username } at { $app } in a new browser ({ $when }): { $device }, IP address { $address }.
sign-in-code = To sign in, enter this code in that browser:
sign-in-code-remark = The code works until { $until }. Don’t give it to anyone: we never ask for it by phone, chat or email.
sign-in-code-objection = Wasn’t you? Then someone knows your password: sign out every device and set a new password. This link works for 7 days:

password-subject = Your { $app } password was changed
password-words = The password of the account { $username } at { $app } was changed ({ $when }). All other devices were signed out.
password-removed-subject = Your { $app } password was removed
password-removed-words = The password of the account { $username } at { $app } was removed ({ $when }). From now on, you sign in with a passkey. All other devices were signed out.

factor-on-subject = An authenticator app was set up for { $app }
factor-on-words = An authenticator app was set up for the account { $username } at { $app } ({ $when }). All other devices were signed out. From now on, signing in takes your password and a code from the app.
factor-off-subject = The second step of signing in to { $app } was turned off
factor-off-words = The second step of signing in was turned off for the account { $username } at { $app } ({ $when }). Its authenticator app, security keys and recovery codes no longer work. The password is now enough to sign in.
app-removed-subject = The authenticator app was removed from your { $app } account
app-removed-words = An authenticator app was removed from the account { $username } at { $app } ({ $when }). Security keys and recovery codes still work.
factor-ending-subject = The second step of signing in to { $app } is about to be removed
factor-ending-words = Someone who knows the password of the account { $username } at { $app } said that the second step of signing in is lost, and asked to remove it ({ $when }): { $device }, IP address { $address }. It will be removed on { $until }; after that, the password alone signs in. To keep the second step, sign in with a code or a security key, or select “Keep the second step” on any page while you’re signed in.
ticket-issued-subject = A ticket was issued for your { $app } account
ticket-issued-words = An administrator of { $app } issued a ticket for the account { $username } ({ $when }), because someone said that the second step is lost. Together with the password, the ticket signs in once, until { $until }, and removes the second step, the recovery codes and all passkeys.
ticket-used-subject = A ticket removed your second step at { $app }
ticket-used-words = Someone signed in to the account { $username } at { $app } with the password and a ticket from an administrator ({ $when }). The second step, the recovery codes and all passkeys were removed, and all other devices were signed out.
codes-subject = You have new recovery codes for { $app }
codes-words = The recovery codes of the account { $username } at { $app } were replaced ({ $when }). The old ones no longer work.
passkey-added-subject = A passkey was added to your { $app } account
passkey-added-words = A passkey was added to the account { $username } at { $app } ({ $when }), in { $passkey }. It signs in without the password.
passkey-removed-subject = A passkey was removed from your { $app } account
passkey-removed-words = A passkey was removed from the account { $username } at { $app } ({ $when }): { $passkey }. All other devices were signed out.
passkeys-removed-subject = Your passkeys and security keys for { $app } were removed
passkeys-removed-words = The operator of { $app } removed all passkeys and security keys of the account { $username } ({ $when }). All devices were signed out. Sign in with your password, or set a new one.
key-added-subject = A security key was added to your { $app } account
key-added-words = A security key was added to the account { $username } at { $app } ({ $when }), in { $key }. From now on, signing in takes your password and this key or another second step.
key-removed-subject = A security key was removed from your { $app } account
key-removed-words = A security key was removed from the account { $username } at { $app } ({ $when }): { $key }. All other devices were signed out.

email-subject = Your email address at { $app } was changed
email-changed = The email address of the account { $username } at { $app } was changed to { $new } ({ $when }).
email-removed = The email address of the account { $username } at { $app } was removed ({ $when }).
email-action = This wasn’t me: restore this address
email-remark = If you did this, there’s nothing to do. If not, restore this address: that also signs out all devices, and we’ll email you a link to set a new password. The link works until { $until }.

role-subject = Your { $app } account has a new role
role-words = The account { $username } at { $app } was given the role { $role } ({ $when }). It can do more than before. If you didn’t expect this, ask an administrator.

ban-subject = Your { $app } account is banned
ban-words = The account { $username } at { $app } was banned ({ $when }).
ban-words-until = The account { $username } at { $app } was banned ({ $when }). The ban ends: { $until }.
ban-reason = Reason: { $reason }
ban-remark = Think this is a mistake? Sign in at { $app }: you can appeal once.

impersonated-subject = An administrator started viewing { $app } as you
impersonated-words = An administrator of { $app } started viewing it as { $username } ({ $when }). “Activity” shows when, and for what reason.

# Below messages about something that the reader has done, or somebody else
objection-words = If you did this or asked for it, there’s nothing to do. If not, sign out every device and set a new password. This link works for 7 days:
objection = This wasn’t me

# For administrators
misuse-subject = Misuse of the account { $whom } was reported
misuse-words = Someone chose “This wasn’t me” in an email about the account { $whom } at { $app }, or restored its email address ({ $when }). All its sessions were ended, its password no longer works, and a link to set a new one was sent. Check the audit log for what happened before. If someone else set up a second step meanwhile, the owner needs a ticket from you.

email-changing-subject = Your email address at { $app } is about to change
email-changing = Someone asked to change the email address of the account { $username } at { $app } to { $new } ({ $when }). It changes as soon as that address is verified.
secured-words = Misuse of the account { $username } at { $app } was reported ({ $when }). All devices were signed out, and the old password no longer works.
secured-remark = The link works once, until { $until }. After that, choose “Forgot your password?” when you sign in.
