title = Richtlinie
intro = Änderungen gelten sofort für alle Sitzungen. Hat eine Rolle einen eigenen Wert, gilt der strengere.
loading = Wird geladen …
# Der Name der Reiter, für Screenreader.
tabs = Rolle wählen
# Ein Reiter. $scope ist der Name einer Rolle oder „everyone“.
scope-title = { $scope ->
    [everyone] Alle
    [member] Mitglieder
    [moderator] Moderation
    [administrator] Administration
   *[other] { $scope }
}
changed-elsewhere = Die Richtlinie wurde an anderer Stelle geändert. Deine Eingaben sind noch da.

# Das Formular.
scope-heading = { $scope ->
    [everyone] Für alle
    [member] Für Mitglieder
    [moderator] Für die Moderation
    [administrator] Für die Administration
   *[other] Für die Rolle { $scope }
}
save = Speichern
preview = Vorschau
discard = Verwerfen
# The question before leaving the page
leave-unsaved = Diese Seite verlassen? Deine nicht gespeicherten Änderungen gehen verloren.
unsaved = { $count ->
    [0] Keine ungespeicherten Änderungen
    [one] { $count } ungespeicherte Änderung
   *[other] { $count } ungespeicherte Änderungen
}

# Die Gruppen der Einstellungen.
group-sessions = Sitzungen
group-sessions-about = Wie lange eine Sitzung dauert und wie viele eine Person haben kann.
group-sign-in = Anmeldung
group-sign-in-about = Was ein Passwort erfüllen muss und wann beim Anmelden ein zweiter Schritt oder ein Code per E-Mail nötig ist.
group-sign-up = Registrierung
group-sign-up-about = Wie man ein Konto bekommt und wieder Zugang dazu.
group-records = Aufzeichnungen
group-records-about = Wie lange vergangene Aktivität gespeichert bleibt.
group-feature-about = Einstellungen dieses Teils der Anwendung.

# Eine Einstellung. Die Einheiten folgen auf eine Zahl, in einem Auswahlfeld.
unit-of = Einheit: { $setting }
unit-seconds = Sekunden
unit-minutes = Minuten
unit-hours = Stunden
unit-days = Tage
# Etiketten eines Werts, der vom Standard oder vom Wert für alle abweicht.
default-is = Standard: { $value }
everyone-is = Alle: { $value }
# Setzt das Feld zurück; ein Screenreader sagt, welches. Beide beginnen gleich.
reset = Zurücksetzen
reset-setting = Zurücksetzen: { $setting }
was = Nicht gespeichert, vorher { $value }
# Die erlaubten Werte einer Einstellung, nach ihrer Beschreibung.
range = { $least } bis { $most }.
# Ebenso, wenn auch 0 erlaubt ist.
range-or-never = { $least } bis { $most } oder 0 (nie).
default-value = Standard: { $value }.
in-effect = Standard: { $default }. Aktuell gültig: { $value }.
in-effect-for-role = Leer lassen, um den Wert für alle zu verwenden ({ $everyone }). Aktuell gültig: { $value }.
in-effect-for-role-choice = Wert für alle: { $everyone }. Aktuell gültig: { $value }.
# Anstelle eines Werts, für eine Rolle ohne eigenen Wert.
same-as-everyone = Wie für alle
# Anstelle eines Werts, für alle.
default = Standard
# Ein geänderter Wert. $scope ist die Bezeichnung einer Rolle oder „everyone“.
changed-value = { $scope ->
    [everyone] { $setting } (alle): { $before } → { $after }
   *[other] { $setting } ({ $scope }): { $before } → { $after }
}

