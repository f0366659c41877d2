title = Gehe zu
help = Gib den Namen einer Seite oder Person ein. Wähle mit den Pfeiltasten und der Eingabetaste.
field = Seite oder Person
nothing = Nichts gefunden. Versuch es mit einem anderen Namen.
page = Seite
account = Konto
sessions-of = Sitzungen von { $name }
sessions = { $count ->
    [0] nicht angemeldet
    [one] { $count } Sitzung
   *[other] { $count } Sitzungen
}

shortcuts = Tastenkürzel
shortcut-palette = Zu einer Seite oder Person gehen
shortcut-help = Diese Liste zeigen
shortcut-close = Einen Dialog oder ein Menü schließen
shortcut-next = Zum nächsten Bedienelement gehen
close = Schließen
