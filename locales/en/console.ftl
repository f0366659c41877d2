# The name of the menu beside the pages of the admin console, for screen readers.
menu = Admin console
# Headings in that menu
people = People
rules = Rules
records = Records

# The first choice of a filter.
all = All
remove-filter = , remove this filter

# Who started ending many sessions, and when.
started = Started by { $name }, <when/>.
# Read out by screen readers from time to time.
progress = Ending sessions: { $percent }% done.
