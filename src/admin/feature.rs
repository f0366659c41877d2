//! What the console brings to the application.

use leptos::prelude::*;

use super::{
    EXPORT, EXPORT_OF, accounts, bans, closing, history, impersonation, invitations, notes, overview,
    pages::{
        Access, AccountDetail, AccountList, Appeals, AppealsBadge, AuditLog, BulkActs, CloseOwn, EverySession,
        ExportOwn, Invitations, Overview, Policy, Roles, WarningsBadge,
    },
    policy, sessions,
};
use crate::{
    access::{
        Permission as P,
        Rule::{self, Needs},
    },
    audit::{self, AUDIT_CSV, AUDIT_JSONL},
    feature::{Feature, Link, Page},
    job,
};

const OWN: Rule = Needs(P::USE_ACCOUNT);

/// The console, and what concerns an account as a whole.
pub(crate) fn feature() -> Feature {
    let functions = [
        accounts::FUNCTIONS,
        super::FUNCTIONS,
        audit::FUNCTIONS,
        bans::FUNCTIONS,
        closing::FUNCTIONS,
        history::FUNCTIONS,
        impersonation::FUNCTIONS,
        invitations::FUNCTIONS,
        job::FUNCTIONS,
        notes::FUNCTIONS,
        overview::FUNCTIONS,
        policy::FUNCTIONS,
        sessions::FUNCTIONS,
    ];
    Feature::new("admin")
        .functions(&functions.concat())
        .downloads(&[EXPORT, EXPORT_OF, AUDIT_CSV, AUDIT_JSONL])
        .page(Page::new("/account/export", OWN, ExportOwn))
        .page(Page::new("/account/close", OWN, CloseOwn))
        .page(Page::new("/admin", Needs(P::USE_CONSOLE), Overview).loads_data())
        .page(Page::new("/admin/accounts", Needs(P::VIEW_ACCOUNTS), AccountList).loads_data())
        .page(Page::new("/admin/accounts/bulk", Needs(P::VIEW_ACCOUNTS), BulkActs).loads_data())
        .page(Page::new("/admin/accounts/:id", Needs(P::VIEW_ACCOUNTS), AccountDetail).loads_data())
        .page(Page::new("/admin/sessions", Needs(P::VIEW_ACCOUNTS), EverySession).loads_data())
        .page(Page::new("/admin/appeals", Needs(P::BAN_ACCOUNTS), Appeals).loads_data())
        .page(Page::new("/admin/policy", Needs(P::MANAGE_POLICY), Policy).loads_data())
        .page(Page::new("/admin/invitations", Needs(P::INVITE), Invitations).loads_data())
        .page(Page::new("/admin/roles", Needs(P::USE_CONSOLE), Roles).loads_data())
        .page(Page::new("/admin/access", Needs(P::USE_CONSOLE), Access).loads_data())
        .page(Page::new("/admin/audit", Needs(P::VIEW_AUDIT), AuditLog).loads_data())
        .link(Link::header("/admin", "Admin"))
        .link(Link::console("/admin", "Overview").badge(|| view! { <WarningsBadge/> }.into_any()))
        .link(Link::console("/admin/accounts", "Accounts"))
        .link(Link::console("/admin/sessions", "Sessions"))
        .link(Link::console("/admin/appeals", "Appeals").badge(|| view! { <AppealsBadge/> }.into_any()))
        .link(Link::console("/admin/policy", "Policy"))
        .link(Link::console("/admin/invitations", "Invitations"))
        .link(Link::console("/admin/roles", "Roles"))
        .link(Link::console("/admin/access", "Access"))
        .link(Link::console("/admin/audit", "Audit"))
}
