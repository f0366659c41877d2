# Die Seite über das eigene Konto
title = Konto
sign-in-as = Du meldest dich als <username/> an. Der Benutzername lässt sich nicht ändern.
display-name = Anzeigename
display-name-hint = Sichtbar für andere. Höchstens { $max } Zeichen; leer lassen, um den Benutzernamen zu verwenden.
email = E-Mail-Adresse
email-hint = Sichtbar nur für dich und die Verwaltung. Freiwillig.
current-password = Aktuelles Passwort
save = Speichern
saved = Gespeichert.
profile = Profil
signing-in = Anmeldung
data = Deine Daten
data-about = Lade alles herunter, was über dich gespeichert ist, oder schließe dein Konto für immer.
export = Deine Daten exportieren
close = Dein Konto schließen …

# Wird angezeigt, wenn jemand aus der Verwaltung die Seite als eine andere Person ansieht.
# $what nennt den ausgelassenen Teil, etwa „die E-Mail-Adresse“.
owner-only = In der Ansicht als andere Person nicht verfügbar: { $what }.
owner-only-email = die E-Mail-Adresse
owner-only-data = Datenexport und Schließen des Kontos

# Das Feld für ein neues Passwort und seine Stärkeanzeige
password-hint = Mindestens { $least } Zeichen. Gut geeignet sind vier oder fünf zufällige Wörter.
strength = Passwortstärke
strong-enough = Stark genug
too-weak = Zu schwach
hard-to-guess = Schwer zu erraten.
very-hard-to-guess = Sehr schwer zu erraten.

# Ratschläge zu einem Passwort, das zu leicht zu erraten ist
advice-words = Nimm mehrere Wörter, die nichts miteinander zu tun haben.
advice-phrases = Nimm einige Wörter ohne Zusammenhang und keine gängige Redewendung.
advice-more-words = Füge noch ein, zwei Wörter hinzu, am besten ungewöhnliche.
advice-no-symbols = Sonderzeichen, Ziffern und Großbuchstaben sind nicht nötig. Mehr Wörter helfen mehr.
advice-common = Dieses Passwort ist sehr verbreitet. Nimm lieber mehrere Wörter ohne Zusammenhang.
advice-similar = Dieses Passwort ähnelt einem verbreiteten. Nimm lieber mehrere Wörter ohne Zusammenhang.
advice-one-word = Ein einzelnes Wort ist leicht zu erraten. Füge einige hinzu.
advice-names = Namen sind leicht zu erraten. Füge andere Wörter hinzu.
advice-rows = Tastenreihen wie „qwertzuiop“ sind leicht zu erraten. Nimm lieber Wörter.
advice-keyboard = Kurze Muster auf der Tastatur sind leicht zu erraten. Nimm lieber Wörter.
advice-repeated-characters = Wiederholte Zeichen wie „aaa“ sind leicht zu erraten. Nimm lieber verschiedene Wörter.
advice-repeated-words = Ein Wort zu wiederholen, hilft kaum. Nimm lieber verschiedene Wörter.
advice-sequences = Folgen wie „abc“ oder „6543“ sind leicht zu erraten. Nimm lieber Wörter.
advice-years = Jahreszahlen aus jüngster Zeit sind leicht zu erraten. Füge einige Wörter hinzu.
advice-dates = Ein Datum ist leicht zu erraten. Füge einige Wörter hinzu.
advice-own-dates = Nimm keine Jahreszahlen oder Daten, die mit dir zu tun haben, etwa Geburtstage.
advice-capitals = Großbuchstaben helfen kaum. Füge lieber noch ein Wort hinzu.
advice-reversed = Ein Wort rückwärts zu schreiben, hilft kaum. Füge lieber noch ein Wort hinzu.
advice-substitutions = Ersetzte Buchstaben, etwa „@“ statt „a“, helfen kaum. Füge lieber noch ein Wort hinzu.

email-hint-mail = Damit kannst du dich anmelden, ein neues Passwort festlegen und Hinweise zu deinem Konto bekommen. Nur du und die Verwaltung können sie sehen. Freiwillig.
email-verified = Deine E-Mail-Adresse ist bestätigt.
email-unverified = Öffne den Link in der E-Mail an <address/> oder gib den Code daraus ein. Nichts angekommen? Sieh im Spam-Ordner nach oder sende sie noch einmal.
email-pending = Öffne den Link in der E-Mail an <address/> oder gib den Code daraus ein. Bis dahin gilt deine alte Adresse weiter.
email-now-verified = Deine E-Mail-Adresse ist bestätigt.
email-sent = Wir haben noch eine E-Mail gesendet. Das kann eine Minute dauern.
send-again = Noch einmal senden
code = Code
code-hint = 8 Buchstaben und Ziffern aus der E-Mail.
verify = Bestätigen
verify-title = E-Mail-Adresse bestätigen
verify-words = Ist <email/> die Adresse des Kontos <username/>? Dann bestätige sie.
verified-title = Adresse bestätigt
verified-words = Du kannst dich jetzt mit dieser Adresse anmelden und dein Passwort per E-Mail zurücksetzen.
verified-next = Zu deinem Konto
