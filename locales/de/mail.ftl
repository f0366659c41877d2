hello = Hallo { $name },

test-subject = E-Mails von { $app } kommen an
test-words = Diese Nachricht zeigt, dass { $app } E-Mails senden kann. Du musst nichts tun.

verify-subject = Bestätige deine E-Mail-Adresse
verify-words = Bitte bestätige, dass dies die E-Mail-Adresse des Kontos { $username } bei { $app } ist.
verify-action = Adresse bestätigen
verify-code = Oder gib diesen Code auf der Seite ein, auf der du die Adresse eingegeben hast:
verify-remark = Der Link und der Code gelten bis { $until }. Wenn du davon nichts weißt, ignoriere diese Nachricht: Ohne sie kann niemand die Adresse verwenden.

reset-subject = Neues Passwort festlegen
reset-words = Jemand, wahrscheinlich du, möchte ein neues Passwort für das Konto { $username } bei { $app }.
reset-action = Neues Passwort festlegen
reset-remark = Der Link funktioniert einmal, bis { $until }. Wenn du ihn nicht angefordert hast, ignoriere diese Nachricht: Dein Passwort bleibt, wie es ist.

new-device-subject = Neue Anmeldung bei { $app }
new-device-words = Jemand hat sich auf einem neuen Gerät beim Konto { $username } angemeldet: { $device }, IP-Adresse { $address }, { $when }.

password-subject = Dein Passwort wurde geändert
password-words = Das Passwort des Kontos { $username } bei { $app } wurde geändert ({ $when }). Alle anderen Geräte wurden abgemeldet.

factor-on-subject = Deine Authenticator-App wurde eingerichtet
factor-on-words = Für das Konto { $username } bei { $app } wurde eine Authenticator-App eingerichtet ({ $when }). Ab jetzt brauchst du zum Anmelden das Passwort und einen Code der App.
factor-off-subject = Deine Authenticator-App wurde entfernt
factor-off-words = Die Authenticator-App und die Wiederherstellungscodes des Kontos { $username } bei { $app } wurden entfernt ({ $when }). Ab jetzt genügt zum Anmelden das Passwort.
codes-subject = Du hast neue Wiederherstellungscodes
codes-words = Die Wiederherstellungscodes des Kontos { $username } bei { $app } wurden ersetzt ({ $when }). Die alten funktionieren nicht mehr.

email-subject = Deine E-Mail-Adresse wurde geändert
email-changed = Die E-Mail-Adresse des Kontos { $username } bei { $app } wurde in { $new } geändert ({ $when }).
email-removed = Die E-Mail-Adresse des Kontos { $username } bei { $app } wurde entfernt ({ $when }).
email-action = Diese Adresse wiederherstellen
email-remark = Wenn du das warst, musst du nichts tun. Wenn nicht, stelle diese Adresse wieder her: Dadurch werden auch alle Geräte abgemeldet. Der Link gilt bis { $until }.

role-subject = Dein Konto hat eine neue Rolle
role-words = Das Konto { $username } bei { $app } hat jetzt die Rolle { $role } ({ $when }) und darf mehr als zuvor.

ban-subject = Dein Konto ist gesperrt
ban-words = Das Konto { $username } bei { $app } wurde gesperrt ({ $when }).
ban-words-until = Das Konto { $username } bei { $app } wurde gesperrt ({ $when }). Die Sperre endet: { $until }.
ban-reason = Grund: { $reason }

impersonated-subject = Jemand aus der Verwaltung hat dein Konto verwendet
impersonated-words = Jemand aus der Verwaltung von { $app } hat das Konto { $username } verwendet ({ $when }). Deine Aktivitäten zeigen, was dabei geschehen ist.

objection-words = Wenn du das warst, musst du nichts tun. Wenn nicht:
objection = Das war ich nicht

misuse-subject = Missbrauch des Kontos { $whom } wurde gemeldet
misuse-words = Die Person, der das Konto { $whom } bei { $app } gehört, hat auf eine E-Mail mit „Das war ich nicht“ geantwortet oder die E-Mail-Adresse wiederhergestellt ({ $when }). Alle Sitzungen des Kontos wurden beendet, und sie hat einen Link für ein neues Passwort bekommen. Was vorher geschehen ist, steht im Audit.
