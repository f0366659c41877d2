# Links in den Menüs, und die Überschrift der Seite.
admin = Verwaltung
title = Übersicht
loading = Wird geladen …

# Neben der Überschrift, solange sich die Seite selbst aktualisiert.
live = Live
# Wann die Zahlen ermittelt wurden.
updated = Stand: <when/> · <refresh>Aktualisieren</refresh>
updated-cached = Stand: <when/> · alle 30 Sekunden neu · <refresh>Aktualisieren</refresh>

# Die Zahlen. Die Zahl steht vor oder über den Wörtern.
people = { $count ->
    [one] Person angemeldet
   *[other] Personen angemeldet
}
sessions = { $count ->
    [one] aktive Sitzung
   *[other] aktive Sitzungen
}
accounts = { $count ->
    [one] Konto
   *[other] Konten
}
banned = { $count ->
    [one] gesperrtes Konto
   *[other] gesperrte Konten
}
appeals = { $count ->
    [one] offener Einspruch
   *[other] offene Einsprüche
}
invitations = { $count ->
    [one] aktive Einladung
   *[other] aktive Einladungen
}

# Das Diagramm der Anmeldungen. $range ist hour, day oder ein anderes Wort für einen Monat.
sign-ins = Anmeldungen
ranges = Zeitraum
range = { $range ->
    [hour] 60 Minuten
    [day] 24 Stunden
   *[other] 30 Tage
}
chart = { $range ->
    [hour] Anmeldungen in den letzten 60 Minuten
    [day] Anmeldungen in den letzten 24 Stunden
   *[other] Anmeldungen in den letzten 30 Tagen
}
chart-empty = { $range ->
    [hour] Keine Anmeldungen in den letzten 60 Minuten, auch keine abgelehnten.
    [day] Keine Anmeldungen in den letzten 24 Stunden, auch keine abgelehnten.
   *[other] Keine Anmeldungen in den letzten 30 Tagen, auch keine abgelehnten.
}
# Die zwei Arten von Balken.
signed-in = Angemeldet
refused = Abgelehnt
# Der Kopf der Spalte mit dem Beginn der Balken, in der Tabelle des Diagramms.
unit = { $range ->
    [hour] 5 Minuten ab
    [day] Stunde ab
   *[other] Tag (UTC)
}
# Das Ende der Achse.
now = jetzt
chart-note = { $range ->
    [month] Jeder Balken ist ein Tag in UTC. Der letzte Balken wächst noch.
   *[other] Der letzte Balken wächst noch.
}

# Die neuesten Ereignisse des Audit-Protokolls.
events = Gerade passiert
events-none = Noch keine Ereignisse. Anmeldungen und Änderungen erscheinen hier.
view-audit = Audit-Protokoll ansehen

# Was auf die Person wartet.
needs-you = Wartet auf dich
needs-nothing = Nichts wartet auf dich.
appeals-waiting = { $count ->
    [one] { $count } Einspruch zu beantworten
   *[other] { $count } Einsprüche zu beantworten
}
appeals-about = Die ältesten zuerst
warnings-shown = { $count ->
    [one] { $count } Warnung des Servers
   *[other] { $count } Warnungen des Servers
}
warnings-where = Oben auf dieser Seite

# Der Zustand des Servers.
all-well = Alles in Ordnung
not-well = Handlungsbedarf
system = System
# Der Name des Abschnitts mit den Warnungen.
warnings = Warnungen
version = Version
database = Datenbank
database-healthy = { $engine }, in Ordnung
database-failing = { $engine }, funktioniert nicht richtig. Sieh im Protokoll des Servers nach.
schema = Datenbankschema
schema-current = Aktuell
schema-other = Passt nicht zu dieser Version. Führe „hallpass migrate“ aus.
started = Gestartet
open-tabs = Offene Tabs an diesem Server
last-cleanup = Letzte Bereinigung
no-cleanup = Seit dem Start des Servers noch nicht
latest-event = Letztes Audit-Ereignis
event-number = Nr. { $number }
no-event = Noch keines

# Eine Warnung, und seit wann, etwa „vor 5 Min.“; deshalb ohne Punkt. $warning ist mindestens ein ganzer Satz.
warning = { $warning } Zuerst bemerkt: <when/>
# Neben dem Link „Übersicht“; die Wörter sagen nur Screenreader.
warnings-badge = { $count ->
    [one] { $count } <words>Warnung</words>
   *[other] { $count } <words>Warnungen</words>
}
