title = Preferences
intro = How { $app } looks and speaks to you, on every device you sign in on.
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
less-motion = Less movement: no animations, even if your device allows them

language-and-time = Language and time
language = Language
time-zone = Time zone
time-zone-hint = Without JavaScript, times are in this zone, or in UTC.
clock = Time of day
match-language = Match language
