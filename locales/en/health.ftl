# Warnings at the top of the admin console’s overview. $cause comes from the system, in English.
database-unwritable = Can’t write to the database: { $cause }.
clock-ahead = { $days ->
    [one] The server’s clock is { $days } day ahead of the last cleanup, so old records aren’t deleted. If the clock is right, run “hallpass clock confirm”, or wait until the server has run for three days. If not, correct the clock.
   *[other] The server’s clock is { $days } days ahead of the last cleanup, so old records aren’t deleted. If the clock is right, run “hallpass clock confirm”, or wait until the server has run for three days. If not, correct the clock.
}
clock-behind = { $days ->
    [one] The server’s clock is { $days } day behind the last cleanup, so old records are deleted late. If the clock is right, run “hallpass clock confirm”, or wait until the server has run for three days. If not, correct the clock.
   *[other] The server’s clock is { $days } days behind the last cleanup, so old records are deleted late. If the clock is right, run “hallpass clock confirm”, or wait until the server has run for three days. If not, correct the clock.
}
log-lines-lost = { $lines ->
    [one] { $lines } log line was lost: { $cause }.
   *[other] { $lines } log lines were lost: { $cause }.
}
certificate-not-valid-yet = The TLS certificate isn’t valid before { $time }. Install one that’s valid now.
certificate-expired = The TLS certificate expired on { $time }. Renew it now.
certificate-expires = The TLS certificate expires on { $time }. Renew it before then.
certificate-not-loaded = The new TLS certificate can’t be used, so the old one stays in use: { $cause }.
job-stuck = Can’t record ended sessions; trying again: { $cause }.
mail-not-sent = Mail wasn’t sent: { $cause }.
