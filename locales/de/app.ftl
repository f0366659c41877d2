skip-to-content = Zum Inhalt springen

home = Start
sign-in = Anmelden
sign-up = Registrieren
sign-out = Abmelden
account = Konto
your-account = Dein Konto
menu = Menü
signed-in-for = <hidden>angemeldet für weitere</hidden> <time/>
main-menu = Hauptmenü

times-in = Zeitzone: { $zone }
change-zone = Zeitzone ändern

language-changed = Sprache auf { $name } geändert.

close-news = Schließen

not-found-title = Seite nicht gefunden
not-found = Prüf die Adresse. Vielleicht wurde die Seite auch entfernt.
forbidden-title = Du hast keinen Zugriff auf diese Seite
forbidden = Wenn du ihn brauchst, frag die Verwaltung.

loading = Wird geladen …
not-loaded-advice = Prüf deine Verbindung und versuch es noch einmal.
try-again = Noch einmal versuchen

locked-label = Seite gesperrt
locked-title = Abgemeldet
locked = Du wurdest abgemeldet
locked-what-now = Melde dich an und mach dort weiter, wo du warst; deine Eingaben sind noch da. Meldet sich jemand anderes an, sind sie nicht zu sehen.

guest-title = Sieh, wer angemeldet ist. Ändere Rechte im laufenden Betrieb.
guest-lead = { $app } gibt deiner Anwendung Konten und Sitzungen. Du kannst Sitzungen auf jedem Gerät beenden, und Seiten passen sich sofort an, wenn sich Rechte ändern.
create-account = Konto erstellen
guest-pass-label = Gast
guest-pass-name = Nicht angemeldet
you-can = Du kannst
you-can-sign-up = dich registrieren oder anmelden
you-can-sign-in = dich anmelden
you-cannot = Du kannst nicht
you-cannot-see = Kontoseiten sehen
no-session = Keine Sitzung auf diesem Gerät
who = Wer du bist
who-words = Passwörter, die schwer zu erraten sind, und eine Liste aller Geräte, auf denen du angemeldet bist.
where-to = Wohin du darfst
where-to-words = Ein einziges Regelwerk auf dem Server entscheidet und bestimmt auch, welche Menüs du siehst.
until-when = Bis wann
until-when-words = Sitzungen enden, wenn du gehst, wenn die Zeit um ist oder wenn jemand den Pass einzieht.

hello = Hallo <name/>
home-words = Dein Pass, was zuletzt passiert ist und was noch zu tun ist.
live = Live
lately = Zuletzt
all-activity = Alle Aktivitäten
safety = So bleibt dein Konto sicher
steps-done = { $done } von { $all } erledigt
step-done = , erledigt
strong-password = Starkes Passwort
email-there = E-Mail-Adresse hinterlegt
add-email = E-Mail-Adresse hinterlegen
verify-email = E-Mail-Adresse bestätigen
email-verified = E-Mail-Adresse bestätigt
add-second-step = Zweiten Schritt oder Passkey einrichten
second-step-there = Zweiter Schritt oder Passkey eingerichtet
only-device = Nur auf diesem Gerät angemeldet
check-devices = { $count ->
    [one] Dein anderes Gerät prüfen
   *[other] Deine { $count } anderen Geräte prüfen
}
pass-label = Pass
signed-in = Angemeldet
session-ends = Sitzung endet spätestens
remember-me = Angemeldet bleiben
remember-me-on = auf diesem Gerät
until-idle = bis du wegen Inaktivität abgemeldet wirst

set-up-title = Zuerst noch etwas
set-up-words = Deine Rolle verlangt einen zweiten Schritt beim Anmelden. Richte eine Authenticator-App auf deinem Handy oder einen Sicherheitsschlüssel ein; das dauert eine Minute.
set-up-next = Einrichten
