title = E-Mail
about = Gesendete und nicht gesendete E-Mails der letzten 30 Tage, höchstens 100.
off = Es werden keine E-Mails gesendet, weil der Versand nicht eingerichtet ist. Setze mail_url und mail_from in der Konfiguration.
messages = E-Mails
order = Nicht gesendete E-Mails stehen zuerst.
none-title = Keine E-Mails
none = Wenn { $app } eine E-Mail sendet, steht sie hier.
subject = Betreff
recipient = An
state = Status
created = Erstellt
actions = Aktionen
waiting = Fällig
sent = Gesendet
failed = Fehlgeschlagen
attempts = { $count ->
    [one] Einmal versucht.
   *[other] { $count } Mal versucht.
}
retry = Jetzt senden
template = { $name ->
    [test] Test
    [verify_email] E-Mail-Adresse bestätigen
    [password_reset] Link für ein neues Passwort
    [new_device] Neues Gerät
    [sign_in_code] Code für ein neues Gerät
    [sign_in_after_failures] Anmeldung nach Fehlversuchen
    [wrong_codes] Richtiges Passwort, falsche Codes
    [copied_cookie] Kopiertes Sitzungscookie
    [password_changed] Passwort geändert
    [password_removed] Passwort entfernt
    [second_factor_on] Authenticator-App eingerichtet
    [authenticator_removed] Authenticator-App entfernt
    [second_factor_off] Zweiter Schritt ausgeschaltet
    [second_factor_ending] Zweiter Schritt soll entfernt werden
    [ticket_issued] Ticket ausgestellt
    [ticket_used] Ticket eingelöst
    [new_recovery_codes] Neue Wiederherstellungscodes
    [passkey_added] Passkey hinzugefügt
    [passkey_removed] Passkey entfernt
    [passkeys_removed] Alle Passkeys entfernt
    [security_key_added] Sicherheitsschlüssel hinzugefügt
    [security_key_removed] Sicherheitsschlüssel entfernt
    [account_secured] Konto nach Missbrauch gesichert
    [email_changing] E-Mail-Adresse soll geändert werden
    [email_changed] E-Mail-Adresse geändert
    [role_raised] Neue Rolle
    [banned] Konto gesperrt
    [impersonated] Ansicht durch die Verwaltung
    [misuse_reported] Missbrauch gemeldet
   *[other] { $name }
}
