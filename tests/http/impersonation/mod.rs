//! Impersonation: who may, how it ends, and who is informed.

mod acting;
mod ends;
mod notices;
