//! The navigation of every page: a side bar for members, which is a bar with a menu on narrow screens; a bar for
//! everybody else. A chip in it shows who is signed in and for how long.

use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_location};

use super::App;
use crate::{
    access::{Current, Principal, Role},
    account::SignUpRules,
    feature::{Menu, MenuLinks},
    preferences::pages::LookMenu,
    reactive::{dynamic, memo},
    session::SignOut,
    texts::{app as t, console},
    ui::{Form, Icon, Ring, Submit, browser, time::span},
};

/// The kind of principal; the header is rendered again only when it changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Guest,
    Member,
    Challenged,
    Banned,
}

/// The header; it follows the principal.
#[component]
pub fn Header() -> impl IntoView {
    let current = Current::expect();
    current.follow_navigation();
    let who = memo(move |_| {
        current.with(|principal| match principal {
            Principal::Guest { .. } => Who::Guest,
            Principal::Member(_) => Who::Member,
            Principal::Challenged(_) => Who::Challenged,
            Principal::Banned(_) => Who::Banned,
        })
    });
    dynamic(move || match who.get() {
        Who::Guest => view! { <GuestBar/> }.into_any(),
        Who::Member => view! { <SideBar/> }.into_any(),
        Who::Challenged => view! { <ChallengedBar/> }.into_any(),
        Who::Banned => view! { <BannedBar/> }.into_any(),
    })
}

#[component]
fn Brand() -> impl IntoView {
    let app = App::current();
    view! { <A href="/" exact=true attr:class="brand">{(app.logo)()}{app.name}</A> }
}

#[component]
fn GuestBar() -> impl IntoView {
    view! {
        <header class="bar">
            <Brand/>
            <nav class="bar-nav" aria-label=t::main_menu()><MenuLinks menu=Menu::Header/></nav>
            <div class="cluster push">
                <LookMenu/>
                <A href="/sign-in" attr:class="btn quiet">{t::sign_in()}</A>
                {SignUpRules::expect().is_open().then(|| view! { <A href="/sign-up" attr:class="btn primary">{t::sign_up()}</A> })}
            </div>
        </header>
    }
}

#[component]
fn ChallengedBar() -> impl IntoView {
    view! {
        <header class="bar">
            <Brand/>
            <div class="cluster push"><LookMenu/></div>
        </header>
    }
}

#[component]
fn BannedBar() -> impl IntoView {
    view! {
        <header class="bar">
            <Brand/>
            <div class="cluster push">
                <LookMenu/>
                <SignOutButton class="btn quiet"/>
            </div>
        </header>
    }
}

/// The ID of the navigation, which is a popover on narrow screens.
const NAVIGATION: &str = "navigation";

#[component]
fn SideBar() -> impl IntoView {
    let pathname = use_location().pathname;
    let in_console = memo(move |_| pathname.with(|path| path == "/admin" || path.starts_with("/admin/")));
    let close = move |_| browser::hide_popover(NAVIGATION);
    view! {
        <header class="side">
            <Brand/>
            <LookMenu/>
            <button class="btn quiet square" type="button" popovertarget=NAVIGATION aria-label=t::menu()>
                <Icon name="menu"/>
            </button>
            <div class="side-nav" id=NAVIGATION popover="auto" on:click=close>
                <nav aria-label=t::main_menu()><MenuLinks menu=Menu::Header/></nav>
                {dynamic(move || if in_console.get() {
                    view! { <nav aria-label=console::menu()><MenuLinks menu=Menu::Console heading=console::menu/></nav> }.into_any()
                } else {
                    view! { <nav aria-label=t::account()><MenuLinks menu=Menu::Account heading=t::your_account/></nav> }.into_any()
                })}
                <SignOutButton class="nav-btn"/>
            </div>
            <Chip/>
        </header>
    }
}

/// The pass in short: name, role and the time left until the idle limit.
#[component]
fn Chip() -> impl IntoView {
    let current = Current::expect();
    let left = memo(move |_| current.seconds_until(current.member(|member| member.session.idle_ends_at)));
    let percent = memo(move |_| {
        let limit = current.member(|member| member.session.idle_limit).max(1);
        (left.get() * 100 / limit).clamp(0, 100)
    });
    view! {
        <A href="/account" attr:class="chip">
            <Ring percent size="s"/>
            <span class="chip-who">
                <b>{dynamic(move || current.member(|member| member.display_name.clone()))}</b>
                {dynamic(move || {
                    let role = current.member(|member| member.role.clone());
                    (role != Role::MEMBER).then(|| view! { <small>{role.label()}</small> })
                })}
            </span>
            <span class="chip-left">
                {t::signed_in_for(
                    |words| view! { <span class="visually-hidden">{words}</span> },
                    move || span(left.get()),
                )}
            </span>
        </A>
    }
}

#[component]
fn SignOutButton(class: &'static str) -> impl IntoView {
    let sign_out = ServerAction::<SignOut>::new();
    Current::expect().follow(sign_out);
    view! {
        <Form action=sign_out class="" next="/" resumes=false>
            <Submit class><Icon name="log-out"/>{t::sign_out()}</Submit>
        </Form>
    }
}
