# What each permission allows. These are the labels of checkboxes and the items of a list: phrases without a full stop.
use-account = Manage their own account
use-console = Open the admin console: overview, roles and access
view-accounts = See all accounts, with their email addresses, second steps, sessions, history and bans
ban-accounts = Ban accounts, lift bans, answer appeals, and read, write and delete notes
end-sessions = End other people’s sessions
assign-roles = Change people’s roles
manage-roles = Create, change and delete roles
manage-policy = Change the policy (limits, passwords and sign-up), see the list of emails, and send those that failed
view-audit = See and export the audit log
invite = Invite people to sign up, and see and revoke invitations
close-accounts = Close accounts permanently, and export an account’s data
impersonate = View as people with fewer permissions, for a limited time
issue-tickets = Issue tickets to people who have lost their second step
