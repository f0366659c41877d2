# Wenn jemand eine Authenticator-App einrichtet und keine Datei für Schlüssel konfiguriert ist.
no-key = Authenticator-Apps lassen sich hier noch nicht einrichten. Bitte die Betreiber, secret_key_file zu setzen.
# Passkeys
no-passkeys = Unter dieser Adresse funktionieren Passkeys nicht. Sie brauchen HTTPS und einen Domainnamen.
most-passkeys = Du kannst { $most } Passkeys haben. Entferne einen, um einen anderen hinzuzufügen.
passkey-expired = Das hat zu lange gedauert oder wurde schon benutzt. Versuche es noch einmal.
passkey-failed = Der Passkey ließ sich nicht prüfen. Versuche es noch einmal.
