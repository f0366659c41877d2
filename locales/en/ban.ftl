# The page that a banned person sees
# The title of the window
title = Your pass has been revoked
heading-until = You can’t use { $app } until <when/>
heading = You can’t use { $app } any more
safe = Your account and everything in it are safe.
revoked = Revoked
reason = Reason
ends = Ends
banned-on = Banned on
# Below the time that is left, such as “3 days”
until-end = until the ban ends
no-end = No end date

# What the ban means, below
meaning = What this means
signed-out = Signed out everywhere
signed-out-about = Your sessions ended with the ban. On a shared device, use “Sign out” too.
ends-itself = It ends by itself
ends-itself-about = From <when/>, you can sign in again as before.
stays = It has no end date
stays-about = It stays until an administrator lifts it.
data = Your data stays yours
data-about = Everything in your account is kept as you left it.

# The banned person’s appeal
appeal = Appeal
appeal-own = Your appeal
appeal-question = Think this is a mistake?
appeal-about = Tell the administrators. You can do this once, so take your time.
appeal-answer-here = You’ll see the answer on this page.
appeal-message = Your message
appeal-hint = { $least } to { $max } characters.
send-appeal = Send appeal
appeal-sent = You sent your appeal on <when/>.
appeal-waiting = An administrator will read it. You’ll see the answer on this page.
appeal-answered = Answered on <when/>:

# The list of appeals in the admin console
appeals = Appeals
appeals-about = The longest-waiting appeals come first.
loading = Loading…
appeals-none-title = No appeals waiting
appeals-none = When someone appeals a ban, it appears here until it’s answered.
see-banned = See banned accounts
appeals-cut = These { $count } have waited longest. There may be more.
sent = Sent
ban-reason = Reason for the ban
# When the person sent the appeal, such as “5 min ago”
sent-ago = Sent <when/>
# A button; only screen readers say who gets the answer
send-answer-to = Send answer <name/>
appeal-answer-sent = Answer sent.
# Beside the link “Appeals”; only screen readers say the words.
to-answer = <count/> <words>to answer</words>

# Banning an account, in the admin console
ban-title = Ban { $name }
how-long = For how long?
one-hour = 1 hour
one-day = 1 day
seven-days = 7 days
thirty-days = 30 days
other-date = Another date
until-label = End of the ban
reason-hint = Banned people see this. Up to { $max } characters.
note = Private note
note-label = Private note (optional)
note-hint = Only people who can ban accounts see this; banned people never do. Up to { $max } characters.
ends-sessions = { $count ->
    [0] The person isn’t signed in anywhere now.
    [one] Ends { $count } session now and locks its open tabs.
   *[other] Ends { $count } sessions now and locks their open tabs.
}
# Follows the sentence above.
lifts-at = The ban ends by itself on <when/>.
lasts = The ban stays until someone lifts it.
can-appeal = The person can appeal once. Their data is kept.
# The button: in general, and for each choice; $time is such as “7 days”.
ban-account = Ban this account
ban-for = Ban for { $time }
ban-until-date = Ban until that date
ban-no-end = Ban with no end date
# What was done
banned = Account banned and signed out everywhere.
banned-for = Banned { $name } for { $time }.
banned-until = Banned { $name } until { $time }.
banned-no-end = Banned { $name } with no end date.

# Lifting and changing a ban
active-ban = Active ban
lift-title = Lift the ban on { $name }
lift-effect = Lifting the ban doesn’t restore sessions. The person has to sign in again.
lift-ban = Lift ban
lifted = Ban lifted.
change-title = Change the ban on { $name }
change-ban = Change ban
changed-ban = Ban changed.
changed-until = Ban changed. It ends on { $time }.
changed-no-end = Ban changed. It has no end date.

# The bans and appeals of an account
history = Bans and appeals
history-none = This account has never been banned.
bans = Bans
# <act/> is when it was done, and by whom.
banned-entry = Banned <act/>
reason-erased = Erased when the account was closed
changed-at = Changed
active = Active
lifted-at = Lifted <act/>
ended-at = Ended on schedule <when/>
answered-at = Answered
answer = Answer
answer-hint = The person will see this. Up to { $max } characters. You can’t change it later.
lift-too = Also lift the ban
send-answer = Send answer
# When something was done, and by whom
done-by = <when/> by { $name }
done-by-operator = <when/> from the command line
