# Die Seite über die Sicherheit des eigenen Kontos, auch der Link dorthin.
title = Sicherheit
about = Wie du zeigst, dass du es bist. Bevor du hier etwas änderst, fragen wir danach.
owner-only = Änderungen an der Anmeldung

# Der zweite Schritt der Anmeldung.
second-step = Zweiter Schritt
second-step-about = Wird nach dem Passwort verlangt, damit das Passwort allein nicht reicht.
on = An
off = Aus
app = Authenticator-App
app-about = Eine App auf deinem Handy zeigt alle 30 Sekunden einen neuen Code.
added = Eingerichtet: <when/>
added-and-used = Eingerichtet: <when/>, zuletzt benutzt: <used/>
set-up = Einrichten
replace = Ersetzen
turn-off = Ausschalten
turned-off = Authenticator-App entfernt.

# Wiederherstellungscodes.
codes = Wiederherstellungscodes
codes-left = noch { $left } von { $all }
codes-about = Für den Fall, dass du dein Handy oder deinen Sicherheitsschlüssel nicht hast. Jeder gilt einmal. Neue Codes ersetzen die alten.
new-codes = Neue Codes holen
few-codes =
    { $left ->
        [0] Du hast keine Wiederherstellungscodes mehr. Hol dir neue, damit du dich immer anmelden kannst.
        [one] Du hast nur noch { $left } Wiederherstellungscode. Hol dir neue, bevor du keine mehr hast.
       *[other] Du hast nur noch { $left } Wiederherstellungscodes. Hol dir neue, bevor du keine mehr hast.
    }
codes-for = Wiederherstellungscodes für { $name } bei { $app }, { $date }
keep-codes = Bewahre diese Wiederherstellungscodes auf.
keep-codes-words = Sie werden nur jetzt angezeigt. Drucke sie aus oder speichere sie in deinem Passwortmanager. Jeder ersetzt einmal den zweiten Schritt.
copy-codes = Codes kopieren
download-codes = Codes herunterladen

# Eine Authenticator-App einrichten.
set-up-title = Authenticator-App einrichten
set-up-about = Danach brauchst du zum Anmelden dein Passwort und einen Code der App. Deine anderen Geräte werden abgemeldet.
turned-on = Authenticator-App eingeschaltet
turned-on-about = Ab jetzt brauchst du zum Anmelden dein Passwort und einen Code der App. Deine anderen Geräte wurden abgemeldet.
purpose = Um eine Authenticator-App einzurichten
not-begun = Du hast noch nicht angefangen, oder es ist mehr als eine Stunde her. Fang mit „Einrichten“ an.
scan = Scanne den Code
scan-words = Mit einer Authenticator-App wie Aegis, 2FAS, Google Authenticator oder deinem Passwortmanager.
qr = QR-Code für die Authenticator-App
no-camera = Klappt das Scannen nicht? Gib stattdessen diesen Schlüssel in der App ein:
open-app = App auf diesem Gerät öffnen
enter = Gib den Code ein, den die App zeigt
enter-words = So ist sicher, dass die App funktioniert, bevor du sie brauchst.
code = Code
turn-on = Einschalten
cancel = Abbrechen
done = Fertig

not-me = Warst du das nicht?
not-me-words = Wir melden alle Geräte des Kontos <username/> ab, entfernen seine Passkeys, senden dir per E-Mail einen Link für ein neues Passwort und sagen der Verwaltung Bescheid. Bis du es festgelegt hast, ist keine Anmeldung mit Passwort möglich. Eine Authenticator-App, Sicherheitsschlüssel und Wiederherstellungscodes bleiben. Hat jemand anderes sie hinzugefügt, bitte die Verwaltung um ein Ticket. Hat vielleicht jemand deine Wiederherstellungscodes gesehen, hol dir nach der Anmeldung neue.
not-me-submit = Überall abmelden
restore = E-Mail-Adresse wiederherstellen
restore-words = <email/> wird wieder die Adresse des Kontos <username/>. Wir melden alle Geräte ab, entfernen die Passkeys des Kontos, senden dir einen Link für ein neues Passwort und informieren die Verwaltung.
restore-submit = Wiederherstellen und überall abmelden
misuse-done = Lege jetzt ein neues Passwort fest
misuse-done-words = Alle Geräte wurden abgemeldet, und die Verwaltung weiß Bescheid. Das alte Passwort gilt nicht mehr: Lege mit dem Link, den wir dir per E-Mail gesendet haben, ein neues fest.
to-sign-in = Anmelden
# Passkeys
passkeys = Passkeys
passkeys-about = Melde dich statt mit deinem Passwort mit Fingerabdruck, Gesicht oder Displaysperre an. Ein Passkey lässt sich nicht erraten und funktioniert nur auf dieser Website.
passkeys-none = Du hast noch keine Passkeys.
passkeys-not-here = Passkeys und Sicherheitsschlüssel funktionieren hier nicht. Öffne diese Website über HTTPS unter ihrem Domainnamen oder nimm einen aktuellen Browser.
passkeys-script = Um einen Passkey hinzuzufügen, ist JavaScript nötig. Es ist ausgeschaltet oder wird noch geladen.
add-passkey = Passkey hinzufügen
passkey-added = Passkey hinzugefügt.
rename = Umbenennen
rename-passkey = { $passkey } umbenennen
passkey-name = Name
passkey-renamed = Umbenannt.
save = Speichern
remove = Entfernen
remove-passkey = { $passkey } entfernen
remove-passkey-words = Du kannst dich danach nicht mehr damit anmelden, und deine anderen Geräte werden abgemeldet.
remove-passkey-submit = Passkey entfernen
passkey-removed = Passkey entfernt. Deine anderen Geräte wurden abgemeldet.

