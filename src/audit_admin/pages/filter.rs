//! The filter of the audit, in the page's address: a search for a person, chips, and plain fields for what is typed.
//! Each part is cleared by itself.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    access::{Current, encode},
    audit::{Act, AuditFilter, AuditPage, Outcome, list_audit},
    console::{FilterChip, Search},
    error::AppError,
    reactive::{dynamic, memo},
    texts::{self, audit_admin as t},
    ui::{Hidden, Icon, browser, reader_zone},
};

/// The query parameters of the filter.
pub(super) const FIELDS: [&str; 7] = ["act", "outcome", "account", "since", "until", "zone", "address"];

/// The ID of the list element.
pub(super) const LIST: &str = "audit";

/// The path of the page.
pub(super) const PATH: &str = "/admin/audit";

pub(super) async fn find(filter: AuditFilter, before: String) -> Result<AuditPage, AppError> {
    let AuditFilter { act, outcome, account, since, until, zone, address } = filter;
    list_audit(act, outcome, account, since, until, zone, address, before.parse().unwrap_or_default()).await
}

/// The filter, which also works without JavaScript.
#[component]
pub(super) fn Filters(filter: Memo<AuditFilter>) -> impl IntoView {
    const OTHERS: [&str; 6] = ["act", "outcome", "since", "until", "zone", "address"];
    let acts = Act::all().iter().map(|act| (act.name().to_owned(), act.title())).collect();
    let outcomes = [(Outcome::Done, t::done()), (Outcome::Refused, t::refused())]
        .map(|(outcome, words)| (outcome.name().to_owned(), words));
    // What was typed has a chip only while it is set, to clear it.
    let typed = move || {
        let AuditFilter { since, until, zone, address, .. } = filter.get();
        let zone = if zone.is_empty() { "UTC".to_owned() } else { zone.replace('_', " ") };
        let in_zone = |typed: &str| if has_offset(typed) { typed.to_owned() } else { t::in_zone(typed, &zone) };
        let typed = [
            ("since", t::since(), in_zone(&since), since),
            ("until", t::until(), in_zone(&until), until),
            ("address", t::address(), address.clone(), address),
        ];
        let chips = typed.into_iter().filter(|(.., value)| !value.is_empty());
        let chips = chips.map(|(name, label, words, value)| {
            let choices = vec![(value, words)];
            view! { <FilterChip name label none="" choices/> }
        });
        chips.collect_view()
    };
    view! {
        <div class="stack stack-s">
            <Search name="account" label=t::account() hint=t::account_hint() others=&OTHERS>
                <FilterChip name="act" label=t::act() none=t::any() choices=acts/>
                <FilterChip name="outcome" label=t::outcome() none=t::any() choices=outcomes.to_vec()/>
                {typed}
            </Search>
            <MoreFilters filter/>
        </div>
    }
}

