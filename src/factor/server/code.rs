//! Codes as people type them.

/// A typed code.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Code {
    /// Six digits: of an authenticator app.
    Authenticator(String),
    /// A recovery code, in capitals and without hyphens.
    Recovery(String),
    /// A ticket, in the same notation.
    Ticket(String),
}

/// The number of digits that an authenticator app shows.
const DIGITS: usize = 6;
/// The number of characters of a ticket, 114 bits in all.
pub(super) const TICKET_LENGTH: usize = 24;

impl Code {
    /// Reads a code in any notation: with or without spaces and hyphens, in small letters or capitals.
    pub(super) fn read(typed: &str) -> Self {
        let bare: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if bare.len() == DIGITS && bare.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::Authenticator(bare)
        } else if bare.chars().count() == TICKET_LENGTH {
            Self::Ticket(bare.to_uppercase())
        } else {
            Self::Recovery(bare.to_uppercase())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_every_notation() {
        for typed in ["123456", " 123 456 ", "123-456"] {
            assert!(Code::read(typed) == Code::Authenticator("123456".to_owned()), "{typed}");
        }
        for typed in ["BCDFG-HJKMN", "bcdfg hjkmn", "bcdfghjkmn"] {
            assert!(Code::read(typed) == Code::Recovery("BCDFGHJKMN".to_owned()), "{typed}");
        }
        for typed in ["BCDFGH-JKMNPQ-RTVWXY-Z23456", "bcdfgh jkmnpq rtvwxy z23456", "bcdfghjkmnpqrtvwxyz23456"] {
            assert!(Code::read(typed) == Code::Ticket("BCDFGHJKMNPQRTVWXYZ23456".to_owned()), "{typed}");
        }
        assert!(Code::read("1234567") == Code::Recovery("1234567".to_owned()));
    }
}
