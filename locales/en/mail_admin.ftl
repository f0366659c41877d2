# The outbox in the admin console
title = Mail
about = Emails that were sent, and those that weren’t. They are kept for 30 days.
off = No mail is sent, because none is configured. Set mail_url and mail_from.
messages = Messages
order = Messages that weren’t sent come first.
none-title = No messages
none = When { $app } sends an email, it’s listed here.
subject = About
recipient = To
state = Status
created = Created
actions = Actions
waiting = Waiting
sent = Sent
failed = Given up
attempts = { $count ->
    [one] Tried once. After a crash during this attempt, it may have been sent.
   *[other] Tried { $count } times.
}
retry = Send now
# What a message is about, by its template’s name
template = { $name ->
    [test] Test message
    [verify_email] Verify an email address
    [password_reset] New password
    [new_device] New device
    [password_changed] Password changed
    [second_factor_on] Authenticator app set up
    [second_factor_off] Authenticator app removed
    [new_recovery_codes] New recovery codes
    [email_changed] Email address changed
    [role_raised] New role
    [banned] Banned
    [impersonated] Account used by an administrator
    [misuse_reported] Misuse reported
   *[other] { $name }
}
