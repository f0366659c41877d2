# Das eigene Konto schließen
title = Dein Konto schließen
effect = Damit wirst du überall abgemeldet, und deine Namen, E-Mail-Adresse, Geräte und IP-Adressen werden gelöscht. Niemand kann das rückgängig machen, auch die Verwaltung nicht.
copy-first = Möchtest du eine Kopie? Dann <link>exportiere zuerst deine Daten</link>. Danach ist der Benutzername <username/> für alle wieder frei.
owner-only = Schließen des Kontos
confirm-own = Zur Bestätigung deinen Benutzernamen eingeben
current-password = Aktuelles Passwort
close-own = Mein Konto schließen

# Ein fremdes Konto exportieren und schließen, in der Verwaltung
confirm-first = Zum Herunterladen Identität bestätigen
download = Daten herunterladen (JSON)
close-title = Konto von { $name } schließen
close-about = Beendet alle Sitzungen und löscht persönliche Daten, auch Notizen und die Texte zu Sperren. Der Benutzername wird wieder frei. Das lässt sich nicht rückgängig machen.
confirm = Zur Bestätigung den Benutzernamen eingeben
close = Konto schließen
closed = Konto geschlossen.
