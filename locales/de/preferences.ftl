title = Einstellungen
intro = Wie { $app } für dich aussieht, auf jedem Gerät, auf dem du dich anmeldest.
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
less-motion = Weniger Bewegung
less-motion-hint = Keine Animationen, auch wenn dein Gerät sie erlaubt.
no-key-shortcuts = Tastenkürzel mit nur einer Taste abschalten
no-key-shortcuts-hint = Die Taste ? öffnet dann nicht mehr die Liste der Tastenkürzel.

language-and-time = Sprache und Zeit
language = Sprache
time-zone = Zeitzone
time-zone-now = Dort ist es jetzt { $time }.
time-zone-device = Es gilt die Zeitzone deines Geräts. Ohne JavaScript stehen alle Zeiten in UTC.
clock = Uhrzeit
clock-hint = Gilt überall, wo eine Uhrzeit steht.
match-language = Wie die Sprache
dates = Datum
dates-hint = Gilt überall, wo ein Datum ausgeschrieben ist.

signing-in = Anmeldung
start-page = Startseite
start-page-hint = Öffnet sich nach dem Anmelden, es sei denn, du wolltest zu einer anderen Seite.
start-home = Start
start-sessions = Deine Sitzungen
start-console = Übersicht der Verwaltung
