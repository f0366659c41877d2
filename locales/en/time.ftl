# Short names of the months, separated by spaces.
months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec

# 4 Dec 2026, 18:00 UTC
moment = { $day } { $month } { $year }, { $time } { $zone }
# The time of day on a clock of 12 hours
forenoon = { $time } am
afternoon = { $time } pm
# 4 Dec
day-and-month = { $day } { $month }

# 4 Dec 2026
date = { $day } { $month } { $year }
# 4 Dec 2026, 18:00
date-and-time = { $date }, { $time }

# Times as people say them
just-now = just now
minutes-ago = { $count } min ago
hours-ago = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
yesterday = yesterday
# Short names of the days, from Monday, separated by spaces.
weekdays = Mon Tue Wed Thu Fri Sat Sun
in-minutes = in { $count } min
today-at = today at { $time }
tomorrow-at = tomorrow at { $time }
in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}

# Days as headings of a list
today = Today, { $day }
day-before = Yesterday, { $day }
# Wed, 25 Nov
weekday-and-day = { $weekday }, { $day }

# Durations
no-time = no time
seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
minutes = { $count } min
hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
