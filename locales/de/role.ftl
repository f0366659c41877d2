# Die Seite der Rollen.
title = Rollen
intro = Jedes Konto hat eine Rolle. Änderungen an einer Rolle gelten sofort, auch auf bereits geöffneten Seiten. Du kannst nur Berechtigungen vergeben, die du selbst hast.
loading = Wird geladen …
accounts = { $count ->
    [0] Kein Konto hat diese Rolle.
    [one] { $count } Konto hat diese Rolle.
   *[other] { $count } Konten haben diese Rolle.
}
accounts-more = Mehr als { $count } Konten haben diese Rolle.
# Ein Etikett der Rollen, die sich nicht löschen lassen.
built-in = Vordefiniert
permissions = Berechtigungen
# Die Gruppen der Berechtigungen.
people = Personen
rules = Regeln
records = Aufzeichnungen
application = Diese Anwendung
permissions-hint = Alle können ihr eigenes Konto verwalten. Mit einer Berechtigung für die Verwaltung können sie auch die Verwaltung öffnen.
description = Beschreibung
# Eine Schaltfläche; ein Screenreader nennt auch die Rolle. Beide beginnen gleich.
edit = Bearbeiten
edit-role = Bearbeiten: Rolle { $role }
save = Speichern
saved = Rolle gespeichert. Die Änderungen gelten bereits.
# Öffnet ein Feld, das sagt, was das Löschen bewirkt; ein Screenreader nennt auch die Rolle. Beide beginnen gleich.
delete-ask = Löschen …
delete-ask-role = Löschen …: Rolle { $role }
delete-about = Löscht die Rolle { $role } und ihre eigenen Werte in der Richtlinie. Kein Konto hat sie, also verliert niemand etwas. Das lässt sich nicht rückgängig machen.
delete-role = Rolle { $role } löschen
deleted = Rolle gelöscht.
deleted-role = Rolle { $role } gelöscht.

# Das Formular für eine neue Rolle.
new = Neue Rolle
name = Name
name-hint = Zum Beispiel support oder night-watch. Der Name lässt sich später nicht ändern.
create = Rolle erstellen
created = Rolle erstellt. Vergib sie auf der Seite eines Kontos.

# Die Seite der Zugriffsmatrix.
access = Zugriff
access-intro = Wer welche Seiten und Serverfunktionen erreicht, nach denselben Regeln, die über jede Anfrage entscheiden. Zusätzlich gilt zum Beispiel, dass niemand ein Konto mit mehr Berechtigungen als den eigenen ändern kann.
search-label = Adresse oder Berechtigung
nothing-found = Nichts gefunden
nothing-found-about = Keine Adresse oder Berechtigung enthält das. Versuch es mit weniger Buchstaben.
addresses = { $count ->
    [one] { $count } Adresse
   *[other] { $count } Adressen
}
# Der Name der Tabelle, für Screenreader.
matrix = Zugriffsmatrix
# Spaltenköpfe. Die übrigen sind Namen von Rollen.
address = Adresse
needs = Nötige Berechtigung
guest = Gast
banned = gesperrt
challenged = Code fehlt
# Anstelle einer Berechtigung.
no-permission = keine
# Ein Etikett: Das Passwort muss erneut eingegeben werden.
password = Passwort
# Die Zellen der Tabelle.
cell-yes = ja
cell-sign-in = anmelden
cell-no = nein
cell-banned = gesperrt
cell-second-factor = Code fehlt

# Warum in einer Zelle steht, was dort steht. $who ist ihr Spaltenkopf.
open-to-all = { $who }: erlaubt, keine Berechtigung nötig.
only-banned-sign-in = { $who }: muss sich erst anmelden. Nur für gesperrte Personen erlaubt.
only-banned = { $who }: abgelehnt. Nur für gesperrte Personen erlaubt.
denied-banned = { $who }: abgelehnt. Gesperrte Personen können nur Einspruch einlegen und sich abmelden.
denied-challenged = { $who }: muss erst den Code des zweiten Schritts eingeben.
allowed-password = { $who }: erlaubt, hat { $permission }. Das Passwort muss in den letzten 10 Minuten eingegeben worden sein.
allowed-viewing-as = { $who }: erlaubt, hat { $permission }. Auch in der Ansicht als diese Person erlaubt.
allowed = { $who }: erlaubt, hat { $permission }.
must-sign-in = { $who }: muss sich erst anmelden. Braucht { $permission }.
denied = { $who }: abgelehnt, hat { $permission } nicht.
