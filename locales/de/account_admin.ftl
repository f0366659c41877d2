# Die Liste der Konten und ihr Link im Menü
title = Konten
loading = Wird geladen …
people = { $count ->
    [one] { $count } Person
   *[other] { $count } Personen
}
people-more = Mehr als { $count } Personen
# Ein Link zur Seite mit den Einladungen
invite = Personen einladen
# Der Name der Links zu anderen Seiten, für Screenreader
pager = Weitere Konten

# Die Suche und die Filter: nach jeder Beschriftung folgen der Standard, wie in „Rolle: alle“, und die anderen Möglichkeiten
search = Suchen
search-hint = Name oder E-Mail beginnt mit …
role = Rolle
any-role = alle
status = Status
any-status = alle außer geschlossene
not-banned = Nicht gesperrt
banned = Gesperrt
closed = Geschlossen
last-active = Zuletzt aktiv
any-time = beliebig
last-hour = In der letzten Stunde
last-day = In den letzten 24 Stunden
last-week = In den letzten 7 Tagen
last-month = In den letzten 30 Tagen
never = Nie
sort = Sortierung
by-username = Benutzername
newest-first = Neueste zuerst
last-active-first = Zuletzt aktive zuerst

# Kein Konto wird aufgelistet
none-title = Keine Konten gefunden
none-follow = Es gibt keine weiteren Konten.
none-begin = Kein Benutzername, kein Anzeigename und keine E-Mail-Adresse beginnt damit. Versuch es mit weniger Buchstaben.
none-match = Zu diesen Filtern passt kein Konto. Versuch es mit weniger Filtern.
unknown-filter = Diese Adresse enthält einen Filter, den es nicht gibt. Lass dir alle Konten anzeigen und wähle die Filter neu.
show-all = Alle Konten anzeigen

# Die Spalten der Tabelle. „Aktionen“ ist für Screenreader.
person = Person
sessions = Sitzungen
actions = Aktionen
# Ein Link, im Menü eines Kontos und, für Screenreader, auf dem Namen
open = Öffnen
open-account = Öffnen: { $name }
# Für Screenreader: das Kontrollkästchen und das Menü eines Kontos
select-account = Auswählen: { $name }
actions-for = Aktionen für { $name }
see-sessions = Sitzungen ansehen
# Eine Aktion, die vorher noch nachfragt
act-follows = { $act } …

# Der Status eines Kontos, neben seiner Rolle
closed-on = Geschlossen am <when/>
banned-until = Gesperrt bis <when/>
banned-no-end = Unbefristet gesperrt

# Die Leiste mit den Aktionen für die ausgewählten Konten, solange keines ausgewählt ist
with-selected = Mit ausgewählten Konten
ban = Sperren
lift-bans = Sperren aufheben
end-sessions = Sitzungen beenden
change-role-to = Rolle ändern: { $role }

# Die Vorschau einer Aktion für mehrere Konten
bulk-title = Mehrere Konten ändern
none-selected = Keine Konten ausgewählt
none-selected-words = Wähle in der Liste 1 bis { $max } Konten und dann eine Aktion aus.
before = Was geschehen wird
after = Was geschehen ist
# Ein Etikett vor dem Grund
not-possible = Nicht möglich
all-impossible = Das ist für keines dieser Konten möglich. Warum, steht in der Tabelle.
# Was mit einem Konto geschehen wird. $count ist die Zahl seiner Sitzungen, die enden werden.
will-ban = { $count ->
    [0] Wird gesperrt. Nirgends angemeldet.
    [one] Wird gesperrt; { $count } Sitzung endet.
   *[other] Wird gesperrt; { $count } Sitzungen enden.
}
will-lift = Die Sperre wird aufgehoben.
will-end = { $count ->
    [0] Nirgends angemeldet.
    [one] { $count } Sitzung endet.
   *[other] { $count } Sitzungen enden.
}
will-change-role = { $count ->
    [0] Rolle ändert sich: { $from } → { $to }.
    [one] Rolle ändert sich: { $from } → { $to }; { $count } Sitzung endet.
   *[other] Rolle ändert sich: { $from } → { $to }; { $count } Sitzungen enden.
}

# Die Formulare unter der Vorschau
ban-effect = Meldet diese Personen überall ab. Ihre Daten bleiben erhalten.
ban-submit = { $count ->
    [one] { $count } Konto sperren
   *[other] { $count } Konten sperren
}
lift-submit = { $count ->
    [one] Sperre von { $count } Konto aufheben
   *[other] Sperren von { $count } Konten aufheben
}
end-submit = { $count ->
    [one] Alle Sitzungen von { $count } Konto beenden
   *[other] Alle Sitzungen von { $count } Konten beenden
}
change-role-submit = { $count ->
    [one] Rolle von { $count } Konto ändern: { $role }
   *[other] Rolle von { $count } Konten ändern: { $role }
}

# Was geschehen ist: insgesamt und für jedes Konto. $refused ist die Zahl der Konten, für die es nicht möglich war.
outcome = { $done ->
    [one] Für { $done } Konto erledigt.
   *[other] Für { $done } Konten erledigt.
}
outcome-mixed = { $done ->
    [0] Es wurde nichts geändert. Warum, steht in der Tabelle.
    [one] Für { $done } Konto erledigt, für { $refused } nicht möglich. Warum, steht in der Tabelle.
   *[other] Für { $done } Konten erledigt, für { $refused } nicht möglich. Warum, steht in der Tabelle.
}
did-ban = Gesperrt.
did-lift = Sperre aufgehoben.
did-end = Sitzungen beendet.
did-change-role = Neue Rolle: { $role }.

# Die Seite eines Kontos: ihre Reiter und der Zustand des Kontos
account = Konto
all-accounts = Alle Konten
overview = Übersicht
live-sessions = { $count ->
    [one] { $count } aktive Sitzung
   *[other] { $count } aktive Sitzungen
}
out-of-reach = Dieses Konto hat Berechtigungen, die du nicht hast. Deshalb kannst du es nicht ändern.
no-notes-for-you = Notizen zu diesem Konto kannst du nicht sehen.
details = Details
email = E-Mail-Adresse
no-email = Keine
limits = Limits
limits-about = Wie lange Sitzungen dauern und wie viele es geben kann.
view-limits = Limits ansehen
glance = Auf einen Blick
signed-up = Registriert

# Was mit einem Konto getan werden kann. Jedes öffnet einen Dialog.
more-actions = Weitere Aktionen
view-as-ask = Als { $name } ansehen …
ban-ask = Sperren …
lift-ask = Sperre aufheben …
change-ban-ask = Sperre ändern …
change-role-ask = Rolle ändern …
close-ask = Konto schließen …
end-all = Alle Sitzungen beenden

# Die Rolle ändern
role-title = Rolle von { $name } ändern
role-effect = Gilt sofort, auch auf bereits geöffneten Seiten.
change-role = Rolle ändern
role-changed = Rolle geändert.
# $role ist die neue Rolle.
role-changed-to = { $name } hat jetzt die Rolle { $role }.

banned-accounts = { $count ->
    [one] { $count } Konto gesperrt.
   *[other] { $count } Konten gesperrt.
}
gave-role = { $count ->
    [one] { $count } Konto hat jetzt die Rolle { $role }.
   *[other] { $count } Konten haben jetzt die Rolle { $role }.
}
undone = { $count ->
    [one] Änderung für { $count } Konto rückgängig gemacht.
   *[other] Änderung für { $count } Konten rückgängig gemacht.
}
undone-in-part = Änderung für { $undone } von { $count } Konten rückgängig gemacht. { $error }
