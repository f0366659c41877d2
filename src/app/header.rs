//! The header of every page: the navigation, and a chip that shows who is signed in and for how long.

use leptos::prelude::*;
use leptos_router::components::A;

use super::App;
use crate::{
    access::{Current, Principal, Role},
    account::SignUpRules,
    feature::{Menu, MenuLinks},
    preferences::pages::LookMenu,
    session::SignOut,
    texts::app as t,
    ui::{Form, Ring, Submit, time::span},
};

/// The kind of principal; the header is rendered again only when it changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Guest,
    Member,
    Banned,
}

/// The header; it follows the principal.
#[component]
pub fn Header() -> impl IntoView {
    let app = App::current();
    let current = Current::expect();
    current.follow_navigation();
    let who = Memo::new(move |_| {
        current.with(|principal| match principal {
            Principal::Guest { .. } => Who::Guest,
            Principal::Member(_) => Who::Member,
            Principal::Banned(_) => Who::Banned,
        })
    });
    view! {
        <header class="top">
            <div class="wrap">
                <A href="/" exact=true attr:class="brand">{(app.logo)()}{app.name}</A>
                <nav aria-label=t::main_menu()>
                    <MenuLinks menu=Menu::Header/>
                </nav>
                <div class="row push">
                    <LookMenu/>
                    {move || match who.get() {
                        Who::Guest => view! {
                            <A href="/sign-in" attr:class="btn quiet small">{t::sign_in()}</A>
                            {SignUpRules::expect().is_open().then(|| view! { <A href="/sign-up" attr:class="btn primary small">{t::sign_up()}</A> })}
                        }
                        .into_any(),
                        Who::Member => view! { <Chip/> <SignOutButton/> }.into_any(),
                        Who::Banned => view! { <SignOutButton/> }.into_any(),
                    }}
                </div>
            </div>
        </header>
    }
}

/// The pass in short: name, role and the time left until the idle limit.
#[component]
fn Chip() -> impl IntoView {
    let current = Current::expect();
    let left = Memo::new(move |_| current.seconds_until(current.member(|member| member.session.idle_ends_at)));
    let percent = Memo::new(move |_| {
        let limit = current.member(|member| member.session.idle_limit).max(1);
        (left.get() * 100 / limit).clamp(0, 100)
    });
    view! {
        <A href="/account" attr:class="chip">
            <Ring percent/>
            <span class="name">{move || current.member(|member| member.display_name.clone())}</span>
            {move || {
                let role = current.member(|member| member.role.clone());
                (role != Role::MEMBER).then(|| view! { <span class="tag adm">{role.label()}</span> })
            }}
            <span>
                {t::signed_in_for(
                    |words| view! { <span class="visually-hidden">{words}</span> },
                    move || span(left.get()),
                )}
            </span>
        </A>
    }
}

#[component]
fn SignOutButton() -> impl IntoView {
    let sign_out = ServerAction::<SignOut>::new();
    Current::expect().follow(sign_out);
    view! {
        <Form action=sign_out class="" next="/" resumes=false>
            <Submit class="btn quiet small">{t::sign_out()}</Submit>
        </Form>
    }
}
