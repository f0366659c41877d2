# Wer handelt, am Anfang eines Satzes.
guest = Ein Gast
operator = Die Serverbetreuung
system = { $app }
gone-actor = Jemand mit geschlossenem Konto
# Während „als … ansehen“: die Person und das Konto, dessen Ansicht sie hat.
viewing-as = { $who } (als { $whom })

# Ein Konto, dessen Name nicht mehr bekannt ist, mitten im Satz. Die Worte müssen in jedem Fall stimmen.
gone = jemand mit geschlossenem Konto

# Sätze über beliebige Handlungen, ohne Punkt am Ende.
refused-path = { $who } hat keinen Zugriff auf { $path } erhalten
refused = { $who } konnte das nicht tun: { $act }
refused-to = { $who } konnte das nicht für { $whom } tun: { $act }
unknown = { $who }: { $act }
unknown-to = { $who }: { $act } ({ $whom })

# Warum etwas abgelehnt wurde.
reason-bad-credentials = Benutzername oder Passwort falsch
reason-wrong-password = Falsches Passwort
reason-wrong-code = Falscher Code
reason-unknown-passkey = Unbekannter Passkey
reason-wrong-passkey = Falscher Passkey
reason-too-many = Zu viele Versuche
reason-forbidden = Mit dieser Rolle nicht erlaubt
reason-banned = Gesperrt
reason-dead-link = Der Link war schon benutzt, abgelaufen oder widerrufen
reason-reauthentication-required = Das Passwort wurde nicht bestätigt
reason-out-of-reach = Das andere Konto hat mehr Berechtigungen
reason-last-administrator = Danach hätte niemand mehr Administrationsrechte gehabt
reason-yourself = Beim eigenen Konto nicht möglich
reason-impersonating = Während einer Ansicht als andere Person nicht möglich
reason-somebody-else = Die Seite gehörte zu einem anderen Konto

# Die Handlungen: zuerst der Titel in Listen, dann die Sätze. $who und $whom sind Benutzernamen oder Worte vom Anfang
# dieser Datei; $who beginnt den Satz.
sign-up = Registrierung
sign-up-by = { $who } hat sich registriert
sign-up-to = { $who } hat sich als { $whom } registriert
sign-up-refused = { $who } konnte sich nicht registrieren
sign-up-refused-to = { $who } konnte sich nicht als { $whom } registrieren

set-up = Server eingerichtet
set-up-by = { $who } hat { $app } eingerichtet
set-up-to = { $who } hat { $app } für { $whom } eingerichtet
set-up-refused = { $who } konnte { $app } nicht einrichten
set-up-refused-to = { $who } konnte { $app } nicht für { $whom } einrichten

create-account = Konto erstellt
create-account-by = { $who } hat ein Konto erstellt
create-account-to = { $who } hat ein Konto für { $whom } erstellt

sign-in = Anmeldung
sign-in-by = { $who } hat sich angemeldet
sign-in-to = { $who } hat sich als { $whom } angemeldet
sign-in-refused = { $who } konnte sich nicht anmelden
sign-in-refused-to = { $who } konnte sich nicht als { $whom } anmelden

end-sessions = Sitzungen beendet
end-sessions-by = { $who } hat Sitzungen beendet
end-sessions-to = { $who } hat Sitzungen von { $whom } beendet
end-sessions-refused = { $who } konnte keine Sitzungen beenden
end-sessions-refused-to = { $who } konnte keine Sitzungen von { $whom } beenden

change-password = Passwort geändert
change-password-by = { $who } hat das eigene Passwort geändert
change-password-to = { $who } hat das Passwort von { $whom } geändert
change-password-refused = { $who } konnte das eigene Passwort nicht ändern
change-password-refused-to = { $who } konnte das Passwort von { $whom } nicht ändern
remove-password = Passwort entfernt
remove-password-by = { $who } hat das eigene Passwort entfernt
remove-password-to = { $who } hat das Passwort von { $whom } entfernt
remove-password-refused = { $who } konnte das eigene Passwort nicht entfernen
remove-password-refused-to = { $who } konnte das Passwort von { $whom } nicht entfernen

