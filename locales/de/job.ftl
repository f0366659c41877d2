# Viele Sitzungen werden im Hintergrund beendet. $kind sagt, welche: „limits“ für Sitzungen über neuen Limits,
# „everyone“ für alle, und ein anderes Wort für die einer Rolle. $people sind die Personen mit dieser Rolle, im Dativ,
# etwa „Mitgliedern“.
queued = { $kind ->
    [limits] Sitzungen über den neuen Limits werden beendet: wartet auf den Start.
    [everyone] Sitzungen aller Personen werden beendet: wartet auf den Start.
   *[other] Sitzungen von { $people } werden beendet: wartet auf den Start.
}
ending = { $kind ->
    [limits] Sitzungen über den neuen Limits werden beendet: { $checked } von { $total } geprüft, { $ended } beendet.
    [everyone] Sitzungen aller Personen werden beendet: { $checked } von { $total } geprüft, { $ended } beendet.
   *[other] Sitzungen von { $people } werden beendet: { $checked } von { $total } geprüft, { $ended } beendet.
}
ended = { $kind ->
    [limits] Sitzungen über den neuen Limits beendet: { $count }.
    [everyone] Sitzungen aller Personen beendet: { $count }.
   *[other] Sitzungen von { $people } beendet: { $count }.
}

# Anstelle eines Namens, wie in „Gestartet von …“.
by-operator = der Serverbetreuung
by-gone = jemandem mit geschlossenem Konto
