//! Codes that people type.

/// Letters and digits that nobody takes for another, and that spell no words.
const ALPHABET: &[u8] = b"23456789BCDFGHJKMNPQRTVWXYZ";

/// Draws a code of so many characters from the operating system's random source. Each carries 4.75 bits.
///
/// # Errors
/// When the system has no random bytes.
pub fn draw(length: usize) -> Result<String, getrandom::Error> {
    let mut code = String::new();
    while code.len() < length {
        let mut byte = [0_u8; 1];
        getrandom::fill(&mut byte)?;
        // Bytes without a letter are drawn again, so that each letter is equally likely.
        code.extend(ALPHABET.get(usize::from(byte[0] % 32)).copied().map(char::from));
    }
    Ok(code)
}

/// The code as people see it: with a hyphen in the middle.
pub fn shown(code: &str) -> String {
    let (first, second) = code.split_at(code.len() / 2);
    format!("{first}-{second}")
}

/// A long code as people see it: in groups of so many characters.
pub fn shown_in_groups(code: &str, of: usize) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(of).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A typed code in capitals, without spaces and hyphens.
pub fn read(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_uppercase()
}

/// The digest of a code, as it is stored: with the account, so that equal codes of two accounts differ.
pub fn digest(code: &str, account_id: &str) -> String {
    super::token::digest(&format!("{code} {account_id}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_differ_and_contain_only_letters_of_the_alphabet() {
        let codes: BTreeSet<String> = (0..100).map(|_| draw(10).unwrap()).collect();
        assert_eq!(codes.len(), 100);
        let used: BTreeSet<u8> = codes.iter().flat_map(|code| code.bytes()).collect();
        assert!(used.iter().all(|letter| ALPHABET.contains(letter)), "{codes:?}");
        assert_eq!(used.len(), ALPHABET.len(), "every letter is used");
        assert!(codes.iter().all(|code| code.len() == 10));
    }

    #[test]
    fn codes_are_read_in_every_notation() {
        assert_eq!(shown("BCDFGHJK"), "BCDF-GHJK");
        assert_eq!(shown_in_groups("BCDFGHJKMNPQ", 4), "BCDF-GHJK-MNPQ");
        for typed in ["BCDF-GHJK", " bcdf ghjk ", "bcdfghjk"] {
            assert_eq!(read(typed), "BCDFGHJK", "{typed}");
        }
    }
}
