# Who acts, at the beginning of a sentence
guest = A guest
operator = The server’s operator
system = { $app }
gone-actor = A former user
# During “view as”: the person, and the account that they view as
viewing-as = { $who } (as { $whom })

# An account whose name is no longer known, in the middle of a sentence
gone = a former user

# Sentences about any act; none ends with a full stop
refused-path = { $who } was denied access to { $path }
refused = { $who } couldn’t do this: { $act }
refused-to = { $who } couldn’t do this for { $whom }: { $act }
unknown = { $who }: { $act }
unknown-to = { $who }: { $act } ({ $whom })

# Why something was refused
reason-bad-credentials = Wrong username or password
reason-wrong-password = Wrong password
reason-wrong-code = Wrong code
reason-unknown-passkey = Unknown passkey
reason-wrong-passkey = Wrong passkey
reason-too-many = Too many attempts
reason-forbidden = Not allowed for this role
reason-banned = Banned
reason-dead-link = The link had been used, had expired or had been revoked
reason-reauthentication-required = The password wasn’t confirmed
reason-out-of-reach = The other account has more permissions
reason-last-administrator = This would have left no administrator
reason-yourself = Not possible for their own account
reason-impersonating = Not possible while viewing as someone else
reason-somebody-else = The page belonged to another account

# The acts: first the title in lists, then the sentences. The words for $who begin a sentence; $who and $whom are
# usernames, or words from the top of this file.
sign-up = Sign-up
sign-up-by = { $who } signed up
sign-up-to = { $who } signed up as { $whom }
sign-up-refused = { $who } couldn’t sign up
sign-up-refused-to = { $who } couldn’t sign up as { $whom }

set-up = Server set up
set-up-by = { $who } set up { $app }
set-up-to = { $who } set up { $app } for { $whom }
set-up-refused = { $who } couldn’t set up { $app }
set-up-refused-to = { $who } couldn’t set up { $app } for { $whom }

create-account = Account created
create-account-by = { $who } created an account
create-account-to = { $who } created an account for { $whom }

sign-in = Sign-in
sign-in-by = { $who } signed in
sign-in-to = { $who } signed in as { $whom }
sign-in-refused = { $who } couldn’t sign in
sign-in-refused-to = { $who } couldn’t sign in as { $whom }

end-sessions = Sessions ended
end-sessions-by = { $who } ended sessions
end-sessions-to = { $who } ended sessions of { $whom }
end-sessions-refused = { $who } couldn’t end sessions
end-sessions-refused-to = { $who } couldn’t end sessions of { $whom }

change-password = Password changed
change-password-by = { $who } changed their password
change-password-to = { $who } changed the password of { $whom }
change-password-refused = { $who } couldn’t change their password
change-password-refused-to = { $who } couldn’t change the password of { $whom }
remove-password = Password removed
remove-password-by = { $who } removed their password
remove-password-to = { $who } removed the password of { $whom }
remove-password-refused = { $who } couldn’t remove their password
remove-password-refused-to = { $who } couldn’t remove the password of { $whom }

create-password-link = Password link created
create-password-link-by = { $who } created a password link
create-password-link-to = { $who } created a password link for { $whom }

reset-password = Password reset
reset-password-by = { $who } reset a password with a link
reset-password-to = { $who } reset the password of { $whom } with a link
reset-password-refused = { $who } couldn’t reset a password with a link
reset-password-refused-to = { $who } couldn’t reset the password of { $whom } with a link

turn-on-second-factor = Second step turned on
turn-on-second-factor-by = { $who } turned on the second step of signing in
turn-on-second-factor-to = { $who } turned on the second step of signing in for { $whom }
turn-on-second-factor-refused = { $who } couldn’t turn on the second step of signing in
turn-on-second-factor-refused-to = { $who } couldn’t turn on the second step of signing in for { $whom }

