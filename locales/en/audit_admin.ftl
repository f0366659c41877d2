title = Audit log
about = Who did what, and what was refused. Nobody can edit these events.

# The filter
loading = Loading…
act = Action
outcome = Outcome
account = Person (actor or target)
account-hint = A username
since = From
until = To
# A time with its zone, such as “2030-01-31 (Europe/Berlin)”
in-zone = { $time } ({ $zone })
address = IP address
any = any
more-filters = More filters
apply = Apply

# A filter that cannot be used, with each problem below
misread = Check your search
misread-field = { $field }: { $problem }

# No events
none = No events found
none-yet = Events appear here when someone signs in or changes something.
none-older = There are no older events.
none-match = No events match your search. Change or remove a filter.
show-newest = Show newest events

# The list
events = Events
when = Time
what = What happened
from = From where
done = Done
refused = Refused
pager = More events
older = Older
newest = Newest

# Files with all results
export-csv = Export as CSV
export-jsonl = Export as JSON Lines
export-confirm = Enter your password to export

# Details of an event. Only screen readers say the second text, directly after the first.
details = Details
details-of = : { $event }
number = Event number
request = Request ID
device = Device

# Names of details
fact-as = Viewing as
fact-ban = Ban ID
fact-changed = Changed role
fact-deleted = Deleted role
fact-ending = Why they ended
fact-field = Changed field
fact-format = Format
fact-from = Before
fact-impersonation = Viewing ID
fact-impersonator = Viewed by
fact-left-out-before = Refusals left out before this one
fact-lifted = Ban lifted
fact-made = Created
fact-method = Sign-in method
fact-path = Page or function
fact-permissions = Permissions
fact-remember-me = Keep me signed in
fact-revoked = Revoked invitation
fact-role = Role
fact-rows = Deleted events
fact-session = Session ID
fact-sessions = Sessions
fact-setting = Setting
fact-to = After
fact-until = Until
fact-up-to = Up to event
fact-uses = Uses
fact-what = Note
fact-whose = Whose sessions

# Their values
yes = Yes
no = No
for-good = No end date
ending-deadline = They had reached a limit
ending-by-owner = Signed out by the account’s owner
method-password = Password
method-sign-up = Sign-up
method-set-up = Set-up link
method-new-password = New password
field-display-name = Display name
field-email = Email address
field-new-device-notices = Emails about new devices
what-added = Added
what-deleted = Deleted
setting-for-everyone = { $setting } (everyone)
setting-for-role = { $setting } ({ $role })
whose-this = Only the session they were using
whose-limits = All past the changed limits
whose-everyone = Everyone’s
whose-session = One session ({ $id })
whose-account = All of this account’s
