# Links in den Menüs und die Überschriften ihrer Seiten.
account = Konto
sessions = Sitzungen
activity = Aktivität

# Wörter mehrerer Formulare.
username = Benutzername
password = Passwort
new-password = Neues Passwort
current-password = Aktuelles Passwort
sign-in = Anmelden
welcome-back = Willkommen zurück
sign-in-words = Melde dich an und hol dir deinen Pass.
sign-up = Registrieren
sign-out = Abmelden
loading = Wird geladen …
save = Speichern
cancel = Abbrechen

# Anmelden. „Angemeldet bleiben“ ist ein Kontrollkästchen.
sign-in-about = Melde dich bei { $app } an, um dein Konto und die Geräte zu sehen, auf denen du angemeldet bist.
keep-signed-in = Angemeldet bleiben
forgot = Passwort vergessen?
forgot-words = Frag die Verwaltung nach einem Link, mit dem du ein neues festlegen kannst.
no-account = Neu hier? <link>Konto erstellen</link>

# Erscheint, wenn ein Konto die Höchstzahl seiner Sitzungen erreicht hat. Zur Wahl stehen Geräte.
choose-device = Du kannst dich auf keinem weiteren Gerät anmelden. Wähle ein Gerät, das abgemeldet werden soll.
signed-in-at = Angemeldet: <when/>
choose-some = Aufgeführt sind nur die Geräte, die am längsten inaktiv sind.
choose-surplus = { $count ->
    [one] Die Höchstzahl wurde gesenkt. Das Gerät, das am längsten inaktiv ist, wird deshalb auch abgemeldet.
   *[other] Die Höchstzahl wurde gesenkt. Die { $count } Geräte, die am längsten inaktiv sind, werden deshalb auch abgemeldet.
}

# Registrieren.
username-hint = { $shortest } bis { $longest } Zeichen: Buchstaben, Ziffern und . _ - (Großschreibung bleibt erhalten).
email = E-Mail-Adresse (freiwillig)
email-hint = Nur du und die Verwaltung können sie sehen.
sign-up-words = Es dauert nur eine Minute. Eine E-Mail-Adresse brauchst du nicht.
sign-up-not-now = Registrieren ist hier nicht möglich
create-your-account = Erstelle dein Konto
create-account = Konto erstellen
have-account = Du hast schon ein Konto? <link>Anmelden</link>

# Einrichten des Servers: Das erste Konto gehört der Person, die ihn betreibt.
set-up = Einrichten
set-up-app = { $app } einrichten
set-up-words = Erstelle das erste Konto. Es hat alle Berechtigungen und kann sie auch anderen geben.
create-owner = Erstes Konto erstellen

# Ein neues Passwort, mit einem Link festgelegt.
reset-for = Neues Passwort für { $username }
reset-words = Du wirst damit auf allen Geräten abgemeldet.
reset-submit = Neues Passwort festlegen
reset-done = Passwort geändert
reset-done-words = Dein neues Passwort gilt ab sofort. Du wurdest auf allen Geräten abgemeldet.

# Passwort ändern. own-password, own-form und own-sessions ergänzen einen Satz wie „In der Ansicht als andere Person
# nicht verfügbar: …“.
own-password = das Passwort
change-password = Passwort ändern
change-password-words = Wenn du dein Passwort änderst, wirst du überall sonst abgemeldet.
password-changed = Passwort geändert. Du wurdest überall sonst abgemeldet.
set-password = Passwort festlegen
set-password-words = Dein Konto hat kein Passwort: Du meldest dich mit einem Passkey an. Wenn du eins festlegst, wirst du überall sonst abgemeldet.
without-password = Nur Passkeys
without-password-words = Mit zwei Passkeys, oder mit einem Passkey, Wiederherstellungscodes und einer bestätigten E-Mail-Adresse, kannst du dein Passwort entfernen. Dann kann es niemand erraten oder stehlen. Du wirst überall sonst abgemeldet und kannst hier jederzeit ein neues Passwort festlegen.
remove-password = Passwort entfernen
password-removed = Passwort entfernt. Du wurdest überall sonst abgemeldet.

