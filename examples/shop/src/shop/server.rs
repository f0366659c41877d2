//! The cart, which Hallpass keeps: for guests in an encrypted cookie, for members with their account.

use std::{collections::BTreeMap, sync::Arc};

use hallpass::{
    carried::Carried,
    error::{AppError, Problem},
    feature::server::{CarriedKind, ServerFeature, ServerSide},
};
use serde::{Deserialize, Serialize};

use super::{
    Line,
    product::{PRODUCTS, Product},
};
use crate::texts::shop as t;

pub(super) const SIDE: ServerSide = ServerSide::new(|_| Arc::new(Shop)).carried(const { &[CarriedKind::of::<Cart>()] });

/// The cart needs no tables of its own.
#[derive(Debug)]
struct Shop;

impl ServerFeature for Shop {}

/// How many of one product a cart can have.
pub(super) const MOST: u32 = 99;

/// What a person wants to buy: how many of each product, by its ID.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Cart {
    items: BTreeMap<String, u32>,
}

impl Carried for Cart {
    const NAME: &'static str = "cart";
    const VERSION: u32 = 1;
    const MAX_BYTES: usize = 400;

    fn merge(mut account: Self, guest: Self) -> Self {
        for (id, quantity) in guest.items {
            let known = account.items.entry(id).or_default();
            *known = known.saturating_add(quantity).min(MOST);
        }
        account.items.retain(|id, _| Product::find(id).is_some());
        account
    }
}

impl Cart {
    /// What is in the cart, in the order of the shop, without products that it no longer has.
    pub(super) fn lines(&self) -> Vec<Line> {
        let line = |product: &Product| Some(Line { id: product.id.to_owned(), quantity: *self.items.get(product.id)? });
        PRODUCTS.iter().filter_map(line).collect()
    }

    /// Adds one, unless there are as many as possible.
    pub(super) fn add(&mut self, product: &Product) -> bool {
        let quantity = self.items.entry(product.id.to_owned()).or_default();
        let fits = *quantity < MOST;
        *quantity += u32::from(fits);
        fits
    }

    pub(super) fn set(&mut self, product: &Product, quantity: u32) {
        self.items.insert(product.id.to_owned(), quantity);
    }

    pub(super) fn remove(&mut self, id: &str) {
        self.items.remove(id);
    }
}

/// The product with this ID.
pub(super) fn known(id: &str) -> Result<&'static Product, AppError> {
    Product::find(id).ok_or_else(|| AppError::rejected(t::unknown()))
}

/// A quantity as it was typed.
pub(super) fn quantity_of(typed: &str) -> Result<u32, AppError> {
    let number = typed.trim().parse().ok().filter(|number| (1..=MOST).contains(number));
    number.ok_or_else(|| AppError::field("quantity", Problem::Other { message: t::quantity_range(MOST) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cart(items: &[(&str, u32)]) -> Cart {
        Cart { items: items.iter().map(|(id, quantity)| ((*id).to_owned(), *quantity)).collect() }
    }

    #[test]
    fn merging_adds_quantities_up_to_the_maximum_and_drops_unknown_products() {
        let account = cart(&[("baton", 60), ("fork", 1), ("vanished", 1)]);
        let guest = cart(&[("baton", 60), ("lamp", 2), ("forged", u32::MAX)]);
        assert_eq!(Cart::merge(account, guest), cart(&[("baton", 99), ("fork", 1), ("lamp", 2)]));
    }

    #[test]
    fn quantities_are_whole_numbers_in_range() {
        assert_eq!([" 1 ", "99"].map(|typed| quantity_of(typed).ok()), [Some(1), Some(99)]);
        for typed in ["", "0", "100", "-1", "1.5", "two"] {
            assert!(quantity_of(typed).is_err(), "{typed}");
        }
    }
}
