//! The form in which e-mail addresses are compared.

use url::Host;

/// The key of an address, by which an account is found: the local part in NFKC and case-folded, because people write it
/// in either case, and the domain in ASCII (RFC 5891). What is not an address is returned in lower case.
pub fn address_key(address: &str) -> String {
    let address = address.trim();
    match address.rsplit_once('@') {
        Some((local, domain)) => {
            // Host names are not percent-encoded in addresses.
            let host = Some(domain).filter(|domain| !domain.contains('%')).and_then(|domain| Host::parse(domain).ok());
            let domain = host.map_or_else(|| domain.to_lowercase(), |host| host.to_string());
            format!("{}@{domain}", crate::access::username_key(local))
        }
        None => address.to_lowercase(),
    }
}

/// The address with most of its local part hidden: `a…@example.org`.
pub(crate) fn masked(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => format!("{}…@{domain}", local.chars().next().map(String::from).unwrap_or_default()),
        None => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_the_same_in_either_case_and_form() {
        assert_eq!(address_key(" Ada@Example.ORG "), "ada@example.org");
        assert_eq!(address_key("ada@Bücher.example"), "ada@xn--bcher-kva.example");
        assert_eq!(address_key("ADA@xn--bcher-kva.example"), "ada@xn--bcher-kva.example");
        assert_eq!(address_key("\u{ff41}da@example.org"), "ada@example.org");
        assert_ne!(address_key("ada+x@example.org"), address_key("ada@example.org"));
        assert_ne!(address_key("ada@ex%61mple.org"), address_key("ada@example.org"));
    }

    #[test]
    fn a_masked_address_shows_one_letter() {
        assert_eq!(masked("ada@example.org"), "a…@example.org");
        assert_eq!(masked("ünal@example.org"), "ü…@example.org");
    }
}
