# The command palette of administrators
title = Go to
help = Type the name of a page or a person. Choose with the arrow keys and Enter.
field = Page or person
nothing = Nothing found. Try another name.
page = Page
account = Account
sessions-of = Sessions of { $name }
sessions = { $count ->
    [0] not signed in
    [one] { $count } session
   *[other] { $count } sessions
}

# The list of keyboard shortcuts
shortcuts = Keyboard shortcuts
shortcut-palette = Go to a page or a person
shortcut-help = Show this list
shortcut-close = Close a dialog or a menu
shortcut-next = Go to the next control
close = Close
