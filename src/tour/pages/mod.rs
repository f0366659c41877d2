//! The page of the tour, and its card for the home page.

mod card;
mod live;
mod page;
mod step;

pub use card::TourCard;
pub use page::TourPage;
