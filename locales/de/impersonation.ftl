# Beginnen, als eine andere Person anzusehen
view-as = Als { $name } ansehen
about = Sieh { $app } bis zu 30 Minuten lang so wie diese Person. Ihr Passwort, ihre Rolle, ihre Sitzungen und alles andere, was nur sie ändern kann, kannst du nicht ändern. Das wird unter beiden Namen protokolliert, und die Person sieht es mit deinem Grund in ihren Aktivitäten.
reason = Grund für die Ansicht
reason-hint = Die Person sieht diesen Text. Höchstens { $max } Zeichen.

# Die Leiste, die währenddessen über jeder Seite steht
bar-label = Ansicht als andere Person
bar = Ansicht als <b>{ $name }</b>. Noch <left/>. Angemeldet als { $impersonator }.
stop = Ansicht als { $name } beenden
started = Du siehst jetzt alles als { $name }.
