# Links in the menu, and the headings of their pages.
shop = Shop
cart = Cart

# Beside the link to the cart; the words are for screen readers.
badge = { $count ->
    [one] { $count }<said> item</said>
   *[other] { $count }<said> items</said>
}

# The shop. In add, name is for screen readers.
shop-words = Fill your cart now and sign in later: nothing gets lost.
add = Add to cart <name/>
added = { $name } is in your cart.
full = You can have at most { $most } of one product in your cart.
unknown = We don’t sell this any more. Reload the page to see what’s available.

# The cart. In set-quantity and remove, name is for screen readers.
loading = Loading…
items = { $count ->
    [0] Your cart is empty
    [one] { $count } item
   *[other] { $count } items
}
empty-words = What you add in the shop appears here, on every device you’re signed in on.
go-to-shop = Go to the shop
each = { $price } each
quantity = Quantity of { $name }
set-quantity = Update <name/>
quantity-range = Enter a number from 1 to { $most }.
remove = Remove <name/>
total = Total: <b>{ $price }</b>
no-checkout = This is an example, so it ends here: you can’t order anything.

# An amount in euros; cents has two digits.
price = €{ $euros }.{ $cents }

# Products
songbook = Songbook
folder = Music folder
stand = Music stand
lamp = Stand lamp
fork = Tuning fork
metronome = Metronome
baton = Baton
risers = Choir risers
