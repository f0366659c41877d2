//! Replaces a page that the visitor may not see. This is only a hint: enforcement is in the server functions. It reads
//! a signal directly, because a suspended guard would lose its status code.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    components::{A, Redirect},
    hooks::use_location,
};

use super::{lazy_page::LazyPage, lock::Lock};
use crate::{
    access::{Current, Denial, Principal, Rule, encode},
    ban::pages::Banned,
    feature::LazyView,
    reactive::{dynamic, memo},
    session::pages::ChallengePage,
    texts::app as t,
    ui::{ErrorPage, Status, TallPass, here},
};

/// The page of banned people, in place of any other.
pub(super) const BANNED: LazyView = crate::lazy_view!(account, banned_page, Banned);

/// The page of people whose second factor is due, in place of any other.
pub(super) const CHALLENGE: LazyView = crate::lazy_view!(account, challenge_page, ChallengePage);

/// Shows the content if the rule allows the principal, and decides again whenever the principal changes.
#[component]
pub fn Gate(rule: Rule, #[prop(into)] content: ViewFn) -> impl IntoView {
    let current = Current::expect();
    let verdict = memo(move |before| current.with(|principal| decide(rule, principal, before)));
    dynamic(move || match verdict.get() {
        Verdict::Visible { .. } => content.run(),
        Verdict::ToSignIn => view! { <ToSignIn/> }.into_any(),
        Verdict::Locked => view! { <Lock/> }.into_any(),
        Verdict::Forbidden => view! { <Forbidden/> }.into_any(),
        Verdict::MovedAway { same_person } => {
            if same_person {
                current.moved_away();
            }
            view! { <Redirect path="/" options=NavigateOptions { replace: true, ..Default::default() }/> }.into_any()
        }
        Verdict::Challenged => view! { <LazyPage view=CHALLENGE/> }.into_any(),
        Verdict::SetUp => view! { <SetUpFirst/> }.into_any(),
        Verdict::Banned => view! { <LazyPage view=BANNED/> }.into_any(),
    })
}

/// What is shown at a page's place.
#[derive(Clone, PartialEq, Eq)]
enum Verdict {
    /// The page itself; rendered anew for another account, so that nobody sees data of the previous one.
    Visible {
        account: String,
    },
    ToSignIn,
    /// The session ended while the page was open: the page stays locked until its person returns.
    Locked,
    Forbidden,
    /// The role or the account changed while the page was open, and the page is not allowed any more.
    MovedAway {
        same_person: bool,
    },
    Challenged,
    /// The policy requires a second factor, which has to be set up first.
    SetUp,
    Banned,
}

fn decide(rule: Rule, principal: &Principal, before: Option<&Verdict>) -> Verdict {
    let was_open = matches!(before, Some(Verdict::Visible { .. }));
    let account = || principal.member().map(|member| member.account_id.clone()).unwrap_or_default();
    match rule.decide(principal) {
        Ok(()) if matches!(rule, Rule::Anyone | Rule::Open) => Verdict::Visible { account: String::new() },
        Ok(()) => Verdict::Visible { account: account() },
        Err(Denial::SignInRequired) if principal.has_left() => Verdict::ToSignIn,
        Err(Denial::SignInRequired) if was_open || before == Some(&Verdict::Locked) => Verdict::Locked,
        Err(Denial::SignInRequired) => Verdict::ToSignIn,
        Err(Denial::Forbidden) => match before {
            Some(Verdict::Visible { account: before }) => Verdict::MovedAway { same_person: *before == account() },
            Some(moved @ Verdict::MovedAway { .. }) => moved.clone(),
            _ => Verdict::Forbidden,
        },
        Err(Denial::SecondFactorDue) => Verdict::Challenged,
        Err(Denial::SetUpDue) => Verdict::SetUp,
        Err(Denial::Banned) => Verdict::Banned,
    }
}

/// Redirects to the sign-in page, which leads back to this page; after signing out, redirects to the start page.
#[component]
fn ToSignIn() -> impl IntoView {
    let location = use_location();
    let target = if Current::expect().peek(Principal::has_left) {
        "/".to_owned()
    } else {
        let here = here(&location.pathname.get_untracked(), &location.search.get_untracked());
        format!("/sign-in?next={}", encode(&here))
    };
    // Replaces the history entry, so that going back does not lead here again.
    view! { <Redirect path=target options=NavigateOptions { replace: true, ..Default::default() }/> }
}

/// Leads to setting up a second factor, in place of every other page.
#[component]
fn SetUpFirst() -> impl IntoView {
    if let Some(Status(set)) = use_context() {
        set(403);
    }
    view! {
        <Title text=t::set_up_title()/>
        <div class="center">
            <TallPass label=t::set_up_title()>
                <div><h1>{t::set_up_title()}</h1><p class="muted">{t::set_up_words()}</p></div>
                <A href="/account/security" attr:class="btn primary l">{t::set_up_next()}</A>
            </TallPass>
        </div>
    }
}

#[component]
fn Forbidden() -> impl IntoView {
    view! {
        <ErrorPage
            status=403
            title=t::forbidden_title()
            words=t::forbidden()
        />
    }
}
