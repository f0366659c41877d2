# The list of accounts, and its link in the menu
title = Accounts
loading = Loading…
people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
people-more = More than { $count } people
# A link to the page with the invitations
invite = Invite people
# The name of the links to other pages, for screen readers
pager = More accounts

# The search and the filters: each label is followed by the default, as in “Role: any”, and the other choices
search = Search
search-hint = Name or email starts with…
role = Role
any-role = any
status = Status
any-status = all but closed
not-banned = Not banned
banned = Banned
closed = Closed
last-active = Last active
any-time = any time
last-hour = In the last hour
last-day = In the last 24 hours
last-week = In the last 7 days
last-month = In the last 30 days
never = Never
sort = Sort
by-username = username
newest-first = Newest first
last-active-first = Last active first

# No account is listed
none-title = No accounts found
none-follow = There are no more accounts.
none-begin = No username, display name or email address starts with this. Try fewer letters.
none-match = No account matches these filters. Try using fewer of them.
unknown-filter = This address has a filter that doesn’t exist. Show all accounts, then choose the filters again.
show-all = Show all accounts

# The columns of the table. “Actions” is for screen readers.
person = Person
sessions = Sessions
actions = Actions
# A link, in the menu of an account and, for screen readers, on the name
open = Open
open-account = Open { $name }
# For screen readers: the checkbox and the menu of an account
select-account = Select { $name }
actions-for = Actions for { $name }
see-sessions = See sessions
# An act that asks for more before it is done
act-follows = { $act }…

# The status of an account, beside its role
closed-on = Closed on <when/>
banned-until = Banned until <when/>
banned-no-end = Banned, no end date

# The bar with the acts for the selected accounts, while none is selected
with-selected = With selected accounts
ban = Ban
lift-bans = Lift bans
end-sessions = End sessions
change-role-to = Change role to { $role }

# The preview of an act on several accounts
bulk-title = Change several accounts
none-selected = No accounts selected
none-selected-words = Select 1–{ $max } accounts in the list, then choose an action.
before = What will happen
after = What happened
# A tag before the reason
not-possible = Not possible
all-impossible = This isn’t possible for any of these accounts. The table says why.
# What will happen to an account. $count is how many of its sessions will end.
will-ban = { $count ->
    [0] Will be banned. Not signed in anywhere.
    [one] Will be banned; { $count } session will end.
   *[other] Will be banned; { $count } sessions will end.
}
will-lift = The ban will be lifted.
will-end = { $count ->
    [0] Not signed in anywhere.
    [one] { $count } session will end.
   *[other] { $count } sessions will end.
}
will-change-role = { $count ->
    [0] Role will change from { $from } to { $to }.
    [one] Role will change from { $from } to { $to }; { $count } session will end.
   *[other] Role will change from { $from } to { $to }; { $count } sessions will end.
}

# The forms below the preview
ban-effect = Signs these people out everywhere. Their data is kept.
ban-submit = { $count ->
    [one] Ban { $count } account
   *[other] Ban { $count } accounts
}
lift-submit = { $count ->
    [one] Lift the ban on { $count } account
   *[other] Lift the bans on { $count } accounts
}
end-submit = { $count ->
    [one] End all sessions of { $count } account
   *[other] End all sessions of { $count } accounts
}
change-role-submit = { $count ->
    [one] Change the role of { $count } account to { $role }
   *[other] Change the role of { $count } accounts to { $role }
}

# What happened: for all accounts, and for each. $refused is how many accounts the act was not possible for.
outcome = { $done ->
    [one] Done for { $done } account.
   *[other] Done for { $done } accounts.
}
outcome-mixed = { $done ->
    [0] Nothing was changed. The table says why.
    [one] Done for { $done } account, but not possible for { $refused }. The table says why.
   *[other] Done for { $done } accounts, but not possible for { $refused }. The table says why.
}
did-ban = Banned.
did-lift = Ban lifted.
did-end = Sessions ended.
did-change-role = Role changed to { $role }.

# An account’s page: its tabs, and the state of the account
account = Account
all-accounts = All accounts
overview = Overview
live-sessions = { $count ->
    [one] { $count } live session
   *[other] { $count } live sessions
}
out-of-reach = This account has permissions you don’t have, so you can’t change it.
no-notes-for-you = You can’t see notes about this account.
details = Details
email = Email address
no-email = None
limits = Limits
limits-about = How long sessions last, and how many there can be.
view-limits = View limits
glance = At a glance
signed-up = Signed up

# What can be done to an account. Each opens a dialog.
more-actions = More actions
view-as-ask = View as { $name }…
ban-ask = Ban…
lift-ask = Lift ban…
change-ban-ask = Change ban…
change-role-ask = Change role…
close-ask = Close account…
end-all = End all sessions

# Changing the role
role-title = Change the role of { $name }
role-effect = Takes effect at once, even on pages that are already open.
change-role = Change role
role-changed = Role changed.
# $role is the new role.
role-changed-to = { $name } now has the role { $role }.

# Toasts after a bulk act, and after it was undone
banned-accounts = { $count ->
    [one] { $count } account banned.
   *[other] { $count } accounts banned.
}
gave-role = { $count ->
    [one] { $count } account now has the role { $role }.
   *[other] { $count } accounts now have the role { $role }.
}
undone = { $count ->
    [one] Change undone for { $count } account.
   *[other] Change undone for { $count } accounts.
}
# $error is a sentence that says why the others could not be undone.
undone-in-part = Change undone for { $undone } of { $count } accounts. { $error }
