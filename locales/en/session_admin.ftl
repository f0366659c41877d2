# The page with everyone’s sessions.
title = Sessions
about = Ending a session locks its open tabs at once.
loading = Loading…
# Below the number. $people are the people with a role, such as “members”.
sessions-of = { $count ->
    [one] session of { $people }
   *[other] sessions of { $people }
}

# The filter. “phone” and “computer” can be typed as they are written here, and in English.
username = Username
username-hint = Username starts with…
# The default of the filters after the first, as in “Role: any”.
any = any
role = Role
address = IP address
address-hint = 192.0.2.1 or 192.0.2.
device = Device
device-hint = { $phone }, { $computer }, Firefox
phone = phone
computer = computer

# The list of sessions.
signed-in-now = Signed in now
person = Person
signed-in = Signed in
last-active = Last active
actions = Actions
this-device = This device
nothing-found = Nothing found
none-so-far = No matches so far. The next page continues the search.
no-more = There are no more sessions.
no-match = No session matches these filters. Try using fewer of them.
show-all = Show all sessions
pages = Pages of sessions

# A session, to be read out by screen readers.
whose = { $device } of { $username }
# A checkbox, for screen readers. $session is the message above.
select = Select { $session }
# A button; only screen readers say which session.
end-one = End <session/>

# Ending one session, and the selected ones: the bar says “with-selected” while none is selected.
ended-one = Session ended.
with-selected = With selected sessions
end-selected = End selected sessions
ended-selected = Selected sessions ended.
select-some = Select between 1 and { $max } sessions above.
out-of-reach = { $count ->
    [one] { $count } session wasn’t ended, because its owner has more permissions than you.
   *[other] { $count } sessions weren’t ended, because their owners have more permissions than you.
}
# A number of sessions, as in “between 1 and 50 sessions”.
sessions = { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}

# The form that ends all sessions of a role or of everyone. $people are the people with a role, such as “members”.
end = End sessions
end-effect = Everyone affected has to sign in again; drafts in open pages are kept. To end one person’s sessions, open their account.
end-for = For
end-all-of = All { $people }
end-everyone = Everyone
keep-own = Except my current session
ended = Sessions ended. Everyone affected has been signed out.

# The sessions on an account’s page. “Ends” is when a session ends by itself. Of the
# device, only screen readers speak.
ends = Ends
end-locks = Ending a session locks its open tabs at once.
not-signed-in = Not signed in anywhere.
end-session = End session <device/>
end-all = End all sessions
ended-all = Sessions ended.

# The history on an account’s page.
history = History
view-audit = View in audit log
history-none = No sign-ins yet, or they’re not stored any more.
history-end = There’s nothing before this point, or it isn’t stored any more.
history-pages = Pages of the history
newest = Newest
older = Older
# The latest events of the history, on the overview.
lately = Lately
whole-history = Full history
