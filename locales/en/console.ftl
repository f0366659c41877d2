# The name of the menu beside the pages of the admin console, for screen readers.
menu = Admin console
# Headings in that menu
people = People
rules = Rules
records = Records

remove-filter = , remove this filter
# A button below a field that filters the list
apply-filter = Apply

# A list that is loading, for screen readers, and the links to its pages
loading = Loading…
first-page = First page
next-page = Next page

# The rows of a list that are ticked. The other two are for screen readers.
selected = { $count } selected
select-all = Select all on this page
clear-selection = Clear the selection

# Who started ending many sessions, and when.
started = Started by { $name }, <when/>.
# Read out by screen readers from time to time.
progress = Ending sessions: { $percent }% done.
