title = E-Mail
about = E-Mails, die gesendet wurden, und solche, bei denen das nicht gelang. Sie bleiben 30 Tage.
off = Es werden keine E-Mails gesendet, weil nichts eingerichtet ist. Setze mail_url und mail_from.
messages = Nachrichten
order = Nicht gesendete Nachrichten stehen zuerst.
none-title = Keine Nachrichten
none = Wenn { $app } eine E-Mail sendet, steht sie hier.
subject = Thema
recipient = An
state = Status
created = Erstellt
actions = Aktionen
waiting = Wartet
sent = Gesendet
failed = Aufgegeben
attempts = { $count ->
    [one] Einmal versucht. Nach einem Absturz bei diesem Versuch kann sie gesendet worden sein.
   *[other] { $count } Mal versucht.
}
retry = Jetzt senden
template = { $name ->
    [test] Testnachricht
    [verify_email] E-Mail-Adresse bestätigen
    [password_reset] Neues Passwort
    [new_device] Neues Gerät
    [password_changed] Passwort geändert
    [second_factor_on] Authenticator-App eingerichtet
    [second_factor_off] Authenticator-App entfernt
    [new_recovery_codes] Neue Wiederherstellungscodes
    [email_changed] E-Mail-Adresse geändert
    [role_raised] Neue Rolle
    [banned] Gesperrt
    [impersonated] Konto von der Verwaltung verwendet
    [misuse_reported] Missbrauch gemeldet
   *[other] { $name }
}
