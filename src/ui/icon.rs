//! Icons. They are decorative: text beside them says the same.

use leptos::prelude::*;

use crate::reactive::dynamic;

/// The file with the icons (Lucide). Its name changes with its contents.
const FILE: &str = "/icons-2.svg";

/// An icon: the name of one in `public/icons-2.svg`, such as `house`, or the address of a symbol in a file of the
/// application, such as `/shop.svg#cart`.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    let address = if name.starts_with('/') { name.to_owned() } else { format!("{FILE}#{name}") };
    view! {
        <svg class="i" aria-hidden="true">
            <use_ href=address></use_>
        </svg>
    }
}

/// A small ground for an icon. Its tone is that of a tag: `green`, `amber`, `brick`, `blue`, `plum`, or none.
#[component]
pub fn Glyph(
    name: &'static str,
    #[prop(optional)] tone: &'static str,
    /// Round and smaller, as in a feed.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let class = format!("glyph{} {tone}", if small { " s" } else { "" });
    view! { <span class=class><Icon name/></span> }
}

/// The initials of a person, on a tone that depends on their name. Decorative.
#[component]
pub fn Avatar(#[prop(into)] name: Signal<String>, #[prop(optional)] large: bool) -> impl IntoView {
    let class = move || name.with(|name| format!("avatar{} {}", if large { " l" } else { "" }, tone_of(name)));
    view! { <span class=class aria-hidden="true">{dynamic(move || name.with(|name| initials(name)))}</span> }
}

/// At most two initials: of the first and the last word.
fn initials(name: &str) -> String {
    let first_of =
        |word: &str| word.chars().next().into_iter().flat_map(char::to_uppercase).take(1).collect::<String>();
    let mut words = name.split_whitespace();
    let first = words.next().map(first_of).unwrap_or_default();
    first + &words.next_back().map(first_of).unwrap_or_default()
}

fn tone_of(name: &str) -> &'static str {
    const TONES: [&str; 5] = ["green", "blue", "amber", "plum", "brick"];
    // Not `usize`, which has fewer bits in the browser than on the server.
    let sum = name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    TONES[sum as usize % TONES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        let cases = [("Noor Haddad", "NH"), ("ada", "A"), ("Jean Luc de Vries", "JV"), ("  ", ""), ("ßa öb", "SÖ")];
        for (name, wanted) in cases {
            assert_eq!(initials(name), wanted, "{name}");
        }
    }

    #[test]
    fn long_names_have_the_same_tone_on_every_machine() {
        assert_eq!(["Ada", "Amber Badger", "Amber Cobra"].map(tone_of), ["amber", "amber", "plum"]);
    }
}
