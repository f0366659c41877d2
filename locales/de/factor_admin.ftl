# Die Karte auf der Seite eines Kontos: womit es sich außer mit dem Passwort anmeldet
title = Anmeldung
about = Was diese Person außer ihrem Passwort hat.
loading = Wird geladen …
app = Authenticator-App
no-app = Keine: Zum Anmelden genügt das Passwort.
added = Eingerichtet: <when/>.
added-and-used = Eingerichtet: <when/>. Zuletzt benutzt: <used/>.
codes-left = Noch { $left } von { $all } Wiederherstellungscodes.
ends = Jemand, der das Passwort kennt, hat angegeben, dass sie verloren ist. Sie wird entfernt: <when/>
ticket-out = Ein Ticket gilt bis <when/>.
passkeys = Passkeys
no-passkeys = Keine.
passkeys-used = { $count ->
    [one] { $count } Passkey. Zuletzt benutzt: <used/>.
   *[other] { $count } Passkeys. Zuletzt benutzt: <used/>.
}
passkeys-unused = { $count ->
    [one] { $count } Passkey, nie benutzt.
   *[other] { $count } Passkeys, nie benutzt.
}

# Ein Ticket: ein Code, der einmal an die Stelle eines verlorenen zweiten Schritts tritt. Der Dialog, der eines ausstellt.
ask = Ticket ausstellen …
act = Ticket ausstellen
ticket-title = Ticket für { $name }
identify = Stelle nur dann ein Ticket aus, wenn { $name } die Authenticator-App und die Wiederherstellungscodes verloren hat und du dich überzeugt hast, dass es wirklich diese Person ist: persönlich oder mit einem Anruf unter einer Nummer, die du schon kanntest. Nie nur wegen einer Nachricht.
effect = { $name } meldet sich mit dem Passwort und dem Ticket an. Das entfernt Authenticator-App, Wiederherstellungscodes und Passkeys und meldet die anderen Geräte ab. Darüber geht auch eine E-Mail an { $name }.
replaces = Ein neues ersetzt es.
issue = Ticket ausstellen
revoke = Ticket widerrufen
revoked = Ticket widerrufen.
issued = Dieses Ticket gilt einmal, bis <when/>. Es wird nur jetzt angezeigt.
copy = Ticket kopieren
give-it = Gib es { $name } so, dass niemand sonst es lesen kann. Eingegeben wird es nach dem Passwort, anstelle des Codes.
done = Fertig
not-needed = { $name } hat keinen zweiten Schritt und braucht deshalb kein Ticket: Zum Anmelden genügt das Passwort.
