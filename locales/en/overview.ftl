# Links in the menus, and the heading of the page.
admin = Admin
title = Overview
loading = Loading…

# When the figures were counted.
updated = Updated <when/> · <refresh>Refresh</refresh>
updated-cached = Updated <when/> · refreshes every 30 seconds · <refresh>Refresh</refresh>

# The figures. The number stands before or above the words.
people = { $count ->
    [one] person signed in
   *[other] people signed in
}
sessions = { $count ->
    [one] live session
   *[other] live sessions
}
accounts = { $count ->
    [one] account
   *[other] accounts
}
banned = { $count ->
    [one] banned account
   *[other] banned accounts
}
appeals = { $count ->
    [one] appeal to answer
   *[other] appeals to answer
}
invitations = { $count ->
    [one] active invitation
   *[other] active invitations
}

# The chart of sign-ins. $range is hour, day, or another word for a month.
sign-ins = Sign-ins
ranges = Time range
range = { $range ->
    [hour] Last 60 minutes
    [day] Last 24 hours
   *[other] Last 30 days
}
chart = { $range ->
    [hour] Sign-ins in the last 60 minutes
    [day] Sign-ins in the last 24 hours
   *[other] Sign-ins in the last 30 days
}
chart-empty = { $range ->
    [hour] No sign-ins in the last 60 minutes, not even refused ones.
    [day] No sign-ins in the last 24 hours, not even refused ones.
   *[other] No sign-ins in the last 30 days, not even refused ones.
}
# The two kinds of bars.
signed-in = Signed in
refused = Refused
# The head of the column with the beginnings of the bars, in the chart’s table.
unit = { $range ->
    [hour] 5 minutes from (UTC)
    [day] Hour from (UTC)
   *[other] Day (UTC)
}
chart-note = Times in UTC. The last bar is still filling.

# The latest events of the audit log.
events = Recent events
events-none = No events yet. Sign-ins and changes appear here.
view-audit = View audit log
# A tag of an event.
event-refused = refused

# The state of the server.
system = System
# The term of a fact, and the name of the section of warnings.
warnings = Warnings
warnings-shown = { $count ->
    [0] None
   *[other] { $count }, at the top of this page
}
version = Version
database = Database
database-healthy = { $engine }, healthy
database-failing = { $engine }, not working properly. See the log.
schema = Database schema
schema-current = Up to date
schema-other = Doesn’t match this version. Run “hallpass migrate”.
up-since = Up since
open-tabs = Open tabs on this server
last-cleanup = Last cleanup
no-cleanup = Not since the server started
latest-event = Latest audit event
event-number = #{ $number }
no-event = None yet

# A warning, and since when. $warning is one or more whole sentences.
warning = { $warning } Since <when/>.
# Beside the link “Overview”; only screen readers say the words.
warnings-badge = { $count ->
    [one] { $count } <words>warning</words>
   *[other] { $count } <words>warnings</words>
}
