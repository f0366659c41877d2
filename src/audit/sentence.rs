//! What happened, as a sentence in which the actor stands out and the account that it concerns is a link.

use leptos::prelude::*;
use leptos_router::components::A;

use super::AuditEvent;
use crate::{
    access::{Current, Permission},
    reactive::memo,
};

/// The sentence of an event. Only people who may see accounts get the link.
#[component]
pub(crate) fn EventSentence(event: AuditEvent) -> impl IntoView {
    let current = Current::expect();
    let is_linked = memo(move |_| current.member(|member| member.permissions.has(Permission::VIEW_ACCOUNTS)));
    let (who, words) = (event.who(), event.words());
    let (who, rest) = match words.strip_prefix(&who) {
        Some(rest) => (who, rest.to_owned()),
        None => (String::new(), words),
    };
    let whom = event.whom().filter(|_| event.subject_name.is_some());
    let parts = whom.and_then(|whom| {
        let (before, after) = around(&rest, &whom)?;
        Some((before.to_owned(), whom, after.to_owned()))
    });
    let address = format!("/admin/accounts/{}", event.subject);
    let rest = move || match parts.clone().filter(|_| is_linked.get()) {
        Some((before, whom, after)) => view! { {before}<A href=address.clone()>{whom}</A>{after} }.into_any(),
        None => rest.clone().into_any(),
    };
    view! { <b>{who}</b>{rest} }
}

/// The words before and after a name, at the last place where it stands as a word of its own.
fn around<'a>(words: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let places = words.rmatch_indices(name).map(|(at, _)| (&words[..at], &words[at + name.len()..]));
    places.into_iter().find(|(before, after)| !before.ends_with(is_part) && !after.starts_with(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_words_of_their_own() {
        assert_eq!(around(" banned eve", "eve"), Some((" banned ", "")));
        assert_eq!(around(" hat die Sperre von auf aufgehoben", "auf"), Some((" hat die Sperre von ", " aufgehoben")));
        assert_eq!(around(" banned eve-2", "eve"), None);
        assert_eq!(around(" banned a former user", "eve"), None);
    }
}