create-password-link = Passwortlink erstellt
create-password-link-by = { $who } hat einen Passwortlink erstellt
create-password-link-to = { $who } hat einen Passwortlink für { $whom } erstellt

reset-password = Passwort zurückgesetzt
reset-password-by = { $who } hat ein Passwort per Link zurückgesetzt
reset-password-to = { $who } hat das Passwort von { $whom } per Link zurückgesetzt
reset-password-refused = { $who } konnte kein Passwort per Link zurücksetzen
reset-password-refused-to = { $who } konnte das Passwort von { $whom } nicht per Link zurücksetzen

turn-on-second-factor = Zweiter Schritt eingeschaltet
turn-on-second-factor-by = { $who } hat den zweiten Schritt der Anmeldung eingeschaltet
turn-on-second-factor-to = { $who } hat den zweiten Schritt der Anmeldung für { $whom } eingeschaltet
turn-on-second-factor-refused = { $who } konnte den zweiten Schritt der Anmeldung nicht einschalten
turn-on-second-factor-refused-to = { $who } konnte den zweiten Schritt der Anmeldung für { $whom } nicht einschalten

turn-off-second-factor = Zweiter Schritt ausgeschaltet
turn-off-second-factor-by = { $who } hat den zweiten Schritt der Anmeldung ausgeschaltet
turn-off-second-factor-to = { $who } hat den zweiten Schritt der Anmeldung für { $whom } ausgeschaltet
turn-off-second-factor-refused = { $who } konnte den zweiten Schritt der Anmeldung nicht ausschalten
turn-off-second-factor-refused-to = { $who } konnte den zweiten Schritt der Anmeldung für { $whom } nicht ausschalten
remove-authenticator = Authenticator-App entfernt
remove-authenticator-by = { $who } hat die eigene Authenticator-App entfernt
remove-authenticator-to = { $who } hat die Authenticator-App von { $whom } entfernt
remove-authenticator-refused = { $who } konnte die eigene Authenticator-App nicht entfernen
remove-authenticator-refused-to = { $who } konnte die Authenticator-App von { $whom } nicht entfernen
# Eine Anfrage, den zweiten Schritt zu entfernen, weil er verloren ist, und ihr Abbruch
request-removal = Entfernen des zweiten Schritts angefragt
request-removal-by = { $who } hat angefragt, den zweiten Schritt der Anmeldung zu entfernen
request-removal-to = { $who } hat angefragt, den zweiten Schritt der Anmeldung von { $whom } zu entfernen
request-removal-refused = { $who } konnte nicht anfragen, den zweiten Schritt der Anmeldung zu entfernen
request-removal-refused-to = { $who } konnte nicht anfragen, den zweiten Schritt der Anmeldung von { $whom } zu entfernen
cancel-removal = Entfernen des zweiten Schritts abgebrochen
cancel-removal-by = { $who } hat den zweiten Schritt der Anmeldung behalten
cancel-removal-to = { $who } hat den zweiten Schritt der Anmeldung von { $whom } behalten
postpone-set-up = Zweiten Schritt aufgeschoben
postpone-set-up-by = { $who } hat das Einrichten des zweiten Schritts der Anmeldung aufgeschoben
postpone-set-up-to = { $who } hat das Einrichten des zweiten Schritts der Anmeldung von { $whom } aufgeschoben
postpone-set-up-refused = { $who } konnte das Einrichten des zweiten Schritts der Anmeldung nicht aufschieben
postpone-set-up-refused-to = { $who } konnte das Einrichten des zweiten Schritts der Anmeldung von { $whom } nicht aufschieben
issue-ticket = Ticket ausgestellt
issue-ticket-by = { $who } hat ein Ticket für einen verlorenen zweiten Schritt ausgestellt
issue-ticket-to = { $who } hat { $whom } ein Ticket für den verlorenen zweiten Schritt ausgestellt
issue-ticket-refused = { $who } konnte kein Ticket für einen verlorenen zweiten Schritt ausstellen
issue-ticket-refused-to = { $who } konnte { $whom } kein Ticket für den verlorenen zweiten Schritt ausstellen
revoke-ticket = Ticket widerrufen
revoke-ticket-by = { $who } hat ein Ticket widerrufen
revoke-ticket-to = { $who } hat das Ticket von { $whom } widerrufen
revoke-ticket-refused = { $who } konnte kein Ticket widerrufen
revoke-ticket-refused-to = { $who } konnte das Ticket von { $whom } nicht widerrufen
use-ticket = Ticket eingelöst
use-ticket-by = { $who } hat ein Ticket eingelöst, das den verlorenen zweiten Schritt und alle Passkeys entfernt hat
use-ticket-to = { $who } hat ein Ticket für { $whom } eingelöst, das den verlorenen zweiten Schritt und alle Passkeys entfernt hat

