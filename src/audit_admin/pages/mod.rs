//! `/admin/audit`: acts and refusals, with their actors, subjects and origins.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

use crate::{
    access::{Current, encode},
    audit::{Act, AuditEvent, AuditFilter, AuditPage, Outcome, list_audit},
    console::ConsolePage,
    console::{Choice, Line, id_of, live_list},
    error::AppError,
    texts::audit_admin as t,
    ui::{FailedToLoad, Keyed, Listing, LiveList, When, browser, use_query},
};

/// The query parameters of the filter.
const FIELDS: [&str; 6] = ["act", "outcome", "account", "since", "until", "address"];

/// The ID of the list element.
const LIST: &str = "audit";

impl Keyed for AuditEvent {
    fn key(&self) -> String {
        self.seq.to_string()
    }
}

impl Listing for AuditPage {
    type Row = AuditEvent;

    fn rows(&self) -> &Vec<AuditEvent> {
        &self.events
    }

    fn rows_mut(&mut self) -> &mut Vec<AuditEvent> {
        &mut self.events
    }
}

/// The page.
#[component]
pub fn AuditLog() -> impl IntoView {
    let [act, outcome, account, since, until, address] = FIELDS.map(use_query);
    let before = use_query("before");
    let filter = Memo::new(move |_| AuditFilter {
        act: act.get(),
        outcome: outcome.get(),
        account: account.get(),
        since: since.get(),
        until: until.get(),
        address: address.get(),
    });
    let found = Resource::new_blocking(move || (filter.get(), before.get()), |(filter, before)| find(filter, before));
    let list = move || {
        let (filter, before) = (filter.get(), before.get());
        Suspend::new(async move {
            match found.await {
                Ok(page) => {
                    let (wanted, from) = (filter.clone(), before.clone());
                    let shown = live_list(LIST, page, || (), move || find(wanted.clone(), from.clone()));
                    view! { <Found shown filter is_first=before.is_empty()/> }.into_any()
                }
                Err(error @ AppError::Invalid { .. }) => view! { <Misread error/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <h1>{t::title()}</h1>
            {move || view! { <Filters filter=filter.get()/> }}
            <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
        </ConsolePage>
    }
}

async fn find(filter: AuditFilter, before: String) -> Result<AuditPage, AppError> {
    let AuditFilter { act, outcome, account, since, until, address } = filter;
    list_audit(act, outcome, account, since, until, address, before.parse().unwrap_or_default()).await
}

/// The filter form, which also works without JavaScript.
#[component]
fn Filters(filter: AuditFilter) -> impl IntoView {
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = |name: &str| browser::input_value(&id_of("audit", name));
        let [act, outcome, account, since, until, address] = FIELDS.map(typed);
        let filter = AuditFilter { act, outcome, account, since, until, address };
        navigate(&with_query("/admin/audit", &filter, None), NavigateOptions::default());
    };
    let acts = Act::all().iter().map(|act| (act.name().to_owned(), act.title())).collect();
    let outcomes = [(Outcome::Done, t::done()), (Outcome::Refused, t::refused())]
        .map(|(outcome, words)| (outcome.name().to_owned(), words));
    view! {
        <form method="get" action="/admin/audit" class="filters many" role="search" on:submit=submit>
            <Choice of="audit" name="act" label=t::act() choices=acts value=filter.act/>
            <Choice of="audit" name="outcome" label=t::outcome() choices=outcomes.to_vec() value=filter.outcome/>
            <Line of="audit" name="account" label=t::account() hint=t::account_hint() value=filter.account/>
            <Line of="audit" name="since" label=t::since() hint="2030-01-31" value=filter.since/>
            <Line of="audit" name="until" label=t::until() hint="2030-01-31" value=filter.until/>
            <Line of="audit" name="address" label=t::address() hint="192.0.2.1" value=filter.address/>
            <button class="btn" type="submit">{t::search()}</button>
        </form>
    }
}

/// Lists the invalid fields of the filter.
#[component]
fn Misread(error: AppError) -> impl IntoView {
    let line = |name: &'static str| {
        let label = match name {
            "act" => t::act(),
            "outcome" => t::outcome(),
            "since" => t::since_field(),
            _ => t::until_field(),
        };
        error.at(name).map(|problem| view! { <li>{t::misread_field(label, problem.to_string())}</li> })
    };
    view! {
        <div class="empty stack" role="alert">
            <h2>{t::misread()}</h2>
            <ul>{FIELDS.map(line).into_iter().collect_view()}</ul>
        </div>
    }
}

#[component]
fn Found(shown: LiveList<AuditPage>, filter: AuditFilter, is_first: bool) -> impl IntoView {
    let is_empty = shown.is_empty();
    move || {
        if is_empty.get() {
            let words = match (filter == AuditFilter::default(), is_first) {
                (true, true) => t::none_yet(),
                (true, false) => t::none_older(),
                (false, _) => t::none_match(),
            };
            view! {
                <div class="empty stack">
                    <h2>{t::none()}</h2>
                    <p>{words}</p>
                    <A href="/admin/audit" attr:class="btn">{t::show_newest()}</A>
                </div>
            }
            .into_any()
        } else {
            view! { <Events shown filter=filter.clone() is_first/> }.into_any()
        }
    }
}

#[component]
fn Events(shown: LiveList<AuditPage>, filter: AuditFilter, is_first: bool) -> impl IntoView {
    let newest = with_query("/admin/audit", &filter, None);
    let files = {
        let filter = filter.clone();
        move || view! { <Files filter=filter.clone()/> }
    };
    let before = Memo::new(move |_| shown.with(|page| page.before));
    let older = move || {
        before.get().map(|before| {
            let href = with_query("/admin/audit", &filter, Some(before));
            view! { <A href attr:class="btn s" attr:rel="next">{t::older()}</A> }
        })
    };
    view! {
        {files}
        {shown.notice()}
        <table id=LIST tabindex="-1">
            <thead>
                <tr>
                    <th scope="col">{t::when()}</th>
                    <th scope="col">{t::what()}</th>
                    <th scope="col">{t::outcome()}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || shown.rows() key=Keyed::key let:event>
                    <Row event/>
                </For>
            </tbody>
        </table>
        <nav class="pager" aria-label=t::pager()>
            {(!is_first).then(|| view! { <A href=newest attr:class="btn s">{t::newest()}</A> })} {older}
        </nav>
    }
}

/// Links to the filtered audit as files. They require a recent reauthentication.
#[component]
fn Files(filter: AuditFilter) -> impl IntoView {
    let current = Current::expect();
    let needs_reauthentication = current.needs_reauthentication();
    let [table, lines] =
        ["/admin/audit.csv", "/admin/audit.jsonl"].map(|path| StoredValue::new(with_query(path, &filter, None)));
    let ask = format!("/account/reauthenticate?next={}", encode(&with_query("/admin/audit", &filter, None)));
    let links = move || {
        if needs_reauthentication.get() {
            let ask = ask.clone();
            t::export_confirm(move |words| view! { <a href=ask>{words}</a> })
        } else {
            // `external` makes the router leave these links to the browser.
            t::export(
                move |words| view! { <a href=table.get_value() rel="external" download="">{words}</a> },
                move |words| view! { <a href=lines.get_value() rel="external" download="">{words}</a> },
            )
        }
    };
    view! { <p class="muted small">{links}</p> }
}

#[component]
fn Row(event: AuditEvent) -> impl IntoView {
    let outcome = if event.outcome == Outcome::Refused.name() {
        view! { <span class="tag amber">{t::refused()}</span> }.into_any()
    } else {
        view! { <span class="tag">{t::done()}</span> }.into_any()
    };
    let words = event.words();
    let (at, seq) = (event.at, event.seq);
    let facts = [
        (t::reason(), Some(event.reason)),
        (t::request(), Some(event.request)),
        (t::address(), event.address),
        (t::device(), event.user_agent),
    ];
    let known_facts = facts.into_iter().filter_map(|(name, fact)| Some((name, fact?)));
    let names = event.names;
    // Adds an account's current username to its ID.
    let known = move |(name, fact): (String, String)| match names.get(&fact) {
        Some(called) => (name, format!("{called} ({fact})")),
        None => (name, fact),
    };
    let facts = known_facts.chain(event.detail.into_iter().map(known)).filter(|(_, fact)| !fact.is_empty());
    let facts = facts.map(|(name, fact)| view! { <dt>{name}</dt><dd>{fact}</dd> }).collect_view();
    view! {
        <tr>
            <td data-label=t::when()><When at/></td>
            <td data-label=t::what()>
                <details>
                    <summary>{words}</summary>
                    <dl class="facts small">
                        <dt>{t::number()}</dt>
                        <dd>{seq}</dd>
                        {facts}
                    </dl>
                </details>
            </td>
            <td data-label=t::outcome()>{outcome}</td>
        </tr>
    }
}

/// Builds a URL from a path, the filter and a cursor.
fn with_query(path: &str, filter: &AuditFilter, before: Option<i64>) -> String {
    let AuditFilter { act, outcome, account, since, until, address } = filter;
    let values = [act, outcome, account, since, until, address].map(String::clone);
    let before = before.map(|seq| ("before", seq.to_string()));
    let pairs = FIELDS.into_iter().zip(values).chain(before).filter(|(_, value)| !value.is_empty());
    let query = pairs.map(|(name, value)| format!("{name}={}", encode(&value))).collect::<Vec<_>>();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}
