hello = Hallo { $name }!

test-subject = E-Mails von { $app } kommen an
test-words = Diese E-Mail zeigt, dass { $app } E-Mails senden kann. Du musst nichts tun.

verify-subject = Bestätige deine E-Mail-Adresse für { $app }
verify-words = Jemand, wahrscheinlich du, hat diese E-Mail-Adresse für das Konto { $username } bei { $app } eingegeben. Bestätige sie, damit du dich mit ihr anmelden und per E-Mail ein neues Passwort festlegen kannst.
verify-action = Adresse bestätigen
verify-code = Oder melde dich an und gib diesen Code unter „Konto“ ein:
verify-remark = Der Link und der Code gelten bis { $until }. Wenn das nicht dein Konto ist, ignoriere diese E-Mail: Solange du die Adresse nicht bestätigst, kann sich niemand mit ihr anmelden.

reset-subject = Neues Passwort für { $app } festlegen
reset-words = Jemand, wahrscheinlich du, hat einen Link angefordert, um für das Konto { $username } bei { $app } ein neues Passwort festzulegen.
reset-action = Neues Passwort festlegen
reset-remark = Der Link funktioniert einmal, bis { $until }. Wenn du ihn nicht angefordert hast, ignoriere diese E-Mail: Es ändert sich nichts.

new-device-subject = Neue Anmeldung bei { $app }
new-device-words = Jemand hat sich auf einem neuen Gerät beim Konto { $username } bei { $app } angemeldet ({ $when }): { $device }, IP-Adresse { $address }.
copied-cookie-subject = Eine Sitzung deines Kontos bei { $app } wurde beendet
copied-cookie-words = Eine Sitzung des Kontos { $username } bei { $app } wurde beendet ({ $when }), weil ihr Cookie auf einem anderen Gerät benutzt wurde: { $device }, IP-Adresse { $address }. Vielleicht hat es jemand oder ein Programm von deinem Gerät kopiert. Ändere dein Passwort und prüfe dein Gerät auf Schadsoftware.

after-failures-subject = Anmeldung bei { $app } nach Fehlversuchen
after-failures-words = Jemand hat sich nach mindestens fünf Fehlversuchen beim Konto { $username } bei { $app } angemeldet ({ $when }): { $device }, IP-Adresse { $address }. Die Versuche stehen unter „Aktivität“.
wrong-codes-subject = Jemand kennt dein Passwort bei { $app }
wrong-codes-words = Jemand hat das richtige Passwort des Kontos { $username } bei { $app } eingegeben, danach aber mindestens fünfmal einen falschen Code. Der letzte Versuch ({ $when }): { $device }, IP-Adresse { $address }.

sign-in-code-subject = Dein Code für die Anmeldung bei { $app }
sign-in-code-words = Jemand, wahrscheinlich du, hat das Passwort des Kontos { $username } bei { $app } in einem neuen Browser eingegeben ({ $when }): { $device }, IP-Adresse { $address }.
sign-in-code = Um dich anzumelden, gib in diesem Browser den folgenden Code ein:
sign-in-code-remark = Der Code gilt bis { $until }. Gib ihn niemandem: Wir fragen nie per Telefon, Chat oder E-Mail danach.
sign-in-code-objection = Das warst nicht du? Dann kennt jemand dein Passwort: Melde alle Geräte ab und lege ein neues Passwort fest. Dieser Link gilt 7 Tage:

password-subject = Dein Passwort bei { $app } wurde geändert
password-words = Das Passwort des Kontos { $username } bei { $app } wurde geändert ({ $when }). Alle anderen Geräte wurden abgemeldet.
password-removed-subject = Dein Passwort bei { $app } wurde entfernt
password-removed-words = Das Passwort des Kontos { $username } bei { $app } wurde entfernt ({ $when }). Ab jetzt kannst du dich nur noch mit einem Passkey anmelden. Alle anderen Geräte wurden abgemeldet.

