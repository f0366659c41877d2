//! What the shop sells.

use crate::texts::shop as t;

/// A product. Its ID is stored in carts, so it must not change.
#[derive(Debug)]
pub struct Product {
    pub id: &'static str,
    pub name: fn() -> String,
    pub cents: i64,
    /// An SVG path on a grid of 24 by 24.
    pub drawing: &'static str,
}

/// Every product, in the order in which pages list them.
pub static PRODUCTS: [Product; 8] = [
    Product {
        id: "songbook",
        name: t::songbook,
        cents: 2490,
        drawing: "M20 16H6.5a2.5 2.5 0 0 0 0 5H20V3H6.5A2.5 2.5 0 0 0 4 5.5v13M12 12V7l4 1",
    },
    Product {
        id: "folder",
        name: t::folder,
        cents: 1250,
        drawing: "M3 6a2 2 0 0 1 2-2h4l2 3h8a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM8 13h8",
    },
    Product { id: "stand", name: t::stand, cents: 3900, drawing: "M4 4h16l-2 9H6zM12 13v7M7 21l5-4 5 4" },
    Product { id: "lamp", name: t::lamp, cents: 1790, drawing: "M7 10l3-7h4l3 7zM12 10v11M8 21h8" },
    Product { id: "fork", name: t::fork, cents: 980, drawing: "M8 3v7a4 4 0 0 0 8 0V3M12 14v7" },
    Product { id: "metronome", name: t::metronome, cents: 3200, drawing: "M9 3h6l4 18H5zM6 16h12M12 16l6-10" },
    Product {
        id: "baton",
        name: t::baton,
        cents: 1490,
        drawing: "M20 4L8.5 15.5M9 17.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z",
    },
    Product { id: "risers", name: t::risers, cents: 128_000, drawing: "M3 20v-4h6v-4h6V8h6v12z" },
];

impl Product {
    /// The product with this ID.
    pub fn find(id: &str) -> Option<&'static Self> {
        PRODUCTS.iter().find(|product| product.id == id)
    }
}

/// An amount as the reader's language writes it: €1,280.00 or 1.280,00 €.
pub fn price(cents: i64) -> String {
    t::price(cents / 100, format!("{:02}", cents % 100))
}
