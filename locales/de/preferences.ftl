title = Darstellung
intro = Wie { $app } für dich aussieht und mit dir spricht, auf jedem Gerät, auf dem du dich anmeldest.
saved = Gespeichert.
save = Einstellungen speichern

menu = Design und Sprache
apply = Übernehmen

appearance = Aussehen
theme = Design
match-device = Wie das Gerät
light = Hell
dark = Dunkel
contrast = Hoher Kontrast
less-motion = Weniger Bewegung: keine Animationen, auch wenn dein Gerät sie erlaubt

language-and-time = Sprache und Zeit
language = Sprache
time-zone = Zeitzone
time-zone-hint = Ohne JavaScript erscheinen Zeiten in dieser Zone, sonst in UTC.
clock = Uhrzeit
match-language = Wie die Sprache