create-recovery-codes = Wiederherstellungscodes erstellt
create-recovery-codes-by = { $who } hat neue Wiederherstellungscodes erstellt
create-recovery-codes-to = { $who } hat neue Wiederherstellungscodes für { $whom } erstellt
create-recovery-codes-refused = { $who } konnte keine neuen Wiederherstellungscodes erstellen
create-recovery-codes-refused-to = { $who } konnte keine neuen Wiederherstellungscodes für { $whom } erstellen

add-passkey = Passkey hinzugefügt
add-passkey-by = { $who } hat einen Passkey hinzugefügt
add-passkey-to = { $who } hat einen Passkey für { $whom } hinzugefügt
add-passkey-refused = { $who } konnte keinen Passkey hinzufügen
add-passkey-refused-to = { $who } konnte keinen Passkey für { $whom } hinzufügen

remove-passkey = Passkey entfernt
remove-passkey-by = { $who } hat einen Passkey entfernt
remove-passkey-to = { $who } hat Passkeys von { $whom } entfernt
remove-passkey-refused = { $who } konnte keinen Passkey entfernen
remove-passkey-refused-to = { $who } konnte keine Passkeys von { $whom } entfernen
add-security-key = Sicherheitsschlüssel hinzugefügt
add-security-key-by = { $who } hat einen Sicherheitsschlüssel hinzugefügt
add-security-key-to = { $who } hat einen Sicherheitsschlüssel für { $whom } hinzugefügt
add-security-key-refused = { $who } konnte keinen Sicherheitsschlüssel hinzufügen
add-security-key-refused-to = { $who } konnte keinen Sicherheitsschlüssel für { $whom } hinzufügen
remove-security-key = Sicherheitsschlüssel entfernt
remove-security-key-by = { $who } hat einen Sicherheitsschlüssel entfernt
remove-security-key-to = { $who } hat einen Sicherheitsschlüssel von { $whom } entfernt
remove-security-key-refused = { $who } konnte keinen Sicherheitsschlüssel entfernen
remove-security-key-refused-to = { $who } konnte keinen Sicherheitsschlüssel von { $whom } entfernen

confirm-password = Passwort bestätigt
confirm-password-by = { $who } hat das eigene Passwort bestätigt
confirm-password-to = { $who } hat das Passwort von { $whom } bestätigt
confirm-password-refused = { $who } konnte das eigene Passwort nicht bestätigen
confirm-password-refused-to = { $who } konnte das Passwort von { $whom } nicht bestätigen

