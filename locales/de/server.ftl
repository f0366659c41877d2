# Kleine Seiten für Fehler, die keine andere Seite zeigt; der Fehler selbst steht unter dem Titel.
document-title = { $title } · { $app }
sign-in-required = Du bist nicht angemeldet
forbidden = Zugriff verweigert
not-found = Seite nicht gefunden
method-not-allowed = Diese Adresse lässt sich so nicht verwenden
too-large = Das ist zu viel auf einmal
too-many = Zu viele Versuche
internal = Etwas ist schiefgegangen
busy = { $app } ist ausgelastet
other = Diese Anfrage hat nicht geklappt
