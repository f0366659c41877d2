# Wenn jemand eine Authenticator-App einrichtet und keine Datei für Schlüssel konfiguriert ist.
no-key = Authenticator-Apps lassen sich hier noch nicht einrichten. Bitte die Betreiber, secret_key_file zu setzen.
