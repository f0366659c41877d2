//! Validates redirect targets: only local paths are allowed (ASVS 3.7.2).

/// Returns the path if it is local: it begins with exactly one `/` and contains neither `\` nor control characters,
/// which browsers reinterpret, nor characters that must be percent-encoded.
pub fn local_path(path: &str) -> Option<&str> {
    let mut characters = path.chars();
    let first = characters.next() == Some('/');
    let second = !matches!(characters.next(), Some('/' | '\\'));
    let clean = !path.contains('\\') && path.chars().all(|c| c.is_ascii_graphic());
    // A form's target is never a page.
    let page = path != "/api" && !path.starts_with("/api/");
    // Routers and browsers remove `.` and empty segments, even if the dots are percent-encoded: the rest may then begin
    // with `//`.
    let is_dots = |part: &str| matches!(&*part.to_ascii_lowercase().replace("%2e", "."), "." | "..");
    let plain = !path.split(['?', '#']).next().unwrap_or_default().split('/').skip(1).any(is_dots);
    (first && second && clean && page && plain).then_some(path)
}

/// Encodes `path` as the value of a query parameter (RFC 3986, 2.1): everything except letters, digits and `-._~/` is
/// percent-encoded.
pub fn encode(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            use std::fmt::Write;
            // Writing to a String cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_local_paths_pass() {
        for good in ["/", "/account", "/admin?q=a%2Fb", "/a#b"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/a\r\nSet-Cookie: x",
            "javascript:alert(1)",
            "/api/sign_out",
            " /a",
            "/a b",
            "/é",
            "/.//evil.example",
            "/a/../..//evil.example",
            "/%2e//evil.example",
            "/a/%2E./.%2e//evil.example",
        ] {
            assert_eq!(local_path(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_path_survives_as_a_parameter() {
        assert_eq!(encode("/admin?q=a b&é"), "/admin%3Fq%3Da%20b%26%C3%A9");
    }
}