# Die Vorschau einer Änderung.
if-you-save = Wenn du speicherst:
nothing-would-change = Es ändert sich nichts: Diese Werte sind schon gesetzt.
ends = { $count ->
    [0] Keine Sitzung endet.
    [one] { $count } Sitzung endet sofort.
   *[other] { $count } Sitzungen enden sofort.
}
ends-more = Mehr als { $count } Sitzungen enden sofort.
stricter-applies = Die Änderung wirkt sich nicht aus: Ein strengerer Wert gilt weiter.
# $change ist ein geänderter Wert, etwa „Inaktivitätslimit (member): 30 Minuten → 20 Minuten“.
effect = { $change }.
remembered-limits-follow = Solange „Angemeldet bleiben“ nicht erlaubt ist, gelten dort die üblichen Limits. Deshalb ändern sich diese Werte mit.
over-limit = { $count ->
    [one] { $count } Konto hätte mehr Sitzungen als erlaubt. Beim nächsten Anmelden wählt die Person, welche enden.
   *[other] { $count } Konten hätten mehr Sitzungen als erlaubt. Beim nächsten Anmelden wählt jede Person, welche enden.
}
over-limit-more = Mehr als { $count } Konten hätten mehr Sitzungen als erlaubt. Beim nächsten Anmelden wählt jede Person, welche enden.
warning = Inaktivitätswarnung ({ $role }): { $before } → { $after }.
fix-first = Korrigiere zuerst:
# Die Beschriftung eines Felds und was daran nicht stimmt.
problem = { $label }: { $problem }
# Die Beschriftung für einen Fehler bei der gewählten Rolle.
scope = Rolle

# Das Ergebnis einer Änderung.
nothing-changed = Es wurde nichts geändert: Diese Werte waren schon gesetzt.
saved = { $changed ->
    [one] { $changed } Einstellung geändert.
   *[other] { $changed } Einstellungen geändert.
}
ended = { $count ->
    [0] Keine Sitzung wurde beendet.
    [one] { $count } Sitzung wurde beendet.
   *[other] { $count } Sitzungen wurden beendet.
}
ending = Sitzungen über den neuen Limits sind beendet; sie werden noch gezählt.
# Eine Schaltfläche; ein Screenreader sagt, was sie rückgängig macht. Beide beginnen gleich.
undo = Rückgängig machen
undo-change = Rückgängig machen: { $change }
undo-saved = Rückgängig machen, was du gerade gespeichert hast

# Letzte Änderungen. Jede nennt ihre Werte, wer sie vorgenommen hat und wann.
recent = Letzte Änderungen
none-yet = Noch keine Änderungen. Wenn jemand die Richtlinie ändert, kannst du das hier nachlesen und rückgängig machen.
sessions-stay-ended = Beendete Sitzungen kommen nicht zurück, wenn du eine Änderung rückgängig machst.
# Danach folgt, wie viele Sitzungen beendet wurden.
change-by = Von: { $by }.
undo-by = Von: { $by } (rückgängig gemacht).
# Anstelle eines Namens.
command-line = Serverbetreuung
closed-account = jemand mit geschlossenem Konto

# Einstellungen in der Konfiguration des Servers.
server-settings = Servereinstellungen (schreibgeschützt)
server-settings-about = In der Konfiguration des Servers festgelegt und beim Start geladen.
attempts-per-account = Passwortversuche für ein Konto. Bei 10/60s sind 10 sofort erlaubt, danach alle 60 Sekunden einer. Jede Adresse, von der sich das Konto schon angemeldet hat, hat ein eigenes Limit.
attempts-per-address = Passwortversuche, Registrierungen und Aufrufe von Links von einer Adresse (IPv6: einem /64).
ratings-per-address = Prüfungen der Passwortstärke von einer Adresse (IPv6: einem /64).
tabs-per-account = Offene Tabs eines Kontos, die sich sofort aktualisieren. Weitere Tabs funktionieren, aktualisieren sich aber erst bei der nächsten Anfrage.
tabs-per-address = Offene Tabs von einer Adresse (IPv6: einem /64), die sich sofort aktualisieren.
argon-memory = Speicher je Passwort-Hash, in KiB. Bestehende Hashes werden beim nächsten Anmelden erneuert.
argon-iterations = Durchläufe je Passwort-Hash.
argon-parallelism = Parallele Spuren je Passwort-Hash.
hash-workers = Gleichzeitig berechnete Passwort-Hashes; 0 heißt: einer je Prozessor. Jeder braucht den Speicher eines Hashes.
