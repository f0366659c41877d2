months = Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.

moment = { $day }. { $month } { $year }, { $time } { $zone }
forenoon = { $time } Uhr vormittags
afternoon = { $time } Uhr nachmittags
day-and-month = { $day }. { $month }

no-time = keine Zeit
seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}
minutes = { $count } Min.
hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
