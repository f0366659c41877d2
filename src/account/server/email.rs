//! Parses e-mail addresses.

use email_address::{EmailAddress, Options};

use super::text;
use crate::error::Problem;

/// Parses an e-mail address; empty means none. At most 254 octets (RFC 5321, 4.5.3.1.3).
pub(super) fn parse_email(typed: &str) -> Result<Option<String>, Problem> {
    const MAX: usize = 254;
    let email = typed.trim();
    match email {
        "" => Ok(None),
        _ if email.len() > MAX => Err(Problem::TooLong { max: MAX }),
        _ if text::has_hidden(email)
            || email.contains('%')
            || EmailAddress::parse_with_options(email, options()).is_err() =>
        {
            Err(Problem::NotAnEmail)
        }
        _ => Ok(Some(email.to_owned())),
    }
}

/// An address alone: no name before it, and no IP address as its domain.
fn options() -> Options {
    Options::default().without_display_text().without_domain_literal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_mail_addresses_are_trimmed_and_checked() {
        assert_eq!(parse_email(" "), Ok(None));
        assert_eq!(parse_email(" ada@example.org "), Ok(Some("ada@example.org".to_owned())));
        for bad in [
            "ada",
            "ada@",
            "@example.org",
            "a b@example.org",
            "ada@example.org\u{202e}",
            "Ada <ada@example.org>",
            "ada@[127.0.0.1]",
        ] {
            assert_eq!(parse_email(bad), Err(Problem::NotAnEmail), "{bad}");
        }
        assert_eq!(parse_email(&format!("{}@example.org", "a".repeat(254))), Err(Problem::TooLong { max: 254 }));
    }
}
