title = Policy
intro = Changes apply immediately to every session. If a role has its own value, the stricter one wins.
loading = Loading…
# The name of the tabs, for screen readers.
tabs = Choose a role
# A tab. $scope is the name of a role, or “everyone”.
scope-title = { $scope ->
    [everyone] Everyone
    [member] Members
    [moderator] Moderators
    [administrator] Administrators
   *[other] { $scope }
}
changed-elsewhere = The policy was changed elsewhere. What you’ve typed is still here.

# The form.
scope-heading = { $scope ->
    [everyone] For everyone
    [member] For members
    [moderator] For moderators
    [administrator] For administrators
   *[other] For the role { $scope }
}
save = Save
preview = Preview
discard = Discard
# The question before leaving the page
leave-unsaved = Leave this page? Your unsaved changes will be lost.
unsaved = { $count ->
    [0] No unsaved changes
    [one] { $count } unsaved change
   *[other] { $count } unsaved changes
}

# The groups of settings.
group-sessions = Sessions
group-sessions-about = How long a session lasts, and how many a person can have.
group-sign-in = Sign-in
group-sign-in-about = What a password needs, and when signing in takes a second step or an emailed code.
group-sign-up = Sign-up
group-sign-up-about = How people get an account, and how they get back into it.
group-records = Records
group-records-about = How long past activity is kept.
group-feature-about = Settings of this part of the application.

# A setting. The units follow a number, in a menu.
unit-of = Unit of { $setting }
unit-seconds = seconds
unit-minutes = minutes
unit-hours = hours
unit-days = days
# Tags of a value that differs from the default, or from everyone’s value.
default-is = Default: { $value }
everyone-is = Everyone: { $value }
# Resets the field; a screen reader says which. Both begin with the same word.
reset = Reset
reset-setting = Reset { $setting }
was = Unsaved, was { $value }
# The allowed values of a setting, after its description.
range = { $least } to { $most }.
# Likewise, if 0 is allowed, too.
range-or-never = { $least } to { $most }, or 0 (never).
default-value = Default: { $value }.
in-effect = Default: { $default }. In effect: { $value }.
in-effect-for-role = Leave blank to use everyone’s value, { $everyone }. In effect: { $value }.
in-effect-for-role-choice = Everyone’s value: { $everyone }. In effect: { $value }.
# In place of a value, for a role that has no value of its own.
same-as-everyone = Same as everyone
# In place of a value, for everyone.
default = Default
# One value changed. $scope is the label of a role, or “everyone”.
changed-value = { $scope ->
    [everyone] { $setting } (everyone): { $before } → { $after }
   *[other] { $setting } ({ $scope }): { $before } → { $after }
}

# The preview of a change.
if-you-save = If you save:
nothing-would-change = Nothing changes: these values are already set.
ends = { $count ->
    [0] No sessions end.
    [one] { $count } session ends now.
   *[other] { $count } sessions end now.
}
ends-more = More than { $count } sessions end now.
stricter-applies = Nothing changes in effect: a stricter value still applies.
# $change is one changed value, such as “Idle limit (member): 30 min → 20 min”.
effect = { $change }.
remembered-limits-follow = While “Keep me signed in” is off, its limits match the ordinary ones, so they change too.
over-limit = { $count ->
    [one] { $count } account would have more sessions than allowed. At the next sign-in, the person chooses which to end.
   *[other] { $count } accounts would have more sessions than allowed. At the next sign-in, each person chooses which to end.
}
over-limit-more = More than { $count } accounts would have more sessions than allowed. At the next sign-in, each person chooses which to end.
warning = Idle warning ({ $role }): { $before } → { $after }.
fix-first = Fix these first:
# A field’s label and what is wrong with it.
problem = { $label }: { $problem }
# The label of an error about the role that was chosen.
scope = Role

# The outcome of a change.
nothing-changed = Nothing was changed: these values were already set.
saved = { $changed ->
    [one] { $changed } setting changed.
   *[other] { $changed } settings changed.
}
ended = { $count ->
    [0] No sessions ended.
    [one] { $count } session ended.
   *[other] { $count } sessions ended.
}
ending = Sessions past the new limits have ended; they’re still being counted.
# A button; a screen reader says what it undoes. Both begin with the same word.
undo = Undo
undo-change = Undo { $change }
undo-saved = Undo the change you just saved

# Recent changes. Each has its values, who made it, and when.
recent = Recent changes
none-yet = No changes yet. When someone changes the policy, you can review and undo it here.
sessions-stay-ended = Undoing a change doesn’t restore the sessions it ended.
# Followed by the number of sessions that ended.
change-by = By { $by }.
undo-by = By { $by } (undo).
# In place of a name.
command-line = the server’s operator
closed-account = a former user

# Settings of the server’s configuration.
server-settings = Server settings (read-only)
server-settings-about = Set in the server’s configuration and loaded when it starts.
attempts-per-account = Password attempts for one account. With 10/60s, 10 are allowed at once, then one more every 60 seconds. Each address the account has signed in from has its own limit.
attempts-per-address = Password attempts, sign-ups and uses of links from one address (IPv6: one /64).
ratings-per-address = Password strength checks from one address (IPv6: one /64).
tabs-per-account = Open tabs of one account that update at once. More tabs work, but update only at their next request.
tabs-per-address = Open tabs from one address (IPv6: one /64) that update at once.
argon-memory = Memory for each password hash, in KiB. Existing hashes are updated at the next sign-in.
argon-iterations = Passes for each password hash.
argon-parallelism = Lanes for each password hash.
hash-workers = Password hashes computed at the same time; 0 means one per processor. Each uses the memory of one hash.
