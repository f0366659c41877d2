//! The overview of an account: its details, its active ban, and what happened last.

use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    rights::Rights,
    view::{Act, View},
};
use crate::{
    access::{Current, Permission, encode},
    ban::pages::BanFacts,
    directory::{AccountSummary, pages::OwnActs},
    factor_admin::pages::FactorsCard,
    reactive::{dynamic, memo},
    session_admin::pages::Lately,
    texts::{self, account_admin as t, ban},
    ui::Ago,
};

/// The overview.
#[component]
pub(super) fn Overview(
    /// The account as it is now.
    account: RwSignal<AccountSummary>,
    rights: Rights,
) -> impl IntoView {
    let active = memo(move |_| account.with(|account| account.ban.clone()));
    let active_ban = move || {
        active.get().map(|active| {
            view! {
                <section class="card" aria-labelledby="ban-title">
                    <header class="card-head">
                        <h2 id="ban-title">{ban::active_ban()}</h2>
                        <Change act=Act::ChangeBan rights words=t::change_ban_ask()/>
                    </header>
                    <BanFacts ban=active class="facts card-body"/>
                </section>
            }
        })
    };
    view! {
        <div class="split">
            <div class="stack">
                {active_ban}
                <Details account rights/>
                <FactorsCard>
                    <Change act=Act::Ticket rights words=texts::factor_admin::ask()/>
                </FactorsCard>
                <Lately/>
            </div>
            <div class="stack"><Glance account/></div>
        </div>
    }
}

/// A small link to a dialog, if its act is possible.
#[component]
fn Change(act: Act, rights: Rights, words: String) -> impl IntoView {
    let page = expect_context::<OwnActs>().page;
    let is_offered = memo(move |_| rights.may_act(act));
    dynamic(move || {
        let words = words.clone();
        is_offered.get().then(|| {
            let href = page.with_value(|page| View::Act(act).address(page));
            view! { <A href=href scroll=false attr:class="btn s">{words}</A> }
        })
    })
}

#[component]
fn Details(account: RwSignal<AccountSummary>, rights: Rights) -> impl IntoView {
    let role = move || account.with(|account| account.role.label());
    let current = Current::expect();
    let sees_policy = memo(move |_| current.member(|member| member.permissions.has(Permission::MANAGE_POLICY)));
    let limits = move || {
        sees_policy.get().then(|| {
            let href =
                move || format!("/admin/policy?id={}", encode(account.with(|account| account.role.clone()).name()));
            view! {
                <li>
                    <div class="what"><h3>{t::limits()}</h3><p>{t::limits_about()}</p></div>
                    <div class="does"><A href attr:class="btn s">{t::view_limits()}</A></div>
                </li>
            }
        })
    };
    let email = move || account.with(|account| account.email.clone()).unwrap_or_else(t::no_email);
    view! {
        <section class="card" aria-labelledby="details-title">
            <header class="card-head"><h2 id="details-title">{t::details()}</h2></header>
            <ul class="rows">
                <li>
                    <div class="what"><h3>{t::role()}</h3><p>{role}</p></div>
                    <div class="does"><Change act=Act::Role rights words=t::change_role_ask()/></div>
                </li>
                <li><div class="what"><h3>{t::email()}</h3><p>{email}</p></div></li>
                {limits}
            </ul>
        </section>
    }
}

#[component]
fn Glance(account: RwSignal<AccountSummary>) -> impl IntoView {
    let seen = move || {
        let at = account.with(|account| account.last_seen_at);
        at.map_or_else(|| t::never().into_any(), |at| view! { <Ago at/> }.into_any())
    };
    let created_at = account.with_untracked(|account| account.created_at);
    view! {
        <section class="card" aria-labelledby="glance-title">
            <header class="card-head"><h2 id="glance-title">{t::glance()}</h2></header>
            <dl class="facts card-body">
                <dt>{t::signed_up()}</dt>
                <dd><Ago at=created_at/></dd>
                <dt>{t::last_active()}</dt>
                <dd>{seen}</dd>
                <dt>{t::sessions()}</dt>
                <dd>{dynamic(move || account.with(|account| account.sessions))}</dd>
            </dl>
        </section>
    }
}
