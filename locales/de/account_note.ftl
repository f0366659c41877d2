# Notizen der Verwaltung zu einem Konto
title = Notizen
about = Wer Konten sperren darf, kann diese Notizen lesen, schreiben und löschen. Die Person sieht sie nie, und in Exporten fehlen sie.
loading = Wird geladen …
none = Noch keine Notizen. Neue Notizen erscheinen hier.
new = Neue Notiz
new-hint = Höchstens { $max } Zeichen.
add = Notiz hinzufügen
added = Notiz hinzugefügt.
delete = Löschen
# Was ein Screenreader statt „Löschen“ vorliest; <act/> nennt, wann und von wem die Notiz geschrieben wurde.
delete-note = Löschen der Notiz: <act/>
# Steht für alle, die eine Notiz über die Befehlszeile geschrieben haben
operator = Befehlszeile
