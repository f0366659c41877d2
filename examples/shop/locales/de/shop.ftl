# Links in the menu, and the headings of their pages.
shop = Shop
cart = Warenkorb

# Beside the link to the cart; the words are for screen readers.
badge = { $count }<said> Artikel</said>

# The shop. In add, name is for screen readers.
shop-words = Füll jetzt deinen Warenkorb und melde dich später an: Es geht nichts verloren.
add = In den Warenkorb <name/>
added = { $name } liegt in deinem Warenkorb.
full = Von einem Artikel passen höchstens { $most } in den Warenkorb.
unknown = Diesen Artikel gibt es nicht mehr. Lade die Seite neu, um das Angebot zu sehen.

# The cart. In set-quantity and remove, name is for screen readers.
loading = Wird geladen …
items = { $count ->
    [0] Dein Warenkorb ist leer
   *[other] { $count } Artikel
}
empty-words = Hier erscheint, was du im Shop auswählst, auf jedem Gerät, auf dem du angemeldet bist.
go-to-shop = Zum Shop
each = je { $price }
quantity = Anzahl von { $name }
set-quantity = Aktualisieren <name/>
quantity-range = Gib eine Zahl von 1 bis { $most } ein.
remove = Entfernen <name/>
total = Summe: <b>{ $price }</b>
no-checkout = Das ist ein Beispiel, deshalb endet es hier: Bestellen kannst du nichts.

# An amount in euros; cents has two digits. Between amount and sign is a no-break space.
price = { $euros },{ $cents } €

# Products
songbook = Liederbuch
folder = Notenmappe
stand = Notenständer
lamp = Pultleuchte
fork = Stimmgabel
metronome = Metronom
baton = Taktstock
risers = Chorpodest
