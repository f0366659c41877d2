# Short names of the months, separated by spaces.
months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec

# 4 Dec 2026, 18:00 UTC
moment = { $day } { $month } { $year }, { $time } { $zone }
# The time of day on a clock of 12 hours
forenoon = { $time } am
afternoon = { $time } pm
# 4 Dec
day-and-month = { $day } { $month }

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
