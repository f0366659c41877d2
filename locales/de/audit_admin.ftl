title = Audit-Protokoll

# Der Filter.
loading = Wird geladen …
act = Aktion
outcome = Ergebnis
account = Person (handelnd oder betroffen)
account-hint = Ein Benutzername
since = Von (UTC)
until = Bis (UTC)
address = IP-Adresse
search = Suchen

# Ein Filter, mit dem nicht gesucht werden kann; jedes Problem steht darunter.
misread = Prüfe deine Suche
misread-field = { $field }: { $problem }
since-field = Von
until-field = Bis

# Keine Ereignisse.
none = Keine Ereignisse gefunden
none-yet = Hier erscheinen Ereignisse, sobald sich jemand anmeldet oder etwas ändert.
none-older = Es gibt keine älteren Ereignisse.
none-match = Keine Ereignisse passen zu deiner Suche. Ändere oder entferne einen Filter.
show-newest = Neueste Ereignisse anzeigen

# Die Liste.
when = Zeit
what = Was passiert ist
done = Erledigt
refused = Abgelehnt
pager = Weitere Ereignisse
older = Ältere
newest = Neueste

# Dateien mit allen Ergebnissen.
export = Ergebnisse exportieren: <csv>CSV</csv> · <jsonl>JSON Lines</jsonl>
export-confirm = <link>Gib dein Passwort ein</link>, um diese Ergebnisse zu exportieren.

# Einzelheiten eines Ereignisses.
number = Ereignisnummer
reason = Grund
request = Anfrage-ID
device = Gerät
