show-password = Anzeigen
hide-password = Verbergen
show-field = { $field } anzeigen

signed-out-before-sending = Du wurdest abgemeldet, bevor das Formular gesendet war. Gib dein Passwort noch einmal ein und sende das Formular erneut.
password-confirmed = Dein Passwort ist bestätigt. Noch wurde nichts gesendet: Sende das Formular jetzt.
enter-password = Passwort eingeben

list-changed = Diese Liste hat sich geändert.
show-changes = Änderungen anzeigen

copy-link = Link kopieren
copied = Kopiert

revoked = Gesperrt

chart-description = { $first }. { $second }. Höchstens { $highest } in einem Balken.
chart-as-table = Als Tabelle anzeigen
chart-total = { $kind }: { $total }

go-home = Zur Startseite
not-found = Hier ist nichts
dead-link = Dieser Link funktioniert nicht mehr
not-loaded = Diese Seite konnte nicht geladen werden

undo = Rückgängig
dismiss = Ausblenden
close = Schließen

times-are-in = Zeitzone: { $zone }

# Die Schaltfläche, die einen Passkey oder Sicherheitsschlüssel benutzt oder hinzufügt
passkey-cancelled = Es wurde kein Passkey oder Sicherheitsschlüssel benutzt: Du hast abgebrochen, es hat zu lange gedauert, oder auf diesem Gerät ist keiner. Versuch es noch einmal.
passkey-exists = Dieses Gerät oder dein Passwortmanager ist schon als Passkey oder Sicherheitsschlüssel deines Kontos registriert. Um es neu hinzuzufügen, entferne zuerst den alten Eintrag.
passkey-impossible = Dieser Browser konnte keinen Passkey oder Sicherheitsschlüssel benutzen. Mach ohne weiter oder nimm einen anderen Browser.
passkey-not-added = Kein Passkey hinzugefügt: Du hast abgebrochen, oder es hat zu lange gedauert. Versuch es noch einmal.
passkey-not-created = Dieser Browser konnte keinen Passkey erstellen. Versuch es mit einem anderen Browser oder Gerät.
key-not-added = Kein Sicherheitsschlüssel hinzugefügt: Du hast abgebrochen, oder es hat zu lange gedauert. Versuch es noch einmal.
key-not-created = Dieser Browser konnte keinen Sicherheitsschlüssel hinzufügen. Versuch es mit einem anderen Browser oder Sicherheitsschlüssel.
