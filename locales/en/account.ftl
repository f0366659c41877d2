# The page about one’s own account
title = Account
sign-in-as = You sign in as <username/>. Usernames can’t be changed.
display-name = Display name
display-name-hint = Shown to other people. Up to { $max } characters; leave blank to use your username.
email = Email address
email-hint = Only you and administrators can see this. Optional.
current-password = Current password
save = Save
saved = Saved.
profile = Profile
signing-in = Signing in
data = Your data
data-about = Download everything stored about you, or close your account for good.
export = Export your data
close = Close your account…

# Shown to an administrator who views the page as its owner. $what names the part that is left out,
# such as “the email address”.
owner-only = Not available while you view as someone else: { $what }.
owner-only-email = the email address
owner-only-data = exporting data and closing the account

# The field for a new password and its strength meter
password-hint = At least { $least } characters. Four or five random words work well.
strength = Password strength
strong-enough = Strong enough
too-weak = Too weak
hard-to-guess = Hard to guess.
very-hard-to-guess = Very hard to guess.

# Advice on a password that is too easy to guess
advice-words = Use several words that have nothing to do with each other.
advice-phrases = Use a few unrelated words, and avoid common phrases.
advice-more-words = Add another word or two. Uncommon words work best.
advice-no-symbols = You don’t need symbols, numbers or capitals. More words help more.
advice-common = This is a very common password. Use several unrelated words instead.
advice-similar = This is close to a common password. Use several unrelated words instead.
advice-one-word = A single word is easy to guess. Add a few more.
advice-names = Names are easy to guess. Add other words.
advice-rows = Rows of keys, like “qwertyuiop”, are easy to guess. Use words instead.
advice-keyboard = Short keyboard patterns are easy to guess. Use words instead.
advice-repeated-characters = Repeated characters, like “aaa”, are easy to guess. Use different words instead.
advice-repeated-words = Repeating a word barely helps. Use different words instead.
advice-sequences = Sequences, like “abc” or “6543”, are easy to guess. Use words instead.
advice-years = Recent years are easy to guess. Add a few words.
advice-dates = Dates are easy to guess. Add a few words.
advice-own-dates = Avoid dates and years that have to do with you, such as birthdays.
advice-capitals = Capital letters barely help. Add another word instead.
advice-reversed = Writing a word backwards barely helps. Add another word instead.
advice-substitutions = Swapping letters, like “@” for “a”, barely helps. Add another word instead.

# Verifying the email address: a part of the account page, and the page that the link in an email opens
email-hint-mail = Use it to sign in, set a new password and get notices about your account. Only you and administrators can see it. Optional.
email-verified = Your email address is verified.
email-unverified = Open the link in the email to <address/>, or enter its code. No email? Check your spam folder, or send it again.
email-pending = Open the link in the email to <address/>, or enter its code. Until then, your old address stays in use.
email-now-verified = Your email address is verified.
email-sent = We sent another email. It may take a minute.
send-again = Send again
code = Code
code-hint = 8 letters and digits from the email.
verify = Verify
verify-title = Verify your email address
verify-words = Is <email/> the address of the account <username/>? Then verify it.
verified-title = Address verified
verified-words = You can now sign in with this address, and reset your password by email.
verified-next = Go to your account