turn-off-second-factor = Second step turned off
turn-off-second-factor-by = { $who } turned off the second step of signing in
turn-off-second-factor-to = { $who } turned off the second step of signing in for { $whom }
turn-off-second-factor-refused = { $who } couldn’t turn off the second step of signing in
turn-off-second-factor-refused-to = { $who } couldn’t turn off the second step of signing in for { $whom }
remove-authenticator = Authenticator app removed
remove-authenticator-by = { $who } removed their authenticator app
remove-authenticator-to = { $who } removed the authenticator app of { $whom }
remove-authenticator-refused = { $who } couldn’t remove their authenticator app
remove-authenticator-refused-to = { $who } couldn’t remove the authenticator app of { $whom }
# A request to remove the second step, because its owner has lost it, and its cancellation
request-removal = Removal of the second step requested
request-removal-by = { $who } asked to remove the second step of signing in
request-removal-to = { $who } asked to remove the second step of signing in of { $whom }
request-removal-refused = { $who } couldn’t ask to remove the second step of signing in
request-removal-refused-to = { $who } couldn’t ask to remove the second step of signing in of { $whom }
cancel-removal = Removal of the second step cancelled
cancel-removal-by = { $who } kept the second step of signing in
cancel-removal-to = { $who } kept the second step of signing in of { $whom }
postpone-set-up = Second step put off
postpone-set-up-by = { $who } put off setting up a second step of signing in
postpone-set-up-to = { $who } put off setting up a second step of signing in for { $whom }
postpone-set-up-refused = { $who } couldn’t put off setting up a second step of signing in
postpone-set-up-refused-to = { $who } couldn’t put off setting up a second step of signing in for { $whom }
issue-ticket = Ticket issued
issue-ticket-by = { $who } issued a ticket in place of a lost second step
issue-ticket-to = { $who } issued { $whom } a ticket in place of a lost second step
issue-ticket-refused = { $who } couldn’t issue a ticket in place of a lost second step
issue-ticket-refused-to = { $who } couldn’t issue { $whom } a ticket in place of a lost second step
revoke-ticket = Ticket revoked
revoke-ticket-by = { $who } revoked a ticket
revoke-ticket-to = { $who } revoked the ticket of { $whom }
revoke-ticket-refused = { $who } couldn’t revoke a ticket
revoke-ticket-refused-to = { $who } couldn’t revoke the ticket of { $whom }
use-ticket = Ticket used
use-ticket-by = { $who } used a ticket, which removed the lost second step and all passkeys
use-ticket-to = { $who } used a ticket for { $whom }, which removed the lost second step and all passkeys

create-recovery-codes = Recovery codes created
create-recovery-codes-by = { $who } created new recovery codes
create-recovery-codes-to = { $who } created new recovery codes for { $whom }
create-recovery-codes-refused = { $who } couldn’t create new recovery codes
create-recovery-codes-refused-to = { $who } couldn’t create new recovery codes for { $whom }

add-passkey = Passkey added
add-passkey-by = { $who } added a passkey
add-passkey-to = { $who } added a passkey for { $whom }
add-passkey-refused = { $who } couldn’t add a passkey
add-passkey-refused-to = { $who } couldn’t add a passkey for { $whom }

remove-passkey = Passkey removed
remove-passkey-by = { $who } removed a passkey
remove-passkey-to = { $who } removed passkeys of { $whom }
remove-passkey-refused = { $who } couldn’t remove a passkey
remove-passkey-refused-to = { $who } couldn’t remove passkeys of { $whom }
add-security-key = Security key added
add-security-key-by = { $who } added a security key
add-security-key-to = { $who } added a security key for { $whom }
add-security-key-refused = { $who } couldn’t add a security key
add-security-key-refused-to = { $who } couldn’t add a security key for { $whom }
remove-security-key = Security key removed
remove-security-key-by = { $who } removed a security key
remove-security-key-to = { $who } removed a security key of { $whom }
remove-security-key-refused = { $who } couldn’t remove a security key
remove-security-key-refused-to = { $who } couldn’t remove a security key of { $whom }

confirm-password = Password confirmed
confirm-password-by = { $who } confirmed their password
confirm-password-to = { $who } confirmed the password of { $whom }
confirm-password-refused = { $who } couldn’t confirm their password
confirm-password-refused-to = { $who } couldn’t confirm the password of { $whom }

change-profile = Profile changed
change-profile-by = { $who } changed their profile
change-profile-to = { $who } changed the profile of { $whom }
change-profile-refused = { $who } couldn’t change their profile
change-profile-refused-to = { $who } couldn’t change the profile of { $whom }
verify-email = Email address verified
verify-email-by = { $who } verified their email address
verify-email-to = { $who } verified the email address of { $whom }
verify-email-refused = { $who } couldn’t verify their email address
verify-email-refused-to = { $who } couldn’t verify the email address of { $whom }
report-misuse = Misuse reported
report-misuse-by = { $who } chose “This wasn’t me” in an email
report-misuse-to = { $who } chose “This wasn’t me” in an email for { $whom }
report-misuse-refused = { $who } couldn’t report misuse
report-misuse-refused-to = { $who } couldn’t report misuse of the account { $whom }
restore-email = Email address restored
restore-email-by = { $who } restored their email address
restore-email-to = { $who } restored the email address of { $whom }
restore-email-refused = { $who } couldn’t restore their email address
restore-email-refused-to = { $who } couldn’t restore the email address of { $whom }

change-role = Account role changed
change-role-by = { $who } changed an account’s role
change-role-to = { $who } changed the role of { $whom }
change-role-refused = { $who } couldn’t change an account’s role
change-role-refused-to = { $who } couldn’t change the role of { $whom }

