# Die Karte auf der Seite eines Kontos: sein zweiter Schritt und seine Passkeys
title = Anmeldung
about = Der zweite Schritt und die Passkeys dieser Person.
loading = Wird geladen …
app = Authenticator-App
no-app = Keine
security-keys = Sicherheitsschlüssel
no-security-keys = Keine
security-keys-count = { $count ->
    [one] { $count } Sicherheitsschlüssel
   *[other] { $count } Sicherheitsschlüssel
}
added = Eingerichtet: <when/>
added-and-used = Eingerichtet: <when/>, zuletzt benutzt: <used/>
codes = Wiederherstellungscodes
codes-left = Noch { $left } von { $all }
ends = Jemand, der das Passwort kennt, hat angegeben, dass der zweite Schritt verloren ist. Er wird entfernt: <when/>
ticket-out = Ein Ticket gilt bis <when/>.
passkeys = Passkeys
second-step = Zweiter Schritt
on = An
off = Aus
no-passkeys = Keine
passkeys-used = { $count ->
    [one] { $count } Passkey, zuletzt benutzt: <used/>
   *[other] { $count } Passkeys, zuletzt benutzt: <used/>
}
passkeys-unused = { $count ->
    [one] { $count } Passkey, nie benutzt
   *[other] { $count } Passkeys, nie benutzt
}

# Ein Ticket: ein Code, der einmal an die Stelle eines verlorenen zweiten Schritts tritt. Der Dialog, der eines ausstellt.
ask = Ticket ausstellen …
act = Ticket ausstellen
ticket-title = Ticket für { $name }
identify = Stelle nur dann ein Ticket aus, wenn { $name } den zweiten Schritt und die Wiederherstellungscodes verloren hat und du dich überzeugt hast, dass es wirklich diese Person ist: persönlich oder mit einem Anruf unter einer Nummer, die du schon kanntest. Nie nur wegen einer Nachricht.
effect = { $name } meldet sich mit dem Passwort und dem Ticket an. Das entfernt den zweiten Schritt, die Wiederherstellungscodes und die Passkeys und meldet die anderen Geräte ab.
mailed = Darüber geht auch eine E-Mail an { $name }.
not-mailed = Darüber geht keine E-Mail an { $name }: Der Versand ist nicht eingerichtet, oder die Adresse ist nicht bestätigt.
replaces = Ein neues ersetzt es.
issue = Ticket ausstellen
revoke = Ticket widerrufen
revoked = Ticket widerrufen.
issued = Dieses Ticket gilt einmal, bis <when/>. Es wird nur jetzt angezeigt.
copy = Ticket kopieren
give-it = Gib es { $name } so, dass niemand sonst es lesen kann. Es wird nach dem Passwort ins Feld „Code“ eingegeben.
done = Fertig
not-needed = { $name } hat keinen zweiten Schritt und braucht deshalb kein Ticket.
