//! The start page: an invitation for guests, the person's own place for members.

mod changes;
mod guest;
mod lately;
mod member;
mod safety;

use leptos::prelude::*;
use leptos_meta::Title;

use self::{guest::GuestHome, member::MemberHome};
use super::lazy_page::LazyPage;
use crate::{
    access::Current,
    feature::LazyView,
    reactive::{dynamic, memo},
};

/// The start page of members.
pub(super) const MEMBER_HOME: LazyView = crate::lazy_view!(account, member_home, MemberHome);

/// The page at `/`.
#[component]
pub fn Home() -> impl IntoView {
    let current = Current::expect();
    let is_member = memo(move |_| current.with(|principal| principal.member().is_some()));
    view! {
        <Title text=""/>
        {dynamic(move || if is_member.get() { view! { <LazyPage view=MEMBER_HOME/> }.into_any() } else { view! { <GuestHome/> }.into_any() })}
    }
}
