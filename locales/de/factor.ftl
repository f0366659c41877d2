# Wenn jemand eine Authenticator-App einrichtet und keine Datei für Schlüssel konfiguriert ist.
no-key = Authenticator-Apps lassen sich hier noch nicht einrichten. Bitte die Betreiber, secret_key_file zu setzen.
# Passkeys
no-passkeys = Unter dieser Adresse funktionieren Passkeys und Sicherheitsschlüssel nicht. Sie brauchen HTTPS und einen Domainnamen.
most-passkeys = Du hast schon { $most } Passkeys, mehr sind nicht möglich. Entferne einen, um einen anderen hinzuzufügen.
most-security-keys = Du hast schon { $most } Sicherheitsschlüssel, mehr sind nicht möglich. Entferne einen, um einen anderen hinzuzufügen.
passkey-expired = Diese Anfrage ist abgelaufen oder wurde schon benutzt. Versuch es noch einmal.
removal-needs-mail = Das geht nur mit einer E-Mail-Adresse, die du bestätigt hast. Wende dich an die Verwaltung.
removal-not-allowed = Der zweite Schritt lässt sich hier nicht auf diesem Weg entfernen. Wende dich an die Verwaltung.
removal-too-early = Dein Passwort oder deine E-Mail-Adresse wurde erst vor Kurzem geändert, deshalb kannst du das noch nicht anfragen. Versuch es in ein paar Tagen noch einmal oder wende dich an die Verwaltung.
no-second-step = Dieses Konto hat keinen zweiten Schritt und braucht deshalb kein Ticket.
ticket-needs-password = Dieses Konto hat kein Passwort, und ein Ticket wird nach dem Passwort eingegeben. Schicke zuerst einen Link für ein neues Passwort.