# Vor einer wichtigen Änderung wird noch einmal nach dem Passwort gefragt. purpose ist ein
# Satzanfang wie end-purpose.
confirm = Bestätige, dass du es bist
confirm-words = Gib dein Passwort ein, dann wird deine Änderung ausgeführt. Wir fragen, wenn die letzte Eingabe länger als { $minutes } Minuten her ist.
confirm-words-code = Gib einen Code deiner Authenticator-App ein, dann wird deine Änderung ausgeführt. Wir fragen, wenn die letzte Eingabe länger als { $minutes } Minuten her ist.
confirm-page-words = Gib dein Passwort ein und wiederhole dann, was du gerade tun wolltest. Wir fragen, wenn die letzte Eingabe länger als { $minutes } Minuten her ist.
confirm-page-words-code = Gib einen Code deiner Authenticator-App ein und wiederhole dann, was du gerade tun wolltest. Wir fragen, wenn die letzte Eingabe länger als { $minutes } Minuten her ist.
confirm-submit = Weiter
password-needed = { $purpose }, gib dein Passwort ein. Wir fragen, wenn die letzte Eingabe länger als { $minutes } Minuten her ist.
code-needed = { $purpose }, gib einen Code deiner Authenticator-App ein. Wir fragen, wenn die letzte Eingabe länger als { $minutes } Minuten her ist.
confirm-words-passkey = Nimm einen deiner Passkeys, dann wird deine Änderung ausgeführt. Wir fragen, wenn das letzte Mal länger als { $minutes } Minuten her ist.
confirm-page-words-passkey = Nimm einen deiner Passkeys und wiederhole dann, was du gerade tun wolltest. Wir fragen, wenn das letzte Mal länger als { $minutes } Minuten her ist.
passkey-needed = { $purpose }, nimm einen deiner Passkeys. Wir fragen, wenn das letzte Mal länger als { $minutes } Minuten her ist.
confirm-words-key = Nimm deinen Sicherheitsschlüssel oder gib einen Wiederherstellungscode ein, dann wird deine Änderung ausgeführt. Wir fragen, wenn das letzte Mal länger als { $minutes } Minuten her ist.
confirm-page-words-key = Nimm deinen Sicherheitsschlüssel oder gib einen Wiederherstellungscode ein und wiederhole dann, was du gerade tun wolltest. Wir fragen, wenn das letzte Mal länger als { $minutes } Minuten her ist.
key-needed = { $purpose }, nimm deinen Sicherheitsschlüssel oder gib einen Wiederherstellungscode ein. Wir fragen, wenn das letzte Mal länger als { $minutes } Minuten her ist.
end-purpose = Um Geräte abzumelden
own-form = das Bestätigen mit dem Passwort

# Die Warnung, bevor eine Sitzung endet. „left“ steht unter dem Countdown; die Texte left-… sind für Screenreader.
left = übrig
idle = Bist du noch da?
idle-words = Du warst eine Weile inaktiv und wirst deshalb bald abgemeldet. Was du eingegeben hast, wird gespeichert.
idle-stay = Angemeldet bleiben
limit = Deine Sitzung endet gleich
limit-words = Sie erreicht gleich ihre Höchstdauer. Was du eingegeben hast, wird gespeichert. Melde dich wieder an, um weiterzumachen.
limit-understood = Verstanden
left-10 = Noch 10 Sekunden.
left-30 = Noch 30 Sekunden.
left-60 = Noch eine Minute.

# Der Hinweis für Gäste, deren Sitzung von einem anderen Gerät aus beendet wurde.
ended-from = Du hast dieses Gerät von { $device } aus abgemeldet.

