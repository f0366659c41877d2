# Der Name des Menüs neben den Seiten der Verwaltung, für Screenreader.
menu = Verwaltung
# Die erste Auswahl eines Filters.
people = Personen
rules = Regeln
records = Protokolle

all = Alle
remove-filter = , diesen Filter entfernen

# Wer das Beenden vieler Sitzungen gestartet hat, und wann. $name steht im Dativ.
started = Gestartet von { $name }, <when/>.
# Von Screenreadern von Zeit zu Zeit vorgelesen.
progress = Sitzungen werden beendet: { $percent } % erledigt.
