# Die Seite, auf der man seine eigenen Daten exportiert
title = Deine Daten
about = Alles, was über dich gespeichert ist, in einer JSON-Datei.
content = Was die Datei enthält
profile = Profil
profile-words = Deine Namen, E-Mail-Adresse, Rolle und Einstellungen, und wann du dich registriert hast.
sessions = Sitzungen
sessions-words = Anmeldungen und fehlgeschlagene Anmeldungen, mit Geräten, IP-Adressen und Zeiten.
actions = Aktionen
actions-words = Was du getan hast, und deine Einladungen. Auch was andere an deinem Konto getan haben: Änderungen, Passwortlinks und Ansichten durch die Verwaltung.
bans = Sperren
bans-words = Sperren deines Kontos und deine Einsprüche.
owner-only = der Download
purpose = Um deine Daten zu exportieren
download = Meine Daten herunterladen (JSON)
