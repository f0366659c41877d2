# Der Name des Menüs neben den Seiten der Verwaltung, für Screenreader.
menu = Verwaltung
# Überschriften in diesem Menü
people = Personen
rules = Regeln
records = Aufzeichnungen

remove-filter = , diesen Filter entfernen
# Eine Schaltfläche unter einem Feld, das die Liste filtert
apply-filter = Anwenden

# Eine Liste, die geladen wird, für Screenreader, und die Links zu ihren Seiten
loading = Wird geladen …
first-page = Erste Seite
next-page = Nächste Seite

# Die angehakten Zeilen einer Liste. Die anderen beiden sind für Screenreader.
selected = { $count } ausgewählt
select-all = Alle auf dieser Seite auswählen
clear-selection = Auswahl aufheben

# Wer das Beenden vieler Sitzungen gestartet hat, und wann, etwa „vor 5 Min.“; deshalb ohne Punkt. $name steht im Dativ.
started = Gestartet von { $name }, <when/>
# Von Screenreadern von Zeit zu Zeit vorgelesen.
progress = Sitzungen werden beendet: { $percent } % erledigt.
