//! What the console's pages of accounts, sessions, the policy and the audit bring to the application.

use super::{
    EXPORT, EXPORT_OF, accounts, closing, history,
    pages::{AccountDetail, AccountList, AuditLog, BulkActs, CloseOwn, EverySession, ExportOwn, Policy},
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

/// Accounts and everybody's sessions, and what concerns an account as a whole.
pub(crate) fn feature() -> Feature {
    let functions = [accounts::FUNCTIONS, closing::FUNCTIONS, history::FUNCTIONS, job::FUNCTIONS, sessions::FUNCTIONS];
    Feature::new("admin")
        .functions(&functions.concat())
        .downloads(&[EXPORT, EXPORT_OF])
        .page(Page::new("/account/export", OWN, ExportOwn))
        .page(Page::new("/account/close", OWN, CloseOwn))
        .page(Page::new("/admin/accounts", Needs(P::VIEW_ACCOUNTS), AccountList).loads_data())
        .page(Page::new("/admin/accounts/bulk", Needs(P::VIEW_ACCOUNTS), BulkActs).loads_data())
        .page(Page::new("/admin/accounts/:id", Needs(P::VIEW_ACCOUNTS), AccountDetail).loads_data())
        .page(Page::new("/admin/sessions", Needs(P::VIEW_ACCOUNTS), EverySession).loads_data())
        .link(Link::console("/admin/accounts", "Accounts"))
        .link(Link::console("/admin/sessions", "Sessions"))
}

/// The policy.
pub(crate) fn policy_feature() -> Feature {
    Feature::new("policy")
        .functions(policy::FUNCTIONS)
        .page(Page::new("/admin/policy", Needs(P::MANAGE_POLICY), Policy).loads_data())
        .link(Link::console("/admin/policy", "Policy"))
}

/// The audit.
pub(crate) fn audit_feature() -> Feature {
    Feature::new("audit")
        .functions(audit::FUNCTIONS)
        .downloads(&[AUDIT_CSV, AUDIT_JSONL])
        .page(Page::new("/admin/audit", Needs(P::VIEW_AUDIT), AuditLog).loads_data())
        .link(Link::console("/admin/audit", "Audit"))
}
