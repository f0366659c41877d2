# Small pages for errors that no other page shows, with the error itself below the title
document-title = { $title } · { $app }
sign-in-required = You’re not signed in
forbidden = Access denied
not-found = Page not found
method-not-allowed = This address can’t be used like this
too-large = That’s too much at once
too-many = Too many attempts
internal = Something went wrong
busy = { $app } is busy
other = This request didn’t work
