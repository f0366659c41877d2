//! The parts of an account's page that concern second factors.

mod card;
mod ticket;

pub(crate) use card::FactorsCard;
pub(crate) use ticket::{TicketActs, TicketForm};
