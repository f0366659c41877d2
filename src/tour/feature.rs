//! Declares the feature of the tour.

use super::{api::FUNCTIONS, pages::TourPage};
use crate::{
    access::Rule,
    feature::{Feature, Link, Page},
    texts::tour as t,
};

/// The tour: its page, for guests, too, and a link for members.
pub(crate) fn feature() -> Feature {
    Feature::new("tour")
        .functions(FUNCTIONS)
        .page(Page::lazy("/tour", Rule::Open, crate::lazy_view!(account, tour_page, TourPage)).loads_data())
        .link(Link::account("/tour", t::take_the_tour).icon("compass").section(t::help))
        .server(crate::on_server!(super::server::SIDE))
}