ban = Account banned
ban-by = { $who } banned an account
ban-to = { $who } banned { $whom }
ban-refused = { $who } couldn’t ban an account
ban-refused-to = { $who } couldn’t ban { $whom }

lift-ban = Ban lifted
lift-ban-by = { $who } lifted a ban
lift-ban-to = { $who } lifted the ban on { $whom }
lift-ban-refused = { $who } couldn’t lift a ban
lift-ban-refused-to = { $who } couldn’t lift the ban on { $whom }

change-ban = Ban changed
change-ban-by = { $who } changed a ban
change-ban-to = { $who } changed the ban on { $whom }
change-ban-refused = { $who } couldn’t change a ban
change-ban-refused-to = { $who } couldn’t change the ban on { $whom }

appeal = Appeal sent
appeal-by = { $who } appealed a ban
appeal-to = { $who } appealed the ban on { $whom }
appeal-refused = { $who } couldn’t appeal a ban
appeal-refused-to = { $who } couldn’t appeal the ban on { $whom }

answer-appeal = Appeal answered
answer-appeal-by = { $who } answered an appeal
answer-appeal-to = { $who } answered the appeal of { $whom }
answer-appeal-refused = { $who } couldn’t answer an appeal
answer-appeal-refused-to = { $who } couldn’t answer the appeal of { $whom }

note = Account note added or deleted
note-by = { $who } added or deleted a note
note-to = { $who } added or deleted a note about { $whom }
note-refused = { $who } couldn’t add or delete a note
note-refused-to = { $who } couldn’t add or delete a note about { $whom }

close-account = Account closed
close-account-by = { $who } closed their account
close-account-to = { $who } closed the account of { $whom }
close-account-refused = { $who } couldn’t close their account
close-account-refused-to = { $who } couldn’t close the account of { $whom }

export-account = Account data exported
export-account-by = { $who } exported their account data
export-account-to = { $who } exported the account data of { $whom }
export-account-refused = { $who } couldn’t export their account data
export-account-refused-to = { $who } couldn’t export the account data of { $whom }

view-as = Started viewing as someone
view-as-by = { $who } started viewing as someone
view-as-to = { $who } started viewing as { $whom }
view-as-refused = { $who } couldn’t view as someone
view-as-refused-to = { $who } couldn’t view as { $whom }

stop-viewing-as = Stopped viewing as someone
stop-viewing-as-by = { $who } stopped viewing as someone
stop-viewing-as-to = { $who } stopped viewing as { $whom }

edit-roles = Role created, changed or deleted
edit-roles-by = { $who } created, changed or deleted a role
edit-roles-to = { $who } created, changed or deleted a role for { $whom }
edit-roles-refused = { $who } couldn’t create, change or delete a role
edit-roles-refused-to = { $who } couldn’t create, change or delete a role for { $whom }

invite = Invitation created or revoked
invite-by = { $who } created or revoked an invitation
invite-to = { $who } created or revoked an invitation for { $whom }
invite-refused = { $who } couldn’t create or revoke an invitation
invite-refused-to = { $who } couldn’t create or revoke an invitation for { $whom }

change-policy = Policy changed
change-policy-by = { $who } changed the policy
change-policy-to = { $who } changed the policy for { $whom }
change-policy-refused = { $who } couldn’t change the policy
change-policy-refused-to = { $who } couldn’t change the policy for { $whom }

export-audit = Audit log exported
export-audit-by = { $who } exported the audit log
export-audit-to = { $who } exported the audit log of { $whom }
export-audit-refused = { $who } couldn’t export the audit log
export-audit-refused-to = { $who } couldn’t export the audit log of { $whom }

purge-audit = Old events deleted
purge-audit-by = { $who } deleted old events from the audit log
purge-audit-to = { $who } deleted old events about { $whom } from the audit log

confirm-clock = Clock confirmed
confirm-clock-by = { $who } confirmed the clock
confirm-clock-to = { $who } confirmed the clock for { $whom }

open-page = Page access denied
open-page-by = { $who } opened a page
open-page-to = { $who } opened a page about { $whom }

call = Action denied
call-by = { $who } called a function
call-to = { $who } called a function for { $whom }

# Done in a particular way; $role is the name of a role.
signed-out = { $who } signed out
signed-in-again = { $who } replaced a session by signing in again
ended-own = { $who } ended { $count ->
    [one] one of their sessions
   *[other] { $count } of their sessions
}
invitation-created = { $who } created an invitation
invitation-revoked = { $who } revoked an invitation
note-added = { $who } added a note about { $whom }
note-deleted = { $who } deleted a note about { $whom }
role-created = { $who } created the role { $role }
role-changed = { $who } changed the role { $role }
role-deleted = { $who } deleted the role { $role }
