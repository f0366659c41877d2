# The page with the invitations
title = Invitations
sign-up-open = Anyone can sign up, so nobody needs an invitation.
sign-up-by-invitation = People need an invitation to sign up. Create a link and send it to them.
sign-up-closed = Sign-up is closed. Invitations won’t work until the policy allows sign-up again.
create-title = Create an invitation
uses-label = Maximum sign-ups
uses-about = How many accounts can be created with the link.
lifetime-label = Valid for
lifetime-about = After this time, the link stops working.
# A setting’s description, followed by its smallest and largest value
range-hint = { $about } From { $least } to { $most }.
note-label = Note (optional)
note-hint = For example, who the link is for. Only people who can invite others see it.
create = Create link
created = Copy this link now; you won’t see it again. It’s good for { $count ->
    [one] { $count } sign-up
   *[other] { $count } sign-ups
} until <when/>.

# The list of links
links = Links
order = Active first, newest at the top.
none-title = No invitations
none = Links you create appear here.
no-more = There are no more invitations.
pages = Pages of invitations
no-note = No note
left = { $max ->
    [one] { $left } of { $max } sign-up left.
   *[other] { $left } of { $max } sign-ups left.
}
# The columns of the table. “Actions” is for screen readers.
note = Note
status = Status
expires = Expires
created-when = Created
actions = Actions
# Such as “5 min ago by Olga”
created-by = <when/> by { $name }
by-operator = the server’s operator
by-gone = a former user
# The note says which link it is; only screen readers say it.
revoke-ask = Revoke… <note/>
revoke = Revoke <note/>
revoke-effect = Nobody will be able to sign up with this link. Accounts created with it stay.
revoked-one = Invitation revoked.
active = Active
used-up = Used up
expired = Expired
revoked = Revoked
