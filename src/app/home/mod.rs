//! The start page: an invitation for guests, the person's own place for members.

mod guest;
mod lately;
mod member;
mod safety;

use leptos::prelude::*;
use leptos_meta::Title;

use self::{guest::GuestHome, member::MemberHome};
use crate::access::Current;

/// The page at `/`.
#[component]
pub fn Home() -> impl IntoView {
    let current = Current::expect();
    let is_member = Memo::new(move |_| current.with(|principal| principal.member().is_some()));
    view! {
        <Title text=""/>
        {move || if is_member.get() { view! { <MemberHome/> }.into_any() } else { view! { <GuestHome/> }.into_any() }}
    }
}

/// Counts the changes to the account, as long as it is signed in: what a page loads must not be asked for once more when
/// the session ends.
fn changes(current: Current) -> Memo<(u64, i64)> {
    Memo::new(move |before: Option<&(u64, i64)>| {
        let now = current.changes();
        let is_member = current.peek(|principal| principal.member().is_some());
        before.copied().filter(|_| !is_member).unwrap_or(now)
    })
}