factor-on-subject = Für { $app } wurde eine Authenticator-App eingerichtet
factor-on-words = Für das Konto { $username } bei { $app } wurde eine Authenticator-App eingerichtet ({ $when }). Alle anderen Geräte wurden abgemeldet. Ab jetzt brauchst du zum Anmelden dein Passwort und einen Code der App.
factor-off-subject = Der zweite Schritt der Anmeldung bei { $app } wurde ausgeschaltet
factor-off-words = Der zweite Schritt der Anmeldung wurde für das Konto { $username } bei { $app } ausgeschaltet ({ $when }). Authenticator-App, Sicherheitsschlüssel und Wiederherstellungscodes gelten nicht mehr. Zum Anmelden genügt jetzt das Passwort.
app-removed-subject = Aus deinem Konto bei { $app } wurde die Authenticator-App entfernt
app-removed-words = Aus dem Konto { $username } bei { $app } wurde die Authenticator-App entfernt ({ $when }). Sicherheitsschlüssel und Wiederherstellungscodes gelten weiter.
factor-ending-subject = Der zweite Schritt der Anmeldung bei { $app } soll entfernt werden
factor-ending-words = Jemand, der das Passwort des Kontos { $username } bei { $app } kennt, hat angegeben, dass der zweite Schritt der Anmeldung verloren ist, und darum gebeten, ihn zu entfernen ({ $when }): { $device }, IP-Adresse { $address }. Er wird entfernt: { $until }. Danach genügt das Passwort. Um den zweiten Schritt zu behalten, melde dich mit einem Code oder einem Sicherheitsschlüssel an oder wähle auf einer beliebigen Seite „Zweiten Schritt behalten“, während du angemeldet bist.
ticket-issued-subject = Für dein Konto bei { $app } wurde ein Ticket ausgestellt
ticket-issued-words = Die Verwaltung von { $app } hat für das Konto { $username } ein Ticket ausgestellt ({ $when }), weil jemand angegeben hat, den zweiten Schritt der Anmeldung verloren zu haben. Zusammen mit dem Passwort ermöglicht das Ticket eine einzige Anmeldung, bis { $until }, und entfernt den zweiten Schritt, die Wiederherstellungscodes und alle Passkeys.
ticket-used-subject = Ein Ticket hat deinen zweiten Schritt bei { $app } entfernt
ticket-used-words = Jemand hat sich mit dem Passwort und einem Ticket der Verwaltung beim Konto { $username } bei { $app } angemeldet ({ $when }). Der zweite Schritt, die Wiederherstellungscodes und alle Passkeys wurden entfernt, und alle anderen Geräte wurden abgemeldet.
codes-subject = Du hast neue Wiederherstellungscodes für { $app }
codes-words = Die Wiederherstellungscodes des Kontos { $username } bei { $app } wurden ersetzt ({ $when }). Die alten funktionieren nicht mehr.
passkey-added-subject = Deinem Konto bei { $app } wurde ein Passkey hinzugefügt
passkey-added-words = Dem Konto { $username } bei { $app } wurde ein Passkey hinzugefügt ({ $when }), und zwar mit { $passkey }. Damit ist die Anmeldung ohne Passwort möglich.
passkey-removed-subject = Aus deinem Konto bei { $app } wurde ein Passkey entfernt
passkey-removed-words = Aus dem Konto { $username } bei { $app } wurde ein Passkey entfernt ({ $when }): { $passkey }. Alle anderen Geräte wurden abgemeldet.
passkeys-removed-subject = Deine Passkeys und Sicherheitsschlüssel für { $app } wurden entfernt
passkeys-removed-words = Die Betreiber von { $app } haben alle Passkeys und Sicherheitsschlüssel des Kontos { $username } entfernt ({ $when }). Alle Geräte wurden abgemeldet. Melde dich mit deinem Passwort an oder lege ein neues fest.
key-added-subject = Deinem Konto bei { $app } wurde ein Sicherheitsschlüssel hinzugefügt
key-added-words = Dem Konto { $username } bei { $app } wurde ein Sicherheitsschlüssel hinzugefügt ({ $when }), und zwar mit { $key }. Ab jetzt brauchst du zum Anmelden dein Passwort und diesen Schlüssel oder einen anderen zweiten Schritt.
key-removed-subject = Aus deinem Konto bei { $app } wurde ein Sicherheitsschlüssel entfernt
key-removed-words = Aus dem Konto { $username } bei { $app } wurde ein Sicherheitsschlüssel entfernt ({ $when }): { $key }. Alle anderen Geräte wurden abgemeldet.

