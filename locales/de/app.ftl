skip-to-content = Zum Inhalt springen

home = Start
sign-in = Anmelden
sign-up = Registrieren
sign-out = Abmelden
account = Konto
menu = Menü
signed-in-for = <hidden>angemeldet für weitere</hidden> <time/>
main-menu = Hauptmenü

times-in = Zeiten sind in { $zone }.
change-zone = Zeitzone ändern

close-news = Schließen

not-found-title = Seite nicht gefunden
not-found = Prüfe die Adresse. Vielleicht wurde die Seite auch entfernt.
forbidden-title = Du hast keinen Zugriff auf diese Seite
forbidden = Wenn du ihn brauchst, frag die Administration.

locked-label = Gesperrt
locked-title = Abgemeldet
locked = Du wurdest abgemeldet
locked-what-now = Melde dich an und mach dort weiter, wo du warst; deine Eingaben sind noch da. Meldet sich jemand anderes an, sind sie nicht zu sehen.

guest-title = Sieh, wer angemeldet ist. Ändere Rechte im laufenden Betrieb.
guest-lead = { $app } gibt deiner Anwendung Konten, Sitzungen, die du jederzeit auf allen Geräten beenden kannst, und Seiten, die sich sofort anpassen, wenn sich Rechte ändern.
create-account = Konto erstellen
guest-pass-label = Gast
guest-pass-name = Nicht angemeldet
you-can = Du kannst
you-can-sign-up = dich registrieren oder anmelden
you-can-sign-in = dich anmelden
you-cannot = Du kannst nicht
you-cannot-see = Kontoseiten sehen
nothing-stored = Auf diesem Gerät ist nichts gespeichert

hello = Hallo <name/>
open-console = <link>Verwaltung öffnen</link>
pass-label = Pass
username = Benutzername
role = Rolle
signed-in = Angemeldet
session-ends = Sitzung endet spätestens
remember-me = Angemeldet bleiben
remember-me-on = ein, auf diesem Gerät
remember-me-off = aus
until-idle = bis du wegen Inaktivität abgemeldet wirst
