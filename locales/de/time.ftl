months = Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.

moment = { $day }. { $month } { $year }, { $time } { $zone }
forenoon = { $time } AM
afternoon = { $time } PM
day-and-month = { $day }. { $month }

date = { $day }. { $month } { $year }
date-and-time = { $date }, { $time }

just-now = gerade eben
minutes-ago = vor { $count } Min.
hours-ago = { $count ->
    [one] vor { $count } Stunde
   *[other] vor { $count } Stunden
}
yesterday = gestern
weekdays = Mo. Di. Mi. Do. Fr. Sa. So.
in-minutes = in { $count } Min.
today-at = heute um { $time }
tomorrow-at = morgen um { $time }
in-days = { $count ->
    [one] in { $count } Tag
   *[other] in { $count } Tagen
}

today = Heute, { $day }
day-before = Gestern, { $day }
weekday-and-day = { $weekday }, { $day }

no-time = keine Zeit
seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}
minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
