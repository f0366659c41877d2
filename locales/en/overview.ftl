# Links in the menus, and the heading of the page.
admin = Admin
title = Overview
loading = Loading…

# Beside the heading, while the page updates itself.
live = Live
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
    [hour] 60 minutes
    [day] 24 hours
   *[other] 30 days
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
    [hour] 5 minutes starting at
    [day] Hour starting at
   *[other] Day (UTC)
}
# The end of the chart’s axis.
now = now
chart-note = { $range ->
    [month] Each bar is one day in UTC. The last bar is still filling.
   *[other] The last bar is still filling.
}

# The latest events of the audit log.
events = Just happened
events-none = No events yet. Sign-ins and changes appear here.
view-audit = View audit log

# What waits for the viewer.
needs-you = Needs you
needs-nothing = Nothing is waiting for you.
appeals-waiting = { $count ->
    [one] { $count } appeal to answer
   *[other] { $count } appeals to answer
}
appeals-about = The longest-waiting come first
warnings-shown = { $count ->
    [one] { $count } warning from the server
   *[other] { $count } warnings from the server
}
warnings-where = At the top of this page

# The state of the server.
all-well = All well
not-well = Needs attention
system = System
# The name of the section of warnings.
warnings = Warnings
version = Version
database = Database
database-healthy = { $engine }, healthy
database-failing = { $engine }, not working properly. See the server’s log.
schema = Database schema
schema-current = Up to date
schema-other = Doesn’t match this version. Run “hallpass migrate”.
started = Started
open-tabs = Open tabs on this server
last-cleanup = Last cleanup
no-cleanup = Not since the server started
latest-event = Latest audit event
event-number = #{ $number }
no-event = None yet

# A warning, and since when, such as “5 min ago”. $warning is one or more whole sentences.
warning = { $warning } First noticed: <when/>.
# Beside the link “Overview”; only screen readers say the words.
warnings-badge = { $count ->
    [one] { $count } <words>warning</words>
   *[other] { $count } <words>warnings</words>
}
