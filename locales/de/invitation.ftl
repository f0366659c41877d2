# Die Seite mit den Einladungen
title = Einladungen
sign-up-open = Alle können sich registrieren; niemand braucht eine Einladung.
sign-up-by-invitation = Zum Registrieren ist eine Einladung nötig. Erstelle einen Link und verschicke ihn.
sign-up-closed = Die Registrierung ist geschlossen. Einladungen gelten erst wieder, wenn die Richtlinie Registrierungen zulässt.
create-title = Einladung erstellen
uses-label = Höchstzahl der Registrierungen
uses-about = Wie viele Konten mit dem Link erstellt werden können.
lifetime-label = Gültig für
lifetime-about = Nach dieser Zeit funktioniert der Link nicht mehr.
# Die Beschreibung einer Einstellung, dann ihr kleinster und ihr größter Wert
range-hint = { $about } Erlaubt: { $least } bis { $most }.
note-label = Notiz (freiwillig)
note-hint = Zum Beispiel, für wen der Link ist. Nur wer einladen darf, sieht sie.
create = Link erstellen
created = Kopiere diesen Link jetzt; er wird nur einmal angezeigt. Er gilt für { $count ->
    [one] { $count } Registrierung
   *[other] { $count } Registrierungen
} bis <when/>.

# Die Liste der Links
links = Links
order = Aktive zuerst, die neuesten oben.
none-title = Keine Einladungen
none = Links, die du erstellst, erscheinen hier.
no-more = Es gibt keine weiteren Einladungen.
pages = Seiten mit Einladungen
no-note = Ohne Notiz
left = { $max ->
    [one] Noch { $left } von { $max } Registrierung möglich.
   *[other] Noch { $left } von { $max } Registrierungen möglich.
}
# Die Spalten der Tabelle. „Aktionen“ ist für Screenreader.
note = Notiz
status = Status
expires = Läuft ab
created-when = Erstellt
actions = Aktionen
# Etwa „vor 5 Min. von Olga“. $name steht im Dativ.
created-by = <when/> von { $name }
by-operator = der Serverbetreuung
by-gone = jemand mit geschlossenem Konto
# Die Notiz sagt, um welchen Link es geht; das sagen nur Screenreader.
revoke-ask = Widerrufen … <note/>
revoke = Widerrufen <note/>
revoke-effect = Mit diesem Link kann sich dann niemand mehr registrieren. Damit erstellte Konten bleiben.
revoked-one = Einladung widerrufen.
active = Aktiv
used-up = Aufgebraucht
expired = Abgelaufen
revoked = Widerrufen
