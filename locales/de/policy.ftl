# Die Einstellungen der Richtlinie. Jede hat eine Beschriftung, die auch in Listen von Änderungen steht, etwa
# „Inaktivitätslimit (alle): 30 Min. → 20 Min.“, und eine Beschreibung aus ein oder zwei Sätzen.
idle = Inaktivitätslimit
idle-about = So lange kann eine Sitzung ohne Aktivität bestehen. Unter 2 Minuten kann niemand mehr rechtzeitig gewarnt werden.

absolute = Maximale Sitzungsdauer
absolute-about = Danach endet eine Sitzung, auch wenn die Person aktiv ist.

remember-me = „Angemeldet bleiben“ erlauben
remember-me-about = Personen können länger angemeldet bleiben. Wenn nicht, gelten die Limits oben für alle.

remember-me-idle = Inaktivitätslimit mit „Angemeldet bleiben“
remember-me-idle-about = So lange kann eine Sitzung mit „Angemeldet bleiben“ ohne Aktivität bestehen. Nicht kürzer als das Inaktivitätslimit.

remember-me-absolute = Maximale Sitzungsdauer mit „Angemeldet bleiben“
remember-me-absolute-about = Danach endet eine Sitzung mit „Angemeldet bleiben“. Nicht kürzer als die maximale Sitzungsdauer.

sessions = Maximale Sitzungen pro Konto
sessions-about = Ist das Limit erreicht, beendet die Person vor dem Anmelden eine ihrer Sitzungen.

idle-warning = Inaktivitätswarnung
idle-warning-about = So lange vor einer Abmeldung wegen Inaktivität wird gewarnt. Nie früher als nach der Hälfte des Inaktivitätslimits.

role-change-ends = Sitzungen bei Rollenwechsel beenden
role-change-ends-about = Meldet eine Person überall ab, wenn sich ihre Rolle ändert. Wenn nicht, übernehmen ihre offenen Seiten die neue Rolle.

history = Sitzungsverlauf
history-about = So lange werden beendete Sitzungen und benutzte Links gespeichert.

password-min-length = Mindestlänge von Passwörtern
password-min-length-about = In Zeichen. Weniger als 15 sind nur möglich, wenn alle einen zweiten Schritt brauchen, ohne Datum (NIST SP 800-63B-4).

password-score = Mindeststärke von Passwörtern
password-score-about = Wie schwer ein neues Passwort zu erraten sein muss, von 0 bis 4 nach zxcvbn. Häufige Passwörter werden immer abgelehnt.

reset-link = Gültigkeit von Links zum Zurücksetzen
reset-link-about = So lange funktioniert ein Link, mit dem jemand ein neues Passwort festlegt. Für bereits verschickte Links ändert sich nichts.

sign-up = Registrierung
sign-up-about = Wer ein Konto erstellen kann.

audit = Audit-Protokoll
audit-about = So lange werden Ereignisse gespeichert. Das Löschen kann bis zu einem Tag länger dauern.

# Werte von Einstellungen, in Auswahlfeldern und in Listen von Änderungen.
yes = Ja
no = Nein
no-date = Kein Datum
# Der Einstellung „Verlorenen zweiten Schritt entfernen“.
never = Nie
# Der Einstellung „Registrierung“.
open = Für alle offen
invitation = Nur mit Einladung
closed = Geschlossen
second-factor = Zweiter Schritt beim Anmelden
second-factor-about = Ob man eine Authenticator-App oder einen Sicherheitsschlüssel braucht. Ist das vorgeschrieben, muss man zuerst eines davon einrichten, auch in offenen Tabs.
second-factor-from = Vorgeschrieben ab
second-factor-from-about = Wenn ein zweiter Schritt vorgeschrieben ist: Wer sich ab diesem Tag (UTC) anmeldet, muss zuerst einen einrichten. Bis dahin bittet jede Seite darum. Ohne Datum gilt das sofort, auch in offenen Tabs.
second-factor-removal = Verlorenen zweiten Schritt entfernen
second-factor-removal-about = Wie lange nach einer Anfrage der zweite Schritt entfernt wird, wenn niemand abbricht. 0 Tage: Niemand kann darum bitten. Darum bitten kann, wer das Passwort kennt; die Person bekommt eine E-Mail, und jede offene Sitzung zeigt es an.
second-factor-ticket = Gültigkeit von Tickets
second-factor-ticket-about = Wie lange ein Ticket gilt, das die Verwaltung jemandem mit verlorenem zweitem Schritt ausgestellt hat. Bestehende Tickets behalten ihre Gültigkeit.
required = Vorgeschrieben
optional = Freiwillig
off = Aus
new-device-code = Code per E-Mail auf neuen Geräten
new-device-code-about = Ob man ohne zweiten Schritt auch einen Code aus einer E-Mail eingeben muss, wenn man sich mit dem Passwort in einem neuen Browser anmeldet. Nur für bestätigte Adressen. Ein zweiter Schritt schützt besser.
device-bound = Sitzungen an Geräte binden
device-bound-about = Neue Sitzungen in Browsern, die das können (Chrome), sind an das Gerät gebunden: Ein kopiertes Sitzungscookie nützt anderswo nichts. Nur mit HTTPS.
