# Die Seite, die eine gesperrte Person sieht
# Der Titel des Fensters.
title = Dein Konto ist gesperrt
heading-until = Du kannst { $app } bis <when/> nicht nutzen
heading = Du kannst { $app } nicht mehr nutzen
safe = Dein Konto und alles darin sind sicher.
revoked = Gesperrt
reason = Grund
ends = Endet
banned-on = Gesperrt am
# Unter der verbleibenden Zeit, etwa „3 Tage“
until-end = bis zum Ende der Sperre
no-end = Unbefristet

# Was die Sperre bedeutet, darunter.
meaning = Was das bedeutet
signed-out = Überall abgemeldet
signed-out-about = Deine Sitzungen endeten mit der Sperre. Wenn andere dieses Gerät auch nutzen, melde dich hier zusätzlich ab.
ends-itself = Sie endet von selbst
ends-itself-about = Ab <when/> kannst du dich wieder wie zuvor anmelden.
stays = Sie hat kein Enddatum
stays-about = Sie gilt, bis die Verwaltung sie aufhebt.
data = Deine Daten gehören weiter dir
data-about = Alles in deinem Konto bleibt so, wie es war.

# Der Einspruch der gesperrten Person
appeal = Einspruch
appeal-own = Dein Einspruch
appeal-question = Hältst du das für einen Irrtum?
appeal-about = Schreib der Verwaltung. Das geht nur einmal, also nimm dir Zeit.
appeal-answer-here = Die Antwort erscheint auf dieser Seite.
appeal-message = Deine Nachricht
appeal-hint = { $least } bis { $max } Zeichen.
send-appeal = Einspruch senden
appeal-sent = Du hast deinen Einspruch am <when/> gesendet.
appeal-waiting = Die Verwaltung wird ihn lesen. Die Antwort erscheint auf dieser Seite.
appeal-answered = Antwort vom <when/>:

# Die Liste der Einsprüche in der Verwaltung
appeals = Einsprüche
appeals-about = Wer am längsten wartet, steht oben.
loading = Wird geladen …
appeals-none-title = Keine offenen Einsprüche
appeals-none = Legt jemand Einspruch gegen eine Sperre ein, erscheint er hier, bis er beantwortet ist.
see-banned = Gesperrte Konten ansehen
appeals-cut = Diese { $count } warten am längsten. Es kann weitere geben.
sent = Gesendet
ban-reason = Grund der Sperre
# Wann die Person den Einspruch gesendet hat, etwa „vor 5 Min.“
sent-ago = Gesendet: <when/>
# Eine Schaltfläche; wer die Antwort bekommt, sagen nur Screenreader
send-answer-to = Antwort senden <name/>
appeal-answer-sent = Antwort gesendet.
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
until-label = Ende der Sperre
reason-hint = Gesperrte sehen diesen Text. Höchstens { $max } Zeichen.
note = Interne Notiz
note-label = Interne Notiz (freiwillig)
note-hint = Sichtbar nur für alle, die Konten sperren dürfen, nie für Gesperrte. Höchstens { $max } Zeichen.
ends-sessions = { $count ->
    [0] Die Person ist gerade nirgends angemeldet.
    [one] Beendet jetzt { $count } Sitzung und sperrt ihre offenen Tabs.
   *[other] Beendet jetzt { $count } Sitzungen und sperrt ihre offenen Tabs.
}
# Folgt auf den vorigen Satz.
lifts-at = Die Sperre endet von selbst am <when/>.
lasts = Die Sperre gilt, bis jemand sie aufhebt.
can-appeal = Die Person kann einmal Einspruch einlegen. Ihre Daten bleiben erhalten.
# Die Schaltfläche: allgemein und für jede Auswahl; $time ist etwa „7 Tage“.
ban-account = Dieses Konto sperren
ban-for = Für { $time } sperren
ban-until-date = Bis zu diesem Datum sperren
ban-no-end = Unbefristet sperren
# Was getan wurde
banned = Konto gesperrt und überall abgemeldet.
banned-for = { $name } für { $time } gesperrt.
banned-until = { $name } bis { $time } gesperrt.
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
changed-until = Sperre geändert. Sie endet am { $time }.
changed-no-end = Sperre geändert. Sie ist jetzt unbefristet.

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
