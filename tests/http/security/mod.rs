//! Second factors: setting them up, signing in with them, and losing them.

mod challenge;
mod keys;
mod mailed_code;
mod mailed_code_attacks;
mod notices;
mod only_keys;
mod passkey_attacks;
mod passkeys;
mod passwordless;
mod removal;
mod required;
mod security_keys;
mod set_up;
