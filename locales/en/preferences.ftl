title = Preferences
intro = How { $app } looks and reads, on every device you sign in on.
saved = Saved.
save = Save preferences

# The menu in the header
menu = Theme and language
apply = Apply

appearance = Appearance
theme = Theme
match-device = Match device
light = Light
dark = Dark
contrast = High contrast
less-motion = Reduce motion
less-motion-hint = No animations, even if your device allows them.
no-key-shortcuts = Turn off single-key shortcuts
no-key-shortcuts-hint = Pressing ? won’t open the list of keyboard shortcuts.

language-and-time = Language and time
language = Language
time-zone = Time zone
time-zone-now = It’s { $time } there now.
time-zone-device = Times are in the zone of the device you’re using. Without JavaScript, they’re in UTC.
clock = Time of day
clock-hint = Used wherever a time is shown.
match-language = Match language
dates = Dates
dates-hint = Used wherever a date is written out.

signing-in = Signing in
start-page = Start page
start-page-hint = Opens after you sign in, unless you were on your way to another page.
start-home = Home
start-sessions = Your sessions
start-console = Admin overview