# Die Liste der eigenen Sitzungen. Jede ist ein Gerät.
sessions-words = Hier bist du überall angemeldet. Kennst du ein Gerät nicht, melde es ab und <link>ändere dein Passwort</link>.
own-sessions = das Abmelden und Umbenennen von Geräten
this-device = Dieses Gerät
other-devices = Andere Geräte
others-count = { $count ->
    [0] Du bist sonst nirgends angemeldet.
    [one] { $count } weiteres
   *[other] { $count } weitere
}
new-device = Neu
kept-signed-in = Bleibt angemeldet
bound = An ihr Gerät gebunden
since-password = Angemeldet mit Passwort: <when/>
since-authenticator = Angemeldet mit Authenticator-Code: <when/>
since-recovery-code = Angemeldet mit Wiederherstellungscode: <when/>
since-password-and-passkey = Angemeldet mit Passwort und Passkey: <when/>
since-security-key = Angemeldet mit Passwort und Sicherheitsschlüssel: <when/>
since-mailed-code = Angemeldet mit Passwort und Code per E-Mail: <when/>
since-passkey = Angemeldet mit Passkey: <when/>
since-ticket = Angemeldet mit Passwort und Ticket: <when/>
since-sign-up = Registriert: <when/>
since-set-up = Angemeldet mit dem Einrichtungslink: <when/>
since-new-password = Angemeldet mit neuem Passwort: <when/>
since-password-removed = Neue Sitzung nach dem Entfernen des Passworts: <when/>
# Die Sitzung wurde mit zwei Faktoren bestätigt, etwa Passwort und Code
two-factors = Zwei Faktoren
with-two-factors = { $method } (zwei Faktoren)
active-now = Gerade aktiv
last-active = Zuletzt aktiv: <when/>
place = { $city }, { $country }
same-network = Im selben Netz wie du
sign-out-one = Abmelden <device/>
sign-out-others = Alle { $count } anderen abmelden
sign-out-all = Überall abmelden
sign-out-all-words = Meldet dich auf allen Geräten ab, auch auf diesem.
signed-out-of = Abgemeldet: { $device }.
signed-out-of-several = { $count } Geräte abgemeldet.
recently-ended = Kürzlich beendet
all-activity = Alle Aktivitäten

# Ein Gerät mit dem Zeitpunkt seiner Anmeldung, um es von anderen derselben Art zu unterscheiden.
device-since = { $device }, angemeldet am { $time }

# Das Formular, das einem Gerät einen Namen gibt.
rename = Umbenennen
rename-one = { $device } umbenennen
device-name = Gerätename
renamed = Gerät umbenannt.

# Von Screenreadern vorgelesen, wenn sich die Liste ändert.
said-started = Neue Anmeldung: { $device }.
said-ended = Abgemeldet: { $device }.

# Die Aktivität eines Kontos: Anmeldungen und wie Sitzungen endeten.
activity-words = Deine An- und Abmeldungen, und wann die Verwaltung Seiten aus deiner Sicht angesehen hat.
failed-sign-ins = Fehlgeschlagene Anmeldungen
failed-sign-ins-words = Warst du es nicht, hat es jemand anderes versucht. Hineingekommen ist niemand.
sign-in-failed = Falsches Passwort
sign-in-blocked = Nach zu vielen Versuchen abgewiesen
column-when = Wann
column-event = Ereignis
column-device = Gerät
column-address = IP-Adresse
pager = Weitere Aktivität
newest = Neueste
older = Ältere
no-older = Keine ältere Aktivität
no-older-words = Davor gibt es nichts, oder es ist nicht mehr gespeichert.
show-newest = Neueste Aktivität anzeigen

# Ereignisse. Die Verwaltung liest „diese Person“, die Person selbst liest „du“.
signed-in = Mit Passwort angemeldet
signed-up = Registriert
signed-in-set-up = Mit dem Einrichtungslink angemeldet
signed-in-new-password = Mit neuem Passwort angemeldet
signed-in-password-removed = Neue Sitzung nach dem Entfernen des Passworts
signed-in-authenticator = Mit einem Code der Authenticator-App angemeldet
signed-in-recovery-code = Mit einem Wiederherstellungscode angemeldet
signed-in-password-and-passkey = Mit Passwort und Passkey angemeldet
signed-in-security-key = Mit Passwort und Sicherheitsschlüssel angemeldet
signed-in-mailed-code = Mit Passwort und Code per E-Mail angemeldet
signed-in-passkey = Mit einem Passkey angemeldet
signed-in-ticket = Mit Passwort und Ticket angemeldet
signed-out-by-owner = Von der Person selbst abgemeldet
signed-out-by-owner-from = Von der Person selbst von { $device } aus abgemeldet
signed-out-by-you-from = Du hast dieses Gerät von { $device } aus abgemeldet
viewed = Die Verwaltung hat die Ansicht als diese Person begonnen
viewed-ended = Die Verwaltung hat die Ansicht als diese Person beendet
viewed-you = Die Verwaltung hat begonnen, Seiten aus deiner Sicht anzusehen
viewed-you-ended = Die Verwaltung hat die Ansicht aus deiner Sicht beendet

