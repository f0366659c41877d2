//! The table of routes. A page is added under [`open`] or [`needs`]; there is no third way.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{Outlet, ParentRoute, Route, Routes},
    path,
};

use super::{gate::Gate, home::Home};
use crate::{
    access::{Permission, Rule, table::rule_of},
    account::pages::Profile,
    admin::pages::{
        Access, AccountDetail, AccountList, Appeals, AuditLog, BulkActs, CloseOwn, EverySession, ExportOwn,
        Invitations, Overview, Policy, Roles,
    },
    session::pages::{Activity, ChangePassword, PasswordReset, ReauthenticationPage, Sessions, SetUp, SignIn, SignUp},
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

/// A page within those of its parent, for whom the table of access names. One that it does not name is
/// for nobody.
fn page<V>(path: &'static str, content: fn() -> V) -> impl Fn() -> AnyView + Send + Clone + 'static
where
    V: IntoView + 'static,
{
    move || match rule_of(path) {
        Some(rule) => view! { <Gate rule content=move || content().into_any()/> }.into_any(),
        None => view! { <NotFound/> }.into_any(),
    }
}

/// Every page. Those that load data are rendered whole, so that they are complete without scripts.
#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <Gate rule=Rule::Open content=|| view! { <NotFound/> }.into_any()/> }>
            <ParentRoute path=path!("") view=open()>
                <Route path=path!("") view=Home/>
                <Route path=path!("sign-in") view=SignIn/>
                <Route path=path!("sign-up") view=SignUp ssr=SsrMode::Async/>
                <Route path=path!("set-up") view=SetUp ssr=SsrMode::Async/>
                <Route path=path!("password-reset") view=PasswordReset ssr=SsrMode::Async/>
            </ParentRoute>
            <ParentRoute path=path!("account") view=needs(Permission::UseAccount)>
                <Route path=path!("") view=|| view! { <Profile><ChangePassword/></Profile> }/>
                <Route path=path!("sessions") view=Sessions ssr=SsrMode::Async/>
                <Route path=path!("activity") view=Activity ssr=SsrMode::Async/>
                <Route path=path!("proof") view=ReauthenticationPage/>
                <Route path=path!("export") view=ExportOwn/>
                <Route path=path!("close") view=CloseOwn/>
            </ParentRoute>
            <ParentRoute path=path!("admin") view=needs(Permission::UseConsole)>
                <Route path=path!("") view=Overview ssr=SsrMode::Async/>
                <Route path=path!("accounts") view=page("/admin/accounts", AccountList) ssr=SsrMode::Async/>
                <Route path=path!("accounts/bulk") view=page("/admin/accounts/bulk", BulkActs) ssr=SsrMode::Async/>
                <Route path=path!("accounts/:id") view=page("/admin/accounts/:id", AccountDetail) ssr=SsrMode::Async/>
                <Route path=path!("sessions") view=page("/admin/sessions", EverySession) ssr=SsrMode::Async/>
                <Route path=path!("appeals") view=page("/admin/appeals", Appeals) ssr=SsrMode::Async/>
                <Route path=path!("policy") view=page("/admin/policy", Policy) ssr=SsrMode::Async/>
                <Route path=path!("invitations") view=page("/admin/invitations", Invitations) ssr=SsrMode::Async/>
                <Route path=path!("roles") view=page("/admin/roles", Roles) ssr=SsrMode::Async/>
                <Route path=path!("audit") view=page("/admin/audit", AuditLog) ssr=SsrMode::Async/>
                <Route path=path!("access") view=page("/admin/access", Access) ssr=SsrMode::Async/>
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
