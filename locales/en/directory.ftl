# On an account’s page, when someone else or the command line changes the account while a form is in use
changed-elsewhere = This account was changed elsewhere. What you’ve typed is still here.
show-changes = Show changes
# Closes a dialog without doing anything
cancel = Cancel
