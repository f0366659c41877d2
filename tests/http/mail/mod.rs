//! Mail: verified addresses, new passwords, notices, and the outbox.

mod addresses;
mod notices;
mod outbox;
mod reset;
mod smtp;
mod suspicious;
