# Die Seite, auf der man seine eigenen Daten exportiert
title = Deine Daten
about = Lade alles, was über dich gespeichert ist, als eine JSON-Datei herunter: Profil, Sitzungen, Einladungen, Sperren und Einsprüche. Sie enthält auch, was du getan hast, fehlgeschlagene Anmeldungen, Änderungen anderer an deinem Konto, Passwort-Links und wann die Verwaltung dein Konto angesehen hat. Geräte, IP-Adressen und Zeiten sind dabei.
owner-only = der Download
purpose = Um deine Daten zu exportieren
download = Meine Daten herunterladen (JSON)
