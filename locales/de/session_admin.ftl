# Die Seite mit allen Sitzungen.
title = Sitzungen
about = Wenn du eine Sitzung beendest, werden ihre offenen Tabs sofort gesperrt.
loading = Wird geladen …
# Unter der Zahl. $people sind die Personen mit einer Rolle, im Dativ, etwa „Mitgliedern“.
sessions-of = { $count ->
    [one] Sitzung von { $people }
   *[other] Sitzungen von { $people }
}

# Der Filter. „Handy“ und „Computer“ können so eingegeben werden, wie sie hier stehen, und auf Englisch.
username = Benutzername
username-hint = Benutzername beginnt mit …
# Der Standard der Filter nach dem ersten, wie in „Rolle: beliebig“.
any = beliebig
role = Rolle
address = IP-Adresse
address-hint = 192.0.2.1 oder 192.0.2.
device = Gerät
device-hint = { $phone }, { $computer }, Firefox
phone = Handy
computer = Computer

# Die Liste der Sitzungen.
signed-in-now = Gerade angemeldet
person = Person
signed-in = Angemeldet
last-active = Zuletzt aktiv
actions = Aktionen
this-device = Dieses Gerät
nothing-found = Nichts gefunden
none-so-far = Bisher keine Treffer. Auf der nächsten Seite geht die Suche weiter.
no-more = Es gibt keine weiteren Sitzungen.
no-match = Zu diesen Filtern passt keine Sitzung. Versuch es mit weniger Filtern.
show-all = Alle Sitzungen anzeigen
pages = Seiten mit Sitzungen

# Eine Sitzung, von Screenreadern vorgelesen.
whose = { $device } von { $username }
# Ein Kontrollkästchen, für Screenreader. $session ist die vorige Meldung.
select = Auswählen: { $session }
# Eine Schaltfläche; welche Sitzung, sagen nur Screenreader.
end-one = Beenden <session/>

# Eine Sitzung beenden, und ausgewählte: die Leiste sagt „with-selected“, solange keine ausgewählt ist.
ended-one = Sitzung beendet.
with-selected = Mit ausgewählten Sitzungen
end-selected = Ausgewählte Sitzungen beenden
ended-selected = Ausgewählte Sitzungen beendet.
select-some = Wähle oben 1 bis { $max } Sitzungen aus.
out-of-reach = { $count ->
    [one] { $count } Sitzung wurde nicht beendet, weil die Person mehr Berechtigungen hat als du.
   *[other] { $count } Sitzungen wurden nicht beendet, weil die Personen mehr Berechtigungen haben als du.
}
# Eine Anzahl von Sitzungen, wie in „zwischen 1 und 50 Sitzungen“.
sessions = { $count ->
    [one] { $count } Sitzung
   *[other] { $count } Sitzungen
}

# Das Formular, das alle Sitzungen einer Rolle oder die von allen beendet. Die Beschriftung end-for und die Auswahl
# ergeben zusammen „Sitzungen von allen Mitgliedern“. $people sind die Personen mit einer Rolle, im Dativ.
end = Sitzungen beenden
end-effect = Alle Betroffenen müssen sich neu anmelden; Entwürfe auf offenen Seiten bleiben erhalten. Um die Sitzungen einer einzelnen Person zu beenden, öffne ihr Konto.
end-for = Sitzungen von
end-all-of = allen { $people }
end-everyone = allen
keep-own = Außer meiner aktuellen Sitzung
ended = Sitzungen beendet. Alle Betroffenen wurden abgemeldet.

# Die Sitzungen auf der Seite eines Kontos. „Endet“ ist, wann eine Sitzung von selbst endet. Das
# Gerät lesen nur Screenreader vor.
ends = Endet
end-locks = Wenn du eine Sitzung beendest, werden ihre offenen Tabs sofort gesperrt.
not-signed-in = Nirgends angemeldet.
end-session = Sitzung beenden <device/>
end-all = Alle Sitzungen beenden
ended-all = Sitzungen beendet.

# Der Verlauf auf der Seite eines Kontos.
history = Verlauf
view-audit = Im Audit-Protokoll ansehen
history-none = Noch keine Anmeldungen, oder sie sind nicht mehr gespeichert.
history-end = Davor gibt es nichts, oder es ist nicht mehr gespeichert.
history-pages = Seiten des Verlaufs
newest = Neueste
older = Ältere
# Die neuesten Ereignisse des Verlaufs, in der Übersicht.
lately = Zuletzt
whole-history = Gesamter Verlauf