email-subject = Deine E-Mail-Adresse bei { $app } wurde geändert
email-changed = Die E-Mail-Adresse des Kontos { $username } bei { $app } wurde geändert ({ $when }). Die neue ist { $new }.
email-removed = Die E-Mail-Adresse des Kontos { $username } bei { $app } wurde entfernt ({ $when }).
email-action = Das war ich nicht: Adresse wiederherstellen
email-remark = Wenn du das warst, musst du nichts tun. Wenn nicht, stelle diese Adresse wieder her: Dadurch werden auch alle Geräte abgemeldet, und du bekommst einen Link für ein neues Passwort. Der Link gilt bis { $until }.

role-subject = Dein Konto bei { $app } hat eine neue Rolle
role-words = Das Konto { $username } bei { $app } hat die Rolle { $role } bekommen ({ $when }) und darf mehr als zuvor. Wenn du das nicht erwartet hast, frag die Verwaltung.

ban-subject = Dein Konto bei { $app } ist gesperrt
ban-words = Das Konto { $username } bei { $app } wurde gesperrt ({ $when }).
ban-words-until = Das Konto { $username } bei { $app } wurde gesperrt ({ $when }). Die Sperre endet: { $until }.
ban-reason = Grund: { $reason }
ban-remark = Hältst du das für einen Irrtum? Melde dich bei { $app } an: Du kannst einmal Einspruch einlegen.

impersonated-subject = Die Verwaltung sieht { $app } aus deiner Sicht an
impersonated-words = Jemand aus der Verwaltung von { $app } hat begonnen, Seiten aus der Sicht von { $username } anzusehen ({ $when }). Unter „Aktivität“ stehen Zeit und Grund.

objection-words = Wenn du das warst oder darum gebeten hast, musst du nichts tun. Wenn nicht, melde alle Geräte ab und lege ein neues Passwort fest. Dieser Link gilt 7 Tage:
objection = Das war ich nicht

misuse-subject = Missbrauch des Kontos { $whom } wurde gemeldet
misuse-words = Jemand hat in einer E-Mail zum Konto { $whom } bei { $app } „Das war ich nicht“ gewählt oder die E-Mail-Adresse wiederhergestellt ({ $when }). Alle Sitzungen des Kontos wurden beendet, sein Passwort gilt nicht mehr, und ein Link für ein neues wurde gesendet. Sieh im Audit-Protokoll nach, was vorher geschehen ist. Hat inzwischen jemand anderes einen zweiten Schritt eingerichtet, braucht die Person ein Ticket von dir.

email-changing-subject = Deine E-Mail-Adresse bei { $app } soll geändert werden
email-changing = Jemand möchte die E-Mail-Adresse des Kontos { $username } bei { $app } ändern ({ $when }). Die neue ist { $new }. Sie gilt, sobald sie bestätigt ist.
secured-words = Missbrauch des Kontos { $username } bei { $app } wurde gemeldet ({ $when }). Alle Geräte wurden abgemeldet, und das alte Passwort gilt nicht mehr.
secured-remark = Der Link funktioniert einmal, bis { $until }. Danach wähle beim Anmelden „Passwort vergessen?“.