/// Fields for days and addresses. They are applied together.
#[component]
fn MoreFilters(filter: Memo<AuditFilter>) -> impl IntoView {
    let navigate = use_navigate();
    // A filter from the address, such as in a shared link, keeps its zone.
    let here = reader_zone();
    let zone = ArcMemo::new(move |_| match filter.get() {
        AuditFilter { since, until, .. } if since.is_empty() && until.is_empty() => here.get(),
        AuditFilter { zone, .. } if zone.is_empty() => "UTC".to_owned(),
        AuditFilter { zone, .. } => zone,
    });
    let (zone_sent, zone_said) = (zone.clone(), zone.clone());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let [since, until, address] =
            ["since", "until", "address"].map(|name| browser::input_value(&format!("audit-{name}")));
        let filter = AuditFilter { since, until, zone: zone_sent.get_untracked(), address, ..filter.get_untracked() };
        navigate(&with_query(PATH, &filter, None), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    let hidden = move || {
        let AuditFilter { act, outcome, account, .. } = filter.get();
        let others = [("act", act), ("outcome", outcome), ("account", account)];
        let others = others.into_iter().filter(|(_, value)| !value.is_empty());
        others.map(|(name, value)| view! { <Hidden name value/> }).collect_view()
    };
    let first = filter.get_untracked();
    view! {
        <details class="more">
            <summary>{t::more_filters()}</summary>
            <p class="hint">{dynamic(move || texts::ui::times_are_in(zone_said.get().replace('_', " ")))}</p>
            <form class="cluster" method="get" action=PATH on:submit=submit>
                <Typed name="since" label=t::since() hint="2030-01-31" first=first.since value=move || filter.get().since/>
                <Typed name="until" label=t::until() hint="2030-01-31" first=first.until value=move || filter.get().until/>
                <Typed name="address" label=t::address() hint="192.0.2.1" first=first.address value=move || filter.get().address/>
                <input type="hidden" name="zone" value=move || zone.get()/>
                {hidden}
                <button class="btn s" type="submit">{t::apply()}</button>
            </form>
        </details>
    }
}

/// A field that follows the address.
#[component]
fn Typed(
    name: &'static str,
    label: String,
    hint: &'static str,
    /// The value in the document.
    first: String,
    value: impl Fn() -> String + Send + Sync + 'static,
) -> impl IntoView {
    let id = format!("audit-{name}");
    // Only a change of the address may replace what somebody is typing.
    let value = memo(move |_| value());
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                class="input s"
                id=id
                name=name
                value=first
                prop:value=move || value.get()
                placeholder=hint
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
            />
        </div>
    }
}

/// Whether a time has an offset from UTC of its own, as in RFC 3339.
fn has_offset(typed: &str) -> bool {
    let clock = typed.trim().split_once(['T', ' ']).map_or("", |(_, clock)| clock);
    clock.contains(['Z', 'z', '+', '-'])
}

/// Lists the invalid fields of the filter.
#[component]
pub(super) fn Misread(error: AppError) -> impl IntoView {
    let line = |name: &'static str| {
        let label = match name {
            "act" => t::act(),
            "outcome" => t::outcome(),
            "since" => t::since(),
            _ => t::until(),
        };
        error.at(name).map(|problem| view! { <li>{t::misread_field(label, problem.to_string())}</li> })
    };
    view! {
        <div class="card empty stack stack-s" role="alert">
            <h2>{t::misread()}</h2>
            <ul>{FIELDS.map(line).into_iter().collect_view()}</ul>
        </div>
    }
}

/// Links to the filtered audit as files. They require a recent reauthentication.
#[component]
pub(super) fn Files(filter: AuditFilter) -> impl IntoView {
    let current = Current::expect();
    let needs_reauthentication = current.needs_reauthentication();
    let [table, lines] =
        ["/admin/audit.csv", "/admin/audit.jsonl"].map(|path| StoredValue::new(with_query(path, &filter, None)));
    let ask = format!("/account/reauthenticate?next={}", encode(&with_query(PATH, &filter, None)));
    dynamic(move || {
        if needs_reauthentication.get() {
            view! { <a class="btn" href=ask.clone()><Icon name="lock"/>{t::export_confirm()}</a> }.into_any()
        } else {
            // `external` makes the router leave these links to the browser.
            view! {
                <div class="cluster">
                    <a class="btn" href=table.get_value() rel="external" download="">
                        <Icon name="download"/>
                        {t::export_csv()}
                    </a>
                    <a class="btn" href=lines.get_value() rel="external" download="">
                        <Icon name="download"/>
                        {t::export_jsonl()}
                    </a>
                </div>
            }
            .into_any()
        }
    })
}

/// Builds a URL from a path, the filter and a cursor.
pub(super) fn with_query(path: &str, filter: &AuditFilter, before: Option<i64>) -> String {
    let AuditFilter { act, outcome, account, since, until, zone, address } = filter;
    let has_times = !since.is_empty() || !until.is_empty();
    let zone = if has_times { zone } else { "" };
    let values = [act, outcome, account, since, until, zone, address];
    let before = before.map(|seq| ("before", seq.to_string()));
    let pairs = FIELDS.into_iter().zip(values.map(str::to_owned)).chain(before).filter(|(_, value)| !value.is_empty());
    let query = pairs.map(|(name, value)| format!("{name}={}", encode(&value))).collect::<Vec<_>>();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}
