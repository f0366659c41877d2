//! Time-based one-time passwords (TOTP, RFC 6238): 6 digits, SHA-1, a step of 30 seconds, which all authenticator apps
//! understand.

use totp_rs::{Builder, Secret, Totp};

/// The length of a secret in bytes: that of a SHA-1 digest, as RFC 4226, 4, recommends.
pub(super) const SECRET_LENGTH: usize = 20;
/// How many steps a code may be early or late.
const SKEW: u16 = 1;

/// The secret is not 20 bytes long, or a name cannot be part of an address.
#[derive(Debug)]
pub(super) struct Unusable;

fn totp(secret: &[u8], issuer: &str, username: &str) -> Result<Totp, Unusable> {
    let builder = Builder::new().with_secret(Secret::new(secret.into())).with_skew(SKEW);
    // The address separates both with a colon.
    let named = builder.with_issuer(Some(issuer.replace(':', " "))).with_account_name(username.replace(':', " "));
    named.build().map_err(|_| Unusable)
}

/// The step of the code, if it is right at this time, in Unix seconds, or one step earlier or later.
pub(super) fn step_of(secret: &[u8], code: &str, now: i64) -> Result<Option<i64>, Unusable> {
    let step = totp(secret, "issuer", "name")?.check(code, u64::try_from(now).unwrap_or_default());
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// The secret in Base32, in groups of four.
pub(super) fn shown(secret: &[u8]) -> String {
    let letters: Vec<char> = Secret::new(secret.into()).to_base32().chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The address with which an app is set up.
pub(super) fn address(secret: &[u8], issuer: &str, username: &str) -> Result<String, Unusable> {
    totp(secret, issuer, username)?.to_url().map_err(|_| Unusable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1; of eight digits, the last six.
        for (time, code) in [(1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            let step = |offset: i64| step_of(b"12345678901234567890", code, time + offset).unwrap();
            assert_eq!(step(0), Some(time / 30));
            assert_eq!(step(30), Some(time / 30), "one step late");
            assert_eq!(step(-30), Some(time / 30), "one step early");
            assert_eq!((step(90), step(-90)), (None, None));
        }
        assert_eq!(step_of(b"12345678901234567890", "287082", 59).unwrap(), Some(1));
        assert_eq!(step_of(b"12345678901234567890", "28708", 59).unwrap(), None);
    }

    #[test]
    fn names_with_colons_and_other_scripts_fit_into_the_address() {
        let address = address(&[7; SECRET_LENGTH], "http://localhost:3000", "Zoë : 王").unwrap();
        assert!(address.starts_with("otpauth://totp/"), "{address}");
        assert_eq!(shown(&[7; SECRET_LENGTH]), "A4DQ OBYH A4DQ OBYH A4DQ OBYH A4DQ OBYH");
    }
}
