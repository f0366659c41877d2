# Die Seite, die eine gesperrte Person sieht
title = Dein Konto ist gesperrt
safe = Dein Konto und deine Daten sind sicher. Du wurdest überall abgemeldet; auf einem gemeinsam genutzten Gerät wähle oben „Abmelden“.
revoked = Gesperrt
reason = Grund
ends = Endet
banned-on = Gesperrt am
# Unter der verbleibenden Zeit, etwa „3 Tage“
until-end = bis zum Ende der Sperre
no-end = Unbefristet

# Der Einspruch der gesperrten Person
appeal = Einspruch
appeal-about = Hältst du das für einen Fehler? Du kannst einmal Einspruch einlegen.
appeal-message = Deine Nachricht
appeal-hint = { $least } bis { $max } Zeichen.
send-appeal = Einspruch senden
appeal-sent = Du hast deinen Einspruch am <when/> gesendet.
appeal-waiting = Die Verwaltung wird ihn lesen. Die Antwort erscheint auf dieser Seite.
appeal-answered = Antwort vom <when/>:

# Die Liste der Einsprüche in der Verwaltung
appeals = Einsprüche
loading = Wird geladen …
appeals-none-title = Keine offenen Einsprüche
appeals-none = Legt jemand Einspruch gegen eine Sperre ein, erscheint er hier, bis er beantwortet ist.
appeals-cut = Diese { $count } warten am längsten. Es kann weitere geben.
sent = Gesendet
ban-reason = Grund der Sperre
answer-appeal = Antworten
answer-person = Antworten: { $username }
# Neben dem Link „Einsprüche“; die Wörter sagen nur Screenreader.
to-answer = <count/> <words>zu beantworten</words>

# Ein Konto sperren, in der Verwaltung
ban-title = { $name } sperren
how-long = Wie lange?
one-hour = 1 Stunde
one-day = 1 Tag
seven-days = 7 Tage
thirty-days = 30 Tage
other-date = Anderes Datum
until-label = Endet am (UTC)
until-hint = Zum Beispiel 2030-01-31 18:00. Leer lassen, um unbefristet zu sperren.
reason-hint = Die Person sieht diesen Text. Höchstens { $max } Zeichen.
note = Interne Notiz
note-hint = Sichtbar nur für alle, die Konten sperren dürfen, nie für die gesperrte Person. Höchstens { $max } Zeichen.
ends-sessions = { $count ->
    [0] Die Person ist gerade nirgends angemeldet.
    [one] Beendet jetzt { $count } Sitzung, auch in offenen Tabs.
   *[other] Beendet jetzt { $count } Sitzungen, auch in offenen Tabs.
}
# Folgt auf den vorigen Satz.
lifts-at = Endet von selbst am <when/>.
lasts = Gilt, bis jemand sie aufhebt.
can-appeal = Die Person kann einmal Einspruch einlegen. Ihre Daten bleiben erhalten.
# Die Schaltfläche: allgemein und für jede Auswahl; $time ist etwa „7 Tage“.
ban-account = Dieses Konto sperren
ban-for = Für { $time } sperren
ban-until-date = Bis zu diesem Datum sperren
ban-no-end = Unbefristet sperren
# Was getan wurde
banned = Konto gesperrt und überall abgemeldet.
banned-for = { $name } für { $time } gesperrt.
banned-until = { $name } gesperrt bis { $time }.
banned-no-end = { $name } unbefristet gesperrt.

# Eine Sperre aufheben und ändern
active-ban = Aktive Sperre
lift-title = Sperre von { $name } aufheben
lift-effect = Aufheben stellt keine Sitzungen wieder her. Die Person muss sich neu anmelden.
lift-ban = Sperre aufheben
lifted = Sperre aufgehoben.
change-title = Sperre von { $name } ändern
change-ban = Sperre ändern
changed-ban = Sperre geändert.

# Die Sperren und Einsprüche eines Kontos
history = Sperren und Einsprüche
history-none = Dieses Konto war noch nie gesperrt.
bans = Sperren
# <act/> nennt, wann und von wem.
banned-entry = Gesperrt: <act/>
reason-erased = Beim Schließen des Kontos gelöscht
changed-at = Geändert
active = Aktiv
lifted-at = Aufgehoben: <act/>
ended-at = Planmäßig beendet: <when/>
answered-at = Beantwortet
answer = Antwort
answer-hint = Die Person sieht diesen Text. Höchstens { $max } Zeichen. Er lässt sich später nicht ändern.
lift-too = Auch die Sperre aufheben
send-answer = Antwort senden
# Wann etwas getan wurde, und von wem
done-by = <when/> von { $name }
done-by-operator = <when/> über die Befehlszeile
