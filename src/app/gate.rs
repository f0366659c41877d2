//! Replaces a page that the visitor may not see. This is only a hint: enforcement is in the server functions. It reads
//! a signal directly, because a suspended guard would lose its status code.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{NavigateOptions, components::Redirect, hooks::use_location};

use super::{appeal::AppealPart, lock::Lock};
use crate::{
    access::{Ban, Current, Denial, Principal, Rule, encode},
    ui::{ErrorPage, Pass, PassKind, Status, When, here, time::span},
};

/// Shows the content if the rule allows the principal, and decides again whenever the principal changes.
#[component]
pub fn Gate(rule: Rule, #[prop(into)] content: ViewFn) -> impl IntoView {
    let current = Current::expect();
    let verdict = Memo::new(move |before| current.with(|principal| decide(rule, principal, before)));
    move || match verdict.get() {
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
        Verdict::Banned => view! { <Banned/> }.into_any(),
    }
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
    Banned,
}

fn decide(rule: Rule, principal: &Principal, before: Option<&Verdict>) -> Verdict {
    let was_open = matches!(before, Some(Verdict::Visible { .. }));
    let account = || principal.member().map(|member| member.account_id.clone()).unwrap_or_default();
    match rule.decide(principal) {
        Ok(()) if rule == Rule::Open => Verdict::Visible { account: String::new() },
        Ok(()) => Verdict::Visible { account: account() },
        Err(Denial::SignInRequired) if principal.has_left() => Verdict::ToSignIn,
        Err(Denial::SignInRequired) if was_open || before == Some(&Verdict::Locked) => Verdict::Locked,
        Err(Denial::SignInRequired) => Verdict::ToSignIn,
        Err(Denial::Forbidden) => match before {
            Some(Verdict::Visible { account: before }) => Verdict::MovedAway { same_person: *before == account() },
            Some(moved @ Verdict::MovedAway { .. }) => moved.clone(),
            _ => Verdict::Forbidden,
        },
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

#[component]
fn Forbidden() -> impl IntoView {
    view! {
        <ErrorPage
            status=403
            title="This page is not for your account"
            words="It needs a role that you do not have. If you should have it, ask an administrator."
        />
    }
}

/// The page for a banned person, shown in place of any page.
#[component]
fn Banned() -> impl IntoView {
    Status::set(403);
    let current = Current::expect();
    let ban = Memo::new(move |old: Option<&Ban>| match current.get() {
        Principal::Banned(ban) => ban,
        // The gate is about to remove this page.
        _ => old.cloned().unwrap_or_default(),
    });
    let appeal = Memo::new(move |_| ban.with(|ban| ban.appeal.clone()));
    // Rendered anew only when the terms change, so that a draft of the appeal is not lost.
    let shown = Memo::new(move |_| ban.with(|ban| Ban { appeal: None, ..ban.clone() }));
    view! {
        <Title text="Your pass has been revoked"/>
        <div class="wrap stack">
            <h1>"Your pass has been revoked"</h1>
            {move || view! { <BanPass ban=shown.get()/> }}
            <AppealPart appeal/>
            <p class="muted">
                "Your account and what is in it are safe. All its sessions have been ended; you can sign out here, above."
            </p>
        </div>
    }
}

#[component]
fn BanPass(ban: Ban) -> impl IntoView {
    let current = Current::expect();
    let facts = view! {
        <dt>"Reason"</dt>
        <dd class="said">{ban.reason}</dd>
        <dt>"Until"</dt>
        <dd>{ban.until.map_or_else(|| "further notice".into_any(), |at| view! { <When at/> }.into_any())}</dd>
        <dt>"Decided"</dt>
        <dd><When at=ban.since/></dd>
    };
    let stub = match ban.until {
        Some(until) => view! {
            <b>{move || span(current.seconds_until(until))}</b>
            <span class="small muted">"then it lifts by itself"</span>
        }
        .into_any(),
        None => view! {
            <b>"For good"</b>
            <span class="small muted">"until it is lifted"</span>
        }
        .into_any(),
    };
    let name = ban.display_name;
    view! { <Pass kind=PassKind::Banned label="Revoked" name=Signal::stored(name) facts=facts.into_any() stub/> }
}
