help = Hilfe
take-the-tour = Rundgang
card-length = { $count } Schritte, etwa drei Minuten
card-words = Sieh, was mit einem Fenster passiert, wenn du es von einem anderen aus abmeldest.
go-on = Weitermachen
said-put-away = Du kannst den Rundgang jederzeit machen. Er steht unter „Hilfe“.

title = Sieh, was eine Sitzung bewirkt
lead = Zwei Fenster, ein Konto. Führ jeden Schritt wirklich aus; er wird abgehakt, sobald der Server ihn gesehen hat.
loading = Wird geladen …
steps = Schritte
done-of = { $done } von { $all } erledigt

step-done = , erledigt
said-done = Erledigt: { $step }.
said-next = Als Nächstes: { $step }.

start = Starten
start-again = Neu starten
not-now = Nicht jetzt
put-away = Du hast den Rundgang beiseitegelegt. Du kannst beim ersten Schritt neu beginnen.
finished = Das bewirkt eine Sitzung.
finished-words = Jede Anmeldung ist eine eigene Sitzung, und du bestimmst, wie lange sie dauert. <activity>Deine Aktivität</activity> zeigt, was du getan hast.

sign-in = Anmelden
sign-in-words = Mit der Anmeldung beginnt eine Sitzung. Erstelle ein Konto oder nimm das, das du schon hast.
sign-in-done = Dieses Fenster hat eine Sitzung.
create-account = Konto erstellen

second-session = Ein zweites Mal anmelden
second-session-words = Öffne ein privates Fenster oder einen anderen Browser und melde dich dort mit demselben Konto an. Ordne die Fenster nebeneinander an.
second-session-done = Dein Konto hatte zwei Sitzungen zugleich.

watch-list = Die Liste ansehen
watch-list-words = Deine Sitzungen stehen in einer Liste. Sie ändert sich von selbst, wenn eine beginnt oder endet. Bleib in beiden Fenstern angemeldet und öffne die Liste.
watch-list-done = Du hast beide in der Liste gesehen.
open-sessions = Sitzungen öffnen

end-other = Ein Fenster vom anderen aus abmelden
end-other-words = Öffne deine Sitzungen in beiden Fenstern und melde das eine vom anderen aus ab. Sieh zu: Es wird sofort gesperrt, ohne neu zu laden.
end-other-done = Das andere Fenster ist gesperrt. Seine Sitzung ist beendet, also zeigt es nichts mehr, bis sich dort wieder jemand anmeldet.

change-theme = Das Design ändern
change-theme-words = Melde dich im anderen Fenster wieder an und wähle dann in diesem ein anderes Design. Beide folgen.
change-theme-done = Einstellungen gehören zu deinem Konto, also folgt jedes Fenster.
open-preferences = Einstellungen öffnen
