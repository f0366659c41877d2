# Starting to view as somebody else
view-as = View as { $name }
about = See { $app } as they do, for up to 30 minutes. You can’t change their password, role, sessions or anything else only they can change. This is logged under both names, and they’ll see it, with your reason, in their activity.
reason = Reason for viewing
reason-hint = They will see this. Up to { $max } characters.

# The bar above every page meanwhile
bar-label = Viewing as someone else
bar = Viewing as <b>{ $name }</b>. <left/> left. Signed in as { $impersonator }.
stop = Stop viewing as { $name }
started = You’re now viewing as { $name }.
