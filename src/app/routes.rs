//! The table of routes. A page is added under [`open`] or [`needs`]; there is no third way.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{Outlet, ParentRoute, Route, Routes},
    path,
};

use super::{gate::Gate, home::Home};
use crate::{
    access::{Permission, Rule},
    account::pages::Profile,
    admin::pages::{AccountDetail, AccountList, AuditLog, EverySession},
    session::pages::{Activity, ChangePassword, PasswordReset, Sessions, SetUp, SignIn, SignUp},
    ui::ErrorPage,
};

/// Pages for everyone but the banned.
fn open() -> impl Fn() -> AnyView + Send + Clone + 'static {
    gated(Rule::Open)
}

/// Pages for members whose role permits it.
fn needs(permission: Permission) -> impl Fn() -> AnyView + Send + Clone + 'static {
    gated(Rule::Needs(permission))
}

fn gated(rule: Rule) -> impl Fn() -> AnyView + Send + Clone + 'static {
    move || view! { <Gate rule content=|| view! { <Outlet/> }.into_any()/> }.into_any()
}

/// Every page. Those that load data are rendered whole, so that they are complete without scripts.
#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <Gate rule=Rule::Open content=|| view! { <NotFound/> }.into_any()/> }>
            <ParentRoute path=path!("") view=open()>
                <Route path=path!("") view=Home/>
                <Route path=path!("sign-in") view=SignIn/>
                <Route path=path!("sign-up") view=SignUp/>
                <Route path=path!("set-up") view=SetUp ssr=SsrMode::Async/>
                <Route path=path!("password-reset") view=PasswordReset ssr=SsrMode::Async/>
            </ParentRoute>
            <ParentRoute path=path!("account") view=needs(Permission::UseAccount)>
                <Route path=path!("") view=|| view! { <Profile><ChangePassword/></Profile> }/>
                <Route path=path!("sessions") view=Sessions ssr=SsrMode::Async/>
                <Route path=path!("activity") view=Activity ssr=SsrMode::Async/>
            </ParentRoute>
            <ParentRoute path=path!("admin") view=needs(Permission::ManageAccounts)>
                <Route path=path!("") view=AccountList ssr=SsrMode::Async/>
                <Route path=path!("accounts/:id") view=AccountDetail ssr=SsrMode::Async/>
                <Route path=path!("sessions") view=EverySession ssr=SsrMode::Async/>
                <Route path=path!("audit") view=AuditLog ssr=SsrMode::Async/>
            </ParentRoute>
        </Routes>
    }
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <ErrorPage
            status=404
            title="There is no such page"
            words="Nothing is at this address. It may have been mistyped, or what was here is gone."
        />
    }
}