# Sicherheitsschlüssel
security-keys = Sicherheitsschlüssel
security-keys-about = Ein kleines Gerät, das du nach der Eingabe des Passworts einsteckst oder ans Handy hältst. Du brauchst dafür keine App, und gefälschte Websites können es nicht missbrauchen.
keys-none = Du hast noch keine Sicherheitsschlüssel.
keys-script = Um einen Sicherheitsschlüssel hinzuzufügen, ist JavaScript nötig. Es ist ausgeschaltet oder wird noch geladen.
add-key = Sicherheitsschlüssel hinzufügen
key-added = Sicherheitsschlüssel hinzugefügt.
remove-key-words = Bei der Anmeldung wird nicht mehr danach gefragt, und deine anderen Geräte werden abgemeldet.
remove-key-submit = Sicherheitsschlüssel entfernen
key-removed = Sicherheitsschlüssel entfernt. Deine anderen Geräte wurden abgemeldet.

# Über jeder Seite, solange das Entfernen des zweiten Schritts ansteht
removal = Der zweite Schritt der Anmeldung wird entfernt: <when/>
removal-words = Jemand, der dein Passwort kennt, hat angegeben, dass dein zweiter Schritt verloren ist. Wenn du das nicht warst, behalte den zweiten Schritt und ändere dein Passwort.
removal-cancel = Zweiten Schritt behalten
removal-cancelled = Der zweite Schritt bleibt. Wenn du nicht darum gebeten hast, ihn zu entfernen, ändere dein Passwort.

# Über jeder Seite, solange ein zweiter Schritt verlangt wird, aber noch Zeit hat
due-from = Ab <day/> brauchst du zum Anmelden einen zweiten Schritt
due-next = Bei der nächsten Anmeldung musst du einen zweiten Schritt einrichten
due-words = Richte ihn jetzt mit einer Authenticator-App oder einem Sicherheitsschlüssel ein, damit er dich später nicht aufhält.

# Auf einer neuen Installation, deren Owner den zweiten Schritt einmal aufschieben kann
postpone-title = Kein Handy oder Sicherheitsschlüssel zur Hand?
postpone-words = Einmal kannst du ohne zweiten Schritt weitermachen. Bis du ihn einrichtest, erinnert dich jede Seite daran, und die nächste Anmeldung verlangt ihn.
postpone = Später einrichten
# Die E-Mails zum eigenen Konto.
notices = E-Mails
notices-about = Wir schreiben dir immer, wenn sich dein Passwort, dein zweiter Schritt, deine Passkeys, deine E-Mail-Adresse oder deine Rolle ändern, wenn dein Konto gesperrt oder von der Verwaltung angesehen wird und wenn anscheinend jemand versucht, dein Passwort oder einen Code zu erraten.
notices-verify = Damit du E-Mails bekommst, bestätige zuerst deine Adresse unter <link>Konto</link>.
new-devices = Anmeldungen auf neuen Geräten
new-devices-about = Wenn sich jemand in einem Browser anmeldet, in dem dein Konto noch nicht benutzt wurde. Diese E-Mail lässt sich ausschalten.
turn-off-notice = Ausschalten
turn-on-notice = Einschalten
notices-saved = Gespeichert.
