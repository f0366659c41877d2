# The page of the roles.
title = Roles
intro = Every account has one role. Changes to a role take effect at once, even on pages that are already open. You can only grant permissions you have.
loading = Loading…
accounts = { $count ->
    [0] No accounts have this role.
    [one] { $count } account has this role.
   *[other] { $count } accounts have this role.
}
accounts-more = More than { $count } accounts have this role.
# A tag of the roles that cannot be deleted.
built-in = Built in
permissions = Permissions
# The groups of permissions.
people = People
rules = Rules
records = Records
application = This application
permissions-hint = Everyone can manage their own account. With any admin permission, they can also open the admin console.
description = Description
# A button; a screen reader says which role. Both begin with the same word.
edit = Edit
edit-role = Edit role { $role }
save = Save
saved = Role saved. Changes are already in effect.
# Opens a panel that says what deleting does; a screen reader says which role. Both begin with the same word.
delete-ask = Delete…
delete-ask-role = Delete… role { $role }
delete-about = Deletes the role { $role } and its own policy values. No account has it, so nobody loses anything. This can’t be undone.
delete-role = Delete role { $role }
deleted = Role deleted.
deleted-role = Role { $role } deleted.

# The form for a new role.
new = New role
name = Name
name-hint = For example support or night-watch. It can’t be changed later.
create = Create role
created = Role created. Assign it from an account’s page.

# The page of the access matrix.
access = Access
access-intro = Who can reach each page and server function, taken from the same rules that decide every request. Extra rules also apply: for example, nobody can change an account that has more permissions than their own.
search-label = Address or permission
nothing-found = Nothing found
nothing-found-about = No address or permission contains this. Try fewer letters.
addresses = { $count ->
    [one] { $count } address
   *[other] { $count } addresses
}
# The name of the table, for screen readers.
matrix = Access matrix
# The heads of columns. The others are the names of roles.
address = Address
needs = Permission needed
guest = guest
banned = banned
challenged = code due
# In place of a permission.
no-permission = none
# A tag: the password has to be entered again.
password = password
# The cells of the table.
cell-yes = yes
cell-sign-in = sign in
cell-no = no
cell-banned = banned
cell-second-factor = code due

# Why a cell says what it says. $who is the head of its column.
open-to-all = { $who }: allowed, no permission needed.
only-banned-sign-in = { $who }: must sign in first. Only banned people are allowed.
only-banned = { $who }: denied. Only banned people are allowed.
denied-banned = { $who }: denied. Banned people can only appeal and sign out.
denied-challenged = { $who }: must enter the code of the second step first.
allowed-password = { $who }: allowed, has { $permission }. The password must have been entered in the last 10 minutes.
allowed-viewing-as = { $who }: allowed, has { $permission }. Also allowed for someone viewing as them.
allowed = { $who }: allowed, has { $permission }.
must-sign-in = { $who }: must sign in first. Needs { $permission }.
denied = { $who }: denied, doesn’t have { $permission }.