change-profile = Profil geändert
change-profile-by = { $who } hat das eigene Profil geändert
change-profile-to = { $who } hat das Profil von { $whom } geändert
change-profile-refused = { $who } konnte das eigene Profil nicht ändern
change-profile-refused-to = { $who } konnte das Profil von { $whom } nicht ändern
verify-email = E-Mail-Adresse bestätigt
verify-email-by = { $who } hat die eigene E-Mail-Adresse bestätigt
verify-email-to = { $who } hat die E-Mail-Adresse von { $whom } bestätigt
verify-email-refused = { $who } konnte die eigene E-Mail-Adresse nicht bestätigen
verify-email-refused-to = { $who } konnte die E-Mail-Adresse von { $whom } nicht bestätigen
report-misuse = Missbrauch gemeldet
report-misuse-by = { $who } hat in einer E-Mail „Das war ich nicht“ gewählt
report-misuse-to = { $who } hat in einer E-Mail für { $whom } „Das war ich nicht“ gewählt
report-misuse-refused = { $who } konnte Missbrauch nicht melden
report-misuse-refused-to = { $who } konnte Missbrauch des Kontos { $whom } nicht melden
restore-email = E-Mail-Adresse wiederhergestellt
restore-email-by = { $who } hat die eigene E-Mail-Adresse wiederhergestellt
restore-email-to = { $who } hat die E-Mail-Adresse von { $whom } wiederhergestellt
restore-email-refused = { $who } konnte die eigene E-Mail-Adresse nicht wiederherstellen
restore-email-refused-to = { $who } konnte die E-Mail-Adresse von { $whom } nicht wiederherstellen

change-role = Rolle eines Kontos geändert
change-role-by = { $who } hat die Rolle eines Kontos geändert
change-role-to = { $who } hat die Rolle von { $whom } geändert
change-role-refused = { $who } konnte die Rolle eines Kontos nicht ändern
change-role-refused-to = { $who } konnte die Rolle von { $whom } nicht ändern

ban = Konto gesperrt
ban-by = { $who } hat ein Konto gesperrt
ban-to = { $who } hat { $whom } gesperrt
ban-refused = { $who } konnte kein Konto sperren
ban-refused-to = { $who } konnte { $whom } nicht sperren

lift-ban = Sperre aufgehoben
lift-ban-by = { $who } hat eine Sperre aufgehoben
lift-ban-to = { $who } hat die Sperre von { $whom } aufgehoben
lift-ban-refused = { $who } konnte keine Sperre aufheben
lift-ban-refused-to = { $who } konnte die Sperre von { $whom } nicht aufheben

change-ban = Sperre geändert
change-ban-by = { $who } hat eine Sperre geändert
change-ban-to = { $who } hat die Sperre von { $whom } geändert
change-ban-refused = { $who } konnte keine Sperre ändern
change-ban-refused-to = { $who } konnte die Sperre von { $whom } nicht ändern

appeal = Einspruch eingelegt
appeal-by = { $who } hat Einspruch gegen eine Sperre eingelegt
appeal-to = { $who } hat Einspruch gegen die Sperre von { $whom } eingelegt
appeal-refused = { $who } konnte keinen Einspruch gegen eine Sperre einlegen
appeal-refused-to = { $who } konnte keinen Einspruch gegen die Sperre von { $whom } einlegen

answer-appeal = Einspruch beantwortet
answer-appeal-by = { $who } hat einen Einspruch beantwortet
answer-appeal-to = { $who } hat den Einspruch von { $whom } beantwortet
answer-appeal-refused = { $who } konnte keinen Einspruch beantworten
answer-appeal-refused-to = { $who } konnte den Einspruch von { $whom } nicht beantworten

note = Notiz zu einem Konto hinzugefügt oder gelöscht
note-by = { $who } hat eine Notiz hinzugefügt oder gelöscht
note-to = { $who } hat eine Notiz zu { $whom } hinzugefügt oder gelöscht
note-refused = { $who } konnte keine Notiz hinzufügen oder löschen
note-refused-to = { $who } konnte keine Notiz zu { $whom } hinzufügen oder löschen

close-account = Konto geschlossen
close-account-by = { $who } hat das eigene Konto geschlossen
close-account-to = { $who } hat das Konto von { $whom } geschlossen
close-account-refused = { $who } konnte das eigene Konto nicht schließen
close-account-refused-to = { $who } konnte das Konto von { $whom } nicht schließen

