# Warnungen oben in der Übersicht der Verwaltung. $cause kommt vom System, auf Englisch.
database-unwritable = In die Datenbank kann nicht geschrieben werden: { $cause }.
clock-ahead = { $days ->
    [one] Die Uhr des Servers ist der letzten Bereinigung { $days } Tag voraus, deshalb werden alte Einträge nicht gelöscht. Geht die Uhr richtig, führe „hallpass clock confirm“ aus oder warte, bis der Server drei Tage gelaufen ist. Andernfalls stelle die Uhr richtig.
   *[other] Die Uhr des Servers ist der letzten Bereinigung { $days } Tage voraus, deshalb werden alte Einträge nicht gelöscht. Geht die Uhr richtig, führe „hallpass clock confirm“ aus oder warte, bis der Server drei Tage gelaufen ist. Andernfalls stelle die Uhr richtig.
}
clock-behind = { $days ->
    [one] Die Uhr des Servers liegt { $days } Tag hinter der letzten Bereinigung, deshalb werden alte Einträge zu spät gelöscht. Geht die Uhr richtig, führe „hallpass clock confirm“ aus oder warte, bis der Server drei Tage gelaufen ist. Andernfalls stelle die Uhr richtig.
   *[other] Die Uhr des Servers liegt { $days } Tage hinter der letzten Bereinigung, deshalb werden alte Einträge zu spät gelöscht. Geht die Uhr richtig, führe „hallpass clock confirm“ aus oder warte, bis der Server drei Tage gelaufen ist. Andernfalls stelle die Uhr richtig.
}
log-lines-lost = { $lines ->
    [one] { $lines } Protokollzeile ging verloren: { $cause }.
   *[other] { $lines } Protokollzeilen gingen verloren: { $cause }.
}
certificate-not-valid-yet = Das TLS-Zertifikat gilt erst ab { $time }. Installiere eines, das jetzt gültig ist.
certificate-expired = Das TLS-Zertifikat ist am { $time } abgelaufen. Erneuere es jetzt.
certificate-expires = Das TLS-Zertifikat läuft am { $time } ab. Erneuere es vorher.
certificate-not-loaded = Das neue TLS-Zertifikat ist nicht verwendbar, deshalb bleibt das alte in Gebrauch: { $cause }.
job-stuck = Beendete Sitzungen können nicht aufgezeichnet werden; neuer Versuch läuft: { $cause }.
mail-not-sent = E-Mail wurde nicht gesendet: { $cause }.
