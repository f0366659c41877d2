title = Audit-Protokoll
about = Wer was getan hat und was abgelehnt wurde. Niemand kann diese Ereignisse ändern.

# Der Filter.
loading = Wird geladen …
act = Aktion
outcome = Ergebnis
account = Person (handelnd oder betroffen)
account-hint = Ein Benutzername
since = Von
until = Bis
in-zone = { $time } ({ $zone })
address = IP-Adresse
any = beliebig
more-filters = Weitere Filter
apply = Anwenden

# Ein Filter, mit dem nicht gesucht werden kann; jedes Problem steht darunter.
misread = Prüfe deine Suche
misread-field = { $field }: { $problem }

# Keine Ereignisse.
none = Keine Ereignisse gefunden
none-yet = Hier erscheinen Ereignisse, sobald sich jemand anmeldet oder etwas ändert.
none-older = Es gibt keine älteren Ereignisse.
none-match = Keine Ereignisse passen zu deiner Suche. Ändere oder entferne einen Filter.
show-newest = Neueste Ereignisse anzeigen

# Die Liste.
events = Ereignisse
when = Zeit
what = Was passiert ist
from = Von wo
done = Erledigt
refused = Abgelehnt
pager = Weitere Ereignisse
older = Ältere
newest = Neueste

# Dateien mit allen Ergebnissen.
export-csv = Als CSV exportieren
export-jsonl = Als JSON Lines exportieren
export-confirm = Zum Exportieren Passwort eingeben

# Einzelheiten eines Ereignisses. Den zweiten Text sagen nur Screenreader, direkt nach dem ersten.
details = Einzelheiten
details-of = : { $event }
number = Ereignisnummer
request = Anfrage-ID
device = Gerät

# Namen der Einzelheiten.
fact-as = Angesehen als
fact-ban = ID der Sperre
fact-changed = Geänderte Rolle
fact-deleted = Gelöschte Rolle
fact-ending = Warum sie endeten
fact-field = Geändertes Feld
fact-format = Format
fact-from = Vorher
fact-impersonation = ID der Ansicht
fact-impersonator = Angesehen von
fact-left-out-before = Davor ausgelassene Ablehnungen
fact-lifted = Sperre aufgehoben
fact-made = Erstellt
fact-method = Art der Anmeldung
fact-path = Seite oder Funktion
fact-permissions = Berechtigungen
fact-remember-me = Angemeldet bleiben
fact-revoked = Widerrufene Einladung
fact-role = Rolle
fact-rows = Gelöschte Ereignisse
fact-session = Sitzungs-ID
fact-sessions = Sitzungen
fact-setting = Einstellung
fact-to = Nachher
fact-until = Bis
fact-up-to = Bis Ereignis
fact-uses = Nutzungen
fact-what = Notiz
fact-whose = Wessen Sitzungen

# Ihre Werte.
yes = Ja
no = Nein
for-good = Unbefristet
ending-deadline = Sie hatten ein Limit erreicht
ending-by-owner = Von der Person selbst abgemeldet
method-password = Passwort
method-sign-up = Registrierung
method-set-up = Einrichtungslink
method-new-password = Neues Passwort
field-display-name = Anzeigename
field-email = E-Mail-Adresse
field-new-device-notices = E-Mails zu neuen Geräten
what-added = Hinzugefügt
what-deleted = Gelöscht
setting-for-everyone = { $setting } (alle)
setting-for-role = { $setting } ({ $role })
whose-this = Nur die gerade verwendete
whose-limits = Alle, die über den geänderten Limits lagen
whose-everyone = Die von allen
whose-session = Eine Sitzung ({ $id })
whose-account = Alle dieses Kontos
