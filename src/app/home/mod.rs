//! The start page: an invitation for guests, the person's own place for members.

mod changes;
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
