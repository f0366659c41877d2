# The outbox in the admin console
title = Mail
about = Emails of the last 30 days, sent and unsent, at most 100.
off = No emails are sent because mail isn’t set up. Set mail_url and mail_from in the configuration.
messages = Emails
order = Emails that weren’t sent come first.
none-title = No emails
none = When { $app } sends an email, it’s listed here.
subject = Subject
recipient = To
state = Status
created = Created
actions = Actions
waiting = Due
sent = Sent
failed = Failed
attempts = { $count ->
    [one] Tried once.
   *[other] Tried { $count } times.
}
retry = Send now
# What a message is about, by its template’s name
template = { $name ->
    [test] Test
    [verify_email] Verify an email address
    [password_reset] Link for a new password
    [new_device] New device
    [sign_in_code] Code for a new device
    [sign_in_after_failures] Sign-in after failed attempts
    [wrong_codes] Right password, wrong codes
    [copied_cookie] Copied session cookie
    [password_changed] Password changed
    [password_removed] Password removed
    [second_factor_on] Authenticator app set up
    [authenticator_removed] Authenticator app removed
    [second_factor_off] Second step turned off
    [second_factor_ending] Second step about to be removed
    [ticket_issued] Ticket issued
    [ticket_used] Ticket used
    [new_recovery_codes] New recovery codes
    [passkey_added] Passkey added
    [passkey_removed] Passkey removed
    [passkeys_removed] All passkeys removed
    [security_key_added] Security key added
    [security_key_removed] Security key removed
    [account_secured] Account secured after misuse
    [email_changing] Email address about to change
    [email_changed] Email address changed
    [role_raised] New role
    [banned] Account banned
    [impersonated] An administrator viewed as them
    [misuse_reported] Misuse reported
   *[other] { $name }
}
