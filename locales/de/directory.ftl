# Auf der Seite eines Kontos, wenn es von anderen oder über die Befehlszeile geändert wird, während ein Formular in Gebrauch ist
changed-elsewhere = Dieses Konto wurde an anderer Stelle geändert. Deine Eingaben sind noch da.
show-changes = Änderungen anzeigen
# Schließt einen Dialog, ohne etwas zu tun
cancel = Abbrechen