export-account = Kontodaten exportiert
export-account-by = { $who } hat die eigenen Kontodaten exportiert
export-account-to = { $who } hat die Kontodaten von { $whom } exportiert
export-account-refused = { $who } konnte die eigenen Kontodaten nicht exportieren
export-account-refused-to = { $who } konnte die Kontodaten von { $whom } nicht exportieren

view-as = Ansicht als andere Person begonnen
view-as-by = { $who } hat eine Ansicht als andere Person begonnen
view-as-to = { $who } hat die Ansicht als { $whom } begonnen
view-as-refused = { $who } konnte Seiten nicht als andere Person ansehen
view-as-refused-to = { $who } konnte Seiten nicht als { $whom } ansehen

stop-viewing-as = Ansicht als andere Person beendet
stop-viewing-as-by = { $who } hat die Ansicht als andere Person beendet
stop-viewing-as-to = { $who } hat die Ansicht als { $whom } beendet

edit-roles = Rolle erstellt, geändert oder gelöscht
edit-roles-by = { $who } hat eine Rolle erstellt, geändert oder gelöscht
edit-roles-to = { $who } hat eine Rolle für { $whom } erstellt, geändert oder gelöscht
edit-roles-refused = { $who } konnte keine Rolle erstellen, ändern oder löschen
edit-roles-refused-to = { $who } konnte keine Rolle für { $whom } erstellen, ändern oder löschen

invite = Einladung erstellt oder widerrufen
invite-by = { $who } hat eine Einladung erstellt oder widerrufen
invite-to = { $who } hat eine Einladung für { $whom } erstellt oder widerrufen
invite-refused = { $who } konnte keine Einladung erstellen oder widerrufen
invite-refused-to = { $who } konnte keine Einladung für { $whom } erstellen oder widerrufen

change-policy = Richtlinie geändert
change-policy-by = { $who } hat die Richtlinie geändert
change-policy-to = { $who } hat die Richtlinie für { $whom } geändert
change-policy-refused = { $who } konnte die Richtlinie nicht ändern
change-policy-refused-to = { $who } konnte die Richtlinie für { $whom } nicht ändern

export-audit = Audit-Protokoll exportiert
export-audit-by = { $who } hat das Audit-Protokoll exportiert
export-audit-to = { $who } hat das Audit-Protokoll von { $whom } exportiert
export-audit-refused = { $who } konnte das Audit-Protokoll nicht exportieren
export-audit-refused-to = { $who } konnte das Audit-Protokoll von { $whom } nicht exportieren

purge-audit = Alte Ereignisse gelöscht
purge-audit-by = { $who } hat alte Ereignisse aus dem Audit-Protokoll gelöscht
purge-audit-to = { $who } hat alte Ereignisse zu { $whom } aus dem Audit-Protokoll gelöscht

confirm-clock = Uhr bestätigt
confirm-clock-by = { $who } hat die Uhr bestätigt
confirm-clock-to = { $who } hat die Uhr für { $whom } bestätigt

open-page = Seitenzugriff verweigert
open-page-by = { $who } hat eine Seite geöffnet
open-page-to = { $who } hat eine Seite über { $whom } geöffnet

call = Aktion verweigert
call-by = { $who } hat eine Funktion aufgerufen
call-to = { $who } hat eine Funktion für { $whom } aufgerufen

signed-out = { $who } hat sich abgemeldet
signed-in-again = { $who } hat eine Sitzung durch erneutes Anmelden ersetzt
ended-own = { $who } hat { $count ->
    [one] eine der eigenen Sitzungen
   *[other] { $count } der eigenen Sitzungen
} beendet
invitation-created = { $who } hat eine Einladung erstellt
invitation-revoked = { $who } hat eine Einladung widerrufen
note-added = { $who } hat eine Notiz zu { $whom } hinzugefügt
note-deleted = { $who } hat eine Notiz zu { $whom } gelöscht
role-created = { $who } hat die Rolle { $role } erstellt
role-changed = { $who } hat die Rolle { $role } geändert
role-deleted = { $who } hat die Rolle { $role } gelöscht
