# Was jede Berechtigung erlaubt: Beschriftungen von Kontrollkästchen und Einträge einer Liste, ohne Punkt am Ende.
use-account = Das eigene Konto verwalten
use-console = Die Verwaltung öffnen: Übersicht, Rollen und Zugriff
view-accounts = Alle Konten ansehen, mit E-Mail-Adressen, zweiten Schritten, Sitzungen, Verlauf und Sperren
ban-accounts = Konten sperren, Sperren aufheben, Einsprüche beantworten und Notizen lesen, schreiben und löschen
end-sessions = Sitzungen anderer Personen beenden
assign-roles = Rollen anderer Personen ändern
manage-roles = Rollen erstellen, ändern und löschen
manage-policy = Die Richtlinie ändern (Limits, Passwörter und Registrierung) sowie die Liste der E-Mails ansehen und fehlgeschlagene senden
view-audit = Das Audit-Protokoll ansehen und exportieren
invite = Personen einladen sowie Einladungen ansehen und widerrufen
close-accounts = Konten endgültig schließen und die Daten eines Kontos exportieren
impersonate = Seiten für begrenzte Zeit als Personen mit weniger Berechtigungen ansehen
issue-tickets = Tickets für Personen ausstellen, die ihren zweiten Schritt verloren haben
