skip-to-content = Skip to content

# Header
home = Home
sign-in = Sign in
sign-up = Sign up
sign-out = Sign out
account = Account
your-account = Your account
menu = Menu
signed-in-for = <hidden>signed in for another</hidden> <time/>
main-menu = Main menu

# Footer
times-in = Times are in { $zone }.
change-zone = Change time zone

# A toast; $name is the language’s own name for itself.
language-changed = Language changed to { $name }.

# News above the page
close-news = Close

# Pages that cannot be shown
not-found-title = Page not found
not-found = Check the address, or the page may have been removed.
forbidden-title = You don’t have access to this page
forbidden = If you need it, ask an administrator.

# A page whose code could not be loaded
loading = Loading…
not-loaded-advice = Check your connection and try again.
try-again = Try again

# The lock
locked-title = Signed out
locked-label = Locked
locked = You’ve been signed out
locked-what-now = Sign in to pick up where you left off; what you typed is still here. If someone else signs in, they won’t see it.

# Home of guests
guest-title = See who’s signed in. Change their access while they work.
guest-lead = { $app } gives your application accounts and sessions. You can end a session on any device, and pages update the moment access changes.
create-account = Create your account
guest-pass-label = Guest
guest-pass-name = Not signed in
you-can = You can
you-can-sign-up = sign up or sign in
you-can-sign-in = sign in
you-cannot = You can’t
you-cannot-see = see account pages
no-session = No session on this device
who = Who you are
who-words = Passwords that are hard to guess, and a list of every device that is signed in.
where-to = Where you may go
where-to-words = One set of rules on the server decides, and shapes the menus you see.
until-when = Until when
until-when-words = Sessions end when you leave, when time is up, or when someone takes the pass back.

# Home of members
hello = Hello, <name/>
home-words = Your pass, what happened lately, and what to do next.
live = Live
lately = Lately
all-activity = All activity
safety = Keep your account safe
steps-done = { $done } of { $all } done
step-done = , done
strong-password = Strong password
email-there = Email address added
add-email = Add your email address
verify-email = Verify your email address
email-verified = Email address verified
add-second-step = Add a second step or a passkey
second-step-there = Second step or passkey added
only-device = Signed in on this device only
check-devices = { $count ->
    [one] Check your other device
   *[other] Check your { $count } other devices
}
pass-label = Pass
signed-in = Signed in
session-ends = Session ends
remember-me = Keep me signed in
remember-me-on = on for this device
until-idle = until you’re signed out for inactivity

# In place of every page, when the policy requires a second factor that isn’t set up yet
set-up-title = One thing before you go on
set-up-words = Your role requires a second step for signing in. Set up an authenticator app or a security key; it takes a minute.
set-up-next = Set it up
