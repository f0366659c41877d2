# Das eigene Konto schließen
title = Dein Konto schließen
intro = Das kann niemand rückgängig machen, auch die Verwaltung nicht.
effect = Was passiert
effect-sessions = Du wirst überall abgemeldet
effect-sessions-words = Alle Sitzungen enden sofort, auf allen deinen Geräten.
effect-data = Deine persönlichen Daten werden gelöscht
effect-data-words = Dazu gehören Namen, E-Mail-Adresse, Einstellungen, Geräte und IP-Adressen.
effect-name = Dein Benutzername wird frei
effect-name-words = Danach können sich andere als <username/> registrieren.
copy-first = Möchtest du eine Kopie? Dann <link>exportiere zuerst deine Daten</link>.
confirm-title = Bestätige, dass du es bist
keep = Konto behalten
owner-only = Schließen des Kontos
confirm-own = Zur Bestätigung deinen Benutzernamen eingeben
current-password = Aktuelles Passwort
close-own = Mein Konto schließen

# Ein fremdes Konto exportieren und schließen, in der Verwaltung
confirm-first = Zum Herunterladen Passwort eingeben
download = Daten herunterladen (JSON)
close-title = Konto von { $name } schließen
close-about = Beendet alle Sitzungen und löscht persönliche Daten, auch Notizen und die Texte von Sperren und Einsprüchen. Der Benutzername wird wieder frei. Das lässt sich nicht rückgängig machen.
confirm = Zur Bestätigung den Benutzernamen eingeben
close = Konto schließen
closed = Konto geschlossen.
