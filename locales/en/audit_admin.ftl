title = Audit log

# The filter
loading = Loading…
act = Action
outcome = Outcome
account = Person (actor or target)
account-hint = A username
since = From (UTC)
until = To (UTC)
address = IP address
search = Search

# A filter that cannot be used, with each problem below
misread = Check your search
misread-field = { $field }: { $problem }
since-field = From
until-field = To

# No events
none = No events found
none-yet = Events appear here when someone signs in or changes something.
none-older = There are no older events.
none-match = No events match your search. Change or remove a filter.
show-newest = Show newest events

# The list
when = Time
what = What happened
done = Done
refused = Refused
pager = More events
older = Older
newest = Newest

# Files with all results
export = Export results: <csv>CSV</csv> · <jsonl>JSON Lines</jsonl>
export-confirm = <link>Enter your password</link> to export these results.

# Details of an event
number = Event number
reason = Reason
request = Request ID
device = Device
