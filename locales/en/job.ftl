# Ending many sessions, in the background. $kind says which: “limits” if they are past new limits, “everyone”, or
# another word if they belong to a role. $people are the people with this role, such as “members”.
queued = { $kind ->
    [limits] Ending sessions past the new limits: waiting to start.
    [everyone] Ending everyone’s sessions: waiting to start.
   *[other] Ending sessions of { $people }: waiting to start.
}
ending = { $kind ->
    [limits] Ending sessions past the new limits: { $checked } of { $total } checked, { $ended } ended.
    [everyone] Ending everyone’s sessions: { $checked } of { $total } checked, { $ended } ended.
   *[other] Ending sessions of { $people }: { $checked } of { $total } checked, { $ended } ended.
}
ended = { $kind ->
    [limits] { $count ->
        [one] Ended { $count } session that was past the new limits.
       *[other] Ended { $count } sessions that were past the new limits.
    }
    [everyone] { $count ->
        [one] Ended everyone’s sessions: { $count } in total.
       *[other] Ended everyone’s sessions: { $count } in total.
    }
   *[other] { $count ->
        [one] Ended { $count } session of { $people }.
       *[other] Ended { $count } sessions of { $people }.
    }
}

# In place of a name, as in “Started by …”.
by-operator = the server’s operator
by-gone = a former user
