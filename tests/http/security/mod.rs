//! Second factors: setting them up, signing in with them, and losing them.

mod challenge;
mod keys;
mod passkey_attacks;
mod passkeys;
mod passwordless;
mod removal;
mod required;
mod security_keys;
mod set_up;