# Jedes andere Ereignis, das ein anderes Gerät ausgelöst hat, etwa „Wegen eines neuen Passworts beendet (von Firefox auf
# Windows)“.
event-from = { $event } (von { $device })

# Der zweite Schritt der Anmeldung: ein Code nach dem Passwort. „Code“ ist die Beschriftung seines Felds.
second-step = Noch ein Schritt
second-step-words = Dein Passwort stimmt. Gib den Code für { $username } aus deiner Authenticator-App ein.
second-step-words-key = Dein Passwort stimmt. Nimm jetzt den Sicherheitsschlüssel von { $username }.
second-step-submit = Anmelden
code = Code
code-hint = Sechs Ziffern oder ein Wiederherstellungscode
key-needs-script = Für einen Sicherheitsschlüssel ist JavaScript nötig. Es ist ausgeschaltet oder wird noch geladen. Ohne JavaScript gib einen Wiederherstellungscode ein.
key-not-here = Dein Sicherheitsschlüssel funktioniert hier nicht. Öffne diese Website über HTTPS unter ihrem Domainnamen oder nimm einen aktuellen Browser. Sonst gib einen Wiederherstellungscode ein.
recovery-code-hint = Ein Wiederherstellungscode, falls du den Schlüssel nicht hast
lost-app = Hast du dein Handy nicht da?
lost-key = Hast du deinen Schlüssel nicht da?
lost-app-words = Gib stattdessen einen deiner Wiederherstellungscodes ein.
ask-administrator = Wenn du keinen mehr hast, wende dich an die Verwaltung.
ticket-words = Hast du von der Verwaltung ein Ticket bekommen? Gib es oben ein. Es entfernt deinen alten zweiten Schritt und deine Passkeys und meldet deine anderen Geräte ab. Dann kannst du einen neuen einrichten.
lost-all =
    { $days ->
        [one] Wenn du keinen mehr hast, kannst du darum bitten, den zweiten Schritt zu entfernen. Das dauert einen Tag: Wir schicken dir eine E-Mail und zeigen es in jeder offenen Sitzung an, damit es niemand hinter deinem Rücken tut.
       *[other] Wenn du keinen mehr hast, kannst du darum bitten, den zweiten Schritt zu entfernen. Das dauert { $days } Tage: Wir schicken dir eine E-Mail und zeigen es in jeder offenen Sitzung an, damit es niemand hinter deinem Rücken tut.
    }
lost-all-submit = Entfernen des zweiten Schritts anfragen
removal-due = Der zweite Schritt wird entfernt (<when/>). Danach genügt dein Passwort. Um ihn zu behalten, melde dich mit einem Code oder einem Sicherheitsschlüssel an.
mailed-code-words = Dein Passwort stimmt, aber dieser Browser ist für das Konto { $username } neu. Gib den Code ein, den wir an { $address } gesendet haben.
mailed-code-hint = Acht Buchstaben und Ziffern. Gilt 10 Minuten.
no-mail = Keine E-Mail bekommen? Das kann eine Minute dauern. Sieh im Spam-Ordner nach oder lass dir noch eine senden. Nur der neueste Code gilt.
send-again = Noch einmal senden
code-sent = Wir haben noch eine E-Mail gesendet. Das kann eine Minute dauern.
cancel-sign-in = Anmeldung abbrechen

username-or-email = Benutzername oder E-Mail-Adresse
forgot-about = Gib deinen Benutzernamen oder die E-Mail-Adresse deines Kontos ein. Wir senden dir einen Link, mit dem du ein neues Passwort festlegen kannst.
forgot-submit = Link senden
forgot-sent = Wenn es dieses Konto gibt und seine E-Mail-Adresse bestätigt ist, haben wir einen Link dorthin gesendet. Das kann eine Minute dauern. Nichts angekommen? Sieh im Spam-Ordner nach oder frag die Verwaltung.
back-to-sign-in = Zurück zur Anmeldung
# Passkeys
sign-in-passkey = Mit einem Passkey anmelden
use-passkey = Passkey verwenden
use-key = Sicherheitsschlüssel verwenden
use-passkey-or-key = Passkey oder Sicherheitsschlüssel verwenden
no-passkey-left = Dieses Konto hat keine Passkeys oder Sicherheitsschlüssel mehr. Nimm dein Passwort oder einen Code.
