# The link in the menu, its heading there, and the card on the home page.
help = Help
take-the-tour = Take the tour
card-length = { $count } steps, about three minutes
card-words = See what happens to a window when you sign it out from another one.
go-on = Continue
said-put-away = You can take the tour any time. It’s under Help.

# The page
title = See what a session does
lead = Two windows, one account. Do each step for real; it’s ticked off once the server has seen it.
loading = Loading…
steps = Steps
done-of = { $done } of { $all } done

# Read out by screen readers. step is the title of a step.
step-done = , done
said-done = Done: { $step }.
said-next = Next: { $step }.

start = Start
start-again = Start again
not-now = Not now
put-away = You’ve set the tour aside. You can start again from the first step.
finished = That’s what a session does.
finished-words = Each sign-in is a session of its own, and you decide how long it lives. <activity>Your activity</activity> shows what you did.

# The steps: a title, what to do, and what has happened once it is done.
sign-in = Sign in
sign-in-words = A session begins when you sign in. Create an account, or use the one you have.
sign-in-done = This window has a session.
create-account = Create an account

second-session = Sign in a second time
second-session-words = Open a private window or another browser, and sign in there with the same account. Put the windows side by side.
second-session-done = Your account has had two sessions at once.

watch-list = Watch the list
watch-list-words = Your sessions are in one list. It changes by itself whenever one starts or ends. Keep both windows signed in, and open the list.
watch-list-done = You’ve seen both in the list.
open-sessions = Open your sessions

end-other = Sign one window out from the other
end-other-words = Open your sessions in both windows, and sign one out from the other. Watch it lock at once, without a reload.
end-other-done = The other window has locked. Its session has ended, so it shows nothing until someone signs in there again.

change-theme = Change your theme
change-theme-words = Sign in again in the other window, then choose another theme in this one. Both follow.
change-theme-done = Preferences belong to your account, so every window follows.
open-preferences = Open preferences
