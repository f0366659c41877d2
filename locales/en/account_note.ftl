# Notes of administrators about an account
title = Notes
about = Everyone who can ban accounts can read, add and delete these notes. The person never sees them, and they’re left out of exports.
loading = Loading…
none = No notes yet. Notes you add appear here.
new = New note
new-hint = Up to { $max } characters.
add = Add note
added = Note added.
delete = Delete
# What a screen reader says instead of “Delete”; <act/> is when the note was written, and by whom.
delete-note = Delete the note of <act/>
# Stands for whoever wrote a note from the command line
operator = Command line
