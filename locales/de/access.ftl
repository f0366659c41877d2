# Warum eine Sitzung endete: was geschehen ist, zur Person gesagt.
ended-signed-out = Du bist abgemeldet.
ended-idle = Du wurdest abgemeldet, weil du eine Weile inaktiv warst.
ended-limit = Du wurdest abgemeldet, weil deine Sitzung ihre Höchstdauer erreicht hat.
ended-replaced = Du wurdest abgemeldet, weil du dich in diesem Browser neu angemeldet hast.
ended-by-you = Du hast dieses Gerät abgemeldet.
ended-by-administrator = Die Verwaltung hat diese Sitzung beendet.
ended-password = Du wurdest abgemeldet, weil dein Passwort geändert wurde.
ended-password-removed = Du wurdest abgemeldet, weil dein Passwort entfernt wurde.
ended-second-factor = Du wurdest abgemeldet, weil der zweite Schritt der Anmeldung für dein Konto geändert wurde.
ended-passkey = Du wurdest abgemeldet, weil ein Passkey aus deinem Konto entfernt wurde.
ended-ticket = Du wurdest abgemeldet, weil sich jemand mit einem Ticket bei deinem Konto angemeldet hat. Es hat den zweiten Schritt und die Passkeys entfernt.
ended-misuse = Du wurdest auf allen Geräten abgemeldet, weil Missbrauch deines Kontos gemeldet wurde.
ended-copied = Du wurdest abgemeldet, weil das Cookie deiner Sitzung auf einem anderen Gerät benutzt wurde.
ended-sign-in = Der zweite Schritt hat zu lange gedauert, oder dein Konto wurde inzwischen geändert.
ended-unconfirmed = Du bist hier vorerst abgemeldet: Dein Browser hat nicht bestätigt, dass es noch dasselbe Gerät ist.
ended-role = Du wurdest abgemeldet, weil deine Rolle geändert wurde.
ended-room = Du wurdest abgemeldet, um Platz für eine neue Anmeldung zu schaffen.
ended-policy = Du wurdest abgemeldet, weil die Verwaltung die Zeitlimits für Sitzungen verkürzt hat.
ended-ban = Deine Sperre ist vorbei.
ended-closed = Dein Konto ist geschlossen.

# Was als Nächstes zu tun ist.
advice-return = Melde dich an, um zurückzukehren.
advice-resume = Melde dich an, um dort weiterzumachen, wo du aufgehört hast.
advice-check = Melde dich an, um weiterzumachen. Das warst nicht du? Ändere sofort dein Passwort; das meldet alle anderen Geräte ab.
advice-continue = Melde dich an, um weiterzumachen.
advice-password = Melde dich mit deinem neuen Passwort an. Das warst nicht du? Sag der Verwaltung Bescheid.
advice-password-removed = Melde dich mit einem Passkey an. Das warst nicht du? Sag der Verwaltung Bescheid.
advice-second-factor = Melde dich mit deinem Passwort und dem zweiten Schritt an. Das warst nicht du? Sag der Verwaltung Bescheid.
advice-passkey = Melde dich mit deinem Passwort oder einem anderen Passkey an. Das warst nicht du? Ändere sofort dein Passwort, das meldet alle anderen Geräte ab, und entferne Passkeys, die nicht dir gehören.
advice-ticket = Melde dich mit deinem Passwort an und richte einen neuen zweiten Schritt ein. Das warst nicht du? Ändere sofort dein Passwort und sag der Verwaltung Bescheid.
advice-misuse = Lege mit dem Link, den wir dir per E-Mail gesendet haben, ein neues Passwort fest.
advice-copied = Jemand hat es vielleicht mit Schadsoftware von diesem Gerät kopiert. Melde dich wieder an, ändere dein Passwort und prüfe das Gerät mit einem Virenscanner.
advice-sign-in = Melde dich noch einmal an.
advice-unconfirmed = Lade die Seite neu. Wenn das nicht hilft, melde dich wieder an.
advice-ban = Melde dich wieder an. In deinem Konto ist alles wie zuvor.
advice-closed = Deine Daten wurden gelöscht. Niemand kann sich mehr bei diesem Konto anmelden.

# Warum eine Sitzung endete, in der Aktivität des Kontos.
history-signed-out = Abgemeldet
history-idle = Wegen Inaktivität beendet
history-limit = Nach Ablauf der Höchstdauer beendet
history-replaced = Durch eine neue Anmeldung im selben Browser ersetzt
history-by-you = Du hast dieses Gerät abgemeldet
history-by-administrator = Von der Verwaltung beendet
history-password = Wegen eines neuen Passworts beendet
history-password-removed = Beendet, weil das Passwort entfernt wurde
history-second-factor = Beendet, weil der zweite Schritt der Anmeldung geändert wurde
history-passkey = Beendet, weil ein Passkey entfernt wurde
history-ticket = Beendet, weil ein Ticket den zweiten Schritt entfernt hat
history-misuse = Beendet, weil Missbrauch gemeldet wurde
history-copied = Beendet, weil ihr Cookie auf einem anderen Gerät benutzt wurde
history-sign-in = Zweiter Schritt nicht abgeschlossen
history-unconfirmed = Gerät nicht bestätigt
history-role = Wegen einer neuen Rolle beendet
history-room = Beendet, um Platz für eine neue Anmeldung zu schaffen
history-policy = Wegen eines kürzeren Zeitlimits beendet
history-ban = Wegen einer Sperre beendet
history-closed = Beim Schließen des Kontos beendet

# Wofür die mitgelieferten Rollen da sind.
role-about = { $role ->
    [member] Alle, die sich registrieren.
    [moderator] Kümmert sich um andere: sieht Konten, sperrt Personen und beendet Sitzungen.
   *[other] Darf alles.
}

# Die Namen der mitgelieferten Rollen. Jede andere Rolle erscheint mit ihrem eigenen Namen.
role = { $role ->
    [member] Mitglied
    [moderator] Moderation
    [administrator] Administration
   *[other] { $role }
}

# Eine Person mit dieser Rolle im Satz, etwa „ist jetzt …“.
role-person = { $role ->
    [member] Mitglied
    [moderator] in der Moderation
    [administrator] in der Administration
   *[other] in der Rolle { $role }
}

# Die Personen mit dieser Rolle im Satz, im Dativ, etwa „Sitzungen von …“.
role-people = { $role ->
    [member] Mitgliedern
    [moderator] Personen in der Moderation
    [administrator] Personen in der Administration
   *[other] Personen in der Rolle { $role }
}

# Neuigkeiten auf einer offenen Seite.
news-role = { $role ->
    [member] Deine Rolle wurde geändert: Du bist jetzt Mitglied.
    [moderator] Deine Rolle wurde geändert: Du bist jetzt in der Moderation.
    [administrator] Deine Rolle wurde geändert: Du bist jetzt in der Administration.
   *[other] Deine Rolle wurde geändert: Du hast jetzt die Rolle { $role }.
}
news-permissions = Die Berechtigungen deiner Rolle ({ $role }) wurden geändert.
news-own-again = Die Ansicht als { $name } ist beendet. Du bist wieder in deinem eigenen Konto.
news-moved-away = Die Seite, auf der du warst, steht deinem Konto nicht mehr offen.

browser-on-system = { $browser } auf { $system }
unknown-device = Unbekanntes Gerät
