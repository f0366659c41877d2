//! The list of all live sessions, with its filter and the form that ends selected sessions.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::A;

use super::row::Row;
use crate::{
    access::{Current, Permission, Role, encode},
    console::{Bones, BulkBar, Empty, FilterChip, Pager, Search, Selection, TextChip, TickAll, live_list},
    error::{AppError, FormFlash},
    reactive::{dynamic, effect, memo},
    session_admin::{
        EndAccountSession, EndEverySession, EndSelectedSessions, PersonSession, SELECTED_MAX, SelectionEnded,
        SessionFilter, SessionPage, list_every_session,
    },
    texts::session_admin as t,
    ui::{FailedToLoad, Form, Keyed, Listing, LiveList, Notice, Submit, Toasts, Tone, here, problem_at, use_query},
};

/// The query parameters of the filter.
const FIELDS: [&str; 4] = ["account", "role", "address", "device"];

/// The ID of the list element.
const LIST: &str = "sessions";

impl Keyed for PersonSession {
    fn key(&self) -> String {
        self.session.id.clone()
    }
}

impl Listing for SessionPage {
    type Row = PersonSession;

    fn rows(&self) -> &Vec<PersonSession> {
        &self.sessions
    }

    fn rows_mut(&mut self) -> &mut Vec<PersonSession> {
        &mut self.sessions
    }
}

/// The search and the chips. Devices are searched for by any word of their description.
#[component]
pub(super) fn Filters(roles: Vec<Role>) -> impl IntoView {
    let choices = roles.into_iter().map(|role| (role.to_string(), role.label())).collect();
    view! {
        <Search name="account" label=t::username() hint=t::username_hint() others=&["role", "address", "device"]>
            <FilterChip name="role" label=t::role() none=t::any() choices/>
            <TextChip name="address" label=t::address() none=t::any() hint=t::address_hint()/>
            <TextChip name="device" label=t::device() none=t::any() hint=t::device_hint(t::phone(), t::computer())/>
        </Search>
    }
}

/// Reads the filter from the query string.
pub(super) fn use_filter() -> Memo<SessionFilter> {
    let [account, role, address, device] = FIELDS.map(use_query);
    memo(move |_| SessionFilter {
        account: account.get(),
        role: role.get(),
        address: address.get(),
        device: device.get(),
    })
}

/// The list and the form that ends selected sessions.
#[component]
pub(super) fn Everybody(filter: Memo<SessionFilter>, end_every: ServerAction<EndEverySession>) -> impl IntoView {
    let end_one = ServerAction::<EndAccountSession>::new();
    let end_selected = ServerAction::<EndSelectedSessions>::new();
    let current = Current::expect();
    current.refresh_after(end_one);
    current.refresh_after(end_selected);
    say_what_became(end_one, end_selected);
    let after = use_query("after");
    let found = Resource::new_blocking(move || (filter.get(), after.get()), |(filter, after)| find(filter, after));
    let list = move || {
        let (filter, after) = (filter.get(), after.get());
        Suspend::new(async move {
            match found.await {
                Ok(page) => {
                    let acts =
                        move || (end_every.version().get(), end_one.version().get(), end_selected.version().get());
                    let (wanted, from) = (filter.clone(), after.clone());
                    let shown = live_list(LIST, page, acts, move || find(wanted.clone(), from.clone()));
                    view! { <Found shown filter is_first=after.is_empty() end_one end_selected/> }.into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    // The result of a plain post; with scripts, a toast says it.
    let posted = FormFlash::answer::<SelectionEnded>(EndSelectedSessions::PATH).map(|became| {
        let tone = if became.out_of_reach == 0 { Tone::Good } else { Tone::Warning };
        view! { <Notice tone>{words_for(became)}</Notice> }
    });
    view! {
        {posted}
        <Transition fallback=|| view! { <Bones/> }>{list}</Transition>
    }
}

/// Says what became of the sessions, because their rows leave.
fn say_what_became(end_one: ServerAction<EndAccountSession>, end_selected: ServerAction<EndSelectedSessions>) {
    let toasts = Toasts::expect();
    effect(move || {
        if matches!(end_one.value().get(), Some(Ok(()))) {
            toasts.say(t::ended_one());
        }
    });
    effect(move || {
        if let Some(Ok(became)) = end_selected.value().get() {
            toasts.say(words_for(became));
        }
    });
}

fn words_for(became: SelectionEnded) -> String {
    match became.out_of_reach {
        0 => t::ended_selected(),
        count => t::out_of_reach(count),
    }
}

async fn find(filter: SessionFilter, after: String) -> Result<SessionPage, AppError> {
    let SessionFilter { account, role, address, device } = filter;
    list_every_session(account, role, address, device, after).await
}

#[component]
fn EndSelected(end_selected: ServerAction<EndSelectedSessions>) -> impl IntoView {
    view! {
        <Form action=end_selected class="cluster" resumes=false>
            <Problems/>
            <Submit class="btn danger s">{t::end_selected()}</Submit>
        </Form>
    }
}

/// The error of an invalid selection.
#[component]
fn Problems() -> impl IntoView {
    let problem = problem_at("ids");
    dynamic(move || problem().map(|_| view! { <p class="error">{t::select_some(SELECTED_MAX)}</p> }))
}

#[component]
fn Found(
    shown: LiveList<SessionPage>,
    filter: SessionFilter,
    is_first: bool,
    end_one: ServerAction<EndAccountSession>,
    end_selected: ServerAction<EndSelectedSessions>,
) -> impl IntoView {
    let is_empty = shown.is_empty();
    let is_all = filter == SessionFilter::default();
    let first = (!is_first).then(|| with_query(&filter, ""));
    let next = memo(move |_| shown.with(|page| page.next.clone()).map(|next| with_query(&filter, &next)));
    let current = Current::expect();
    let may_end = memo(move |_| current.member(|member| member.permissions.has(Permission::END_SESSIONS)));
    let selection = Selection::new(LIST, shown);
    let list = move || {
        if is_empty.get() {
            let words = match (next.get().is_some(), is_all) {
                (true, _) => t::none_so_far(),
                (false, true) => t::no_more(),
                (false, false) => t::no_match(),
            };
            view! {
                <Empty id=LIST icon="monitor-smartphone" title=t::nothing_found() words>
                    <A href="/admin/sessions" attr:class="btn s">{t::show_all()}</A>
                </Empty>
            }
            .into_any()
        } else {
            view! { <Rows shown end_one selection may_end=may_end.get()/> }.into_any()
        }
    };
    view! {
        {shown.notice()}
        {list}
        <Pager label=t::pages() first next/>
        {dynamic(move || may_end.get().then(|| view! {
            <BulkBar selection label=t::with_selected()><EndSelected end_selected/></BulkBar>
        }))}
    }
}

#[component]
fn Rows(
    shown: LiveList<SessionPage>,
    end_one: ServerAction<EndAccountSession>,
    selection: Selection,
    may_end: bool,
) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="signed-in-now">
            <header class="card-head"><h2 id="signed-in-now">{t::signed_in_now()}</h2></header>
            <table class="table cards" id=LIST tabindex="-1" on:change=move |_| selection.count()>
                <thead>
                    <tr>
                        {may_end.then(|| view! { <td><TickAll selection/></td> })}
                        <th scope="col">{t::person()}</th>
                        <th scope="col">{t::device()}</th>
                        <th scope="col">{t::address()}</th>
                        <th scope="col">{t::signed_in()}</th>
                        <th scope="col">{t::last_active()}</th>
                        <td><span class="visually-hidden">{t::actions()}</span></td>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shown.rows() key=Keyed::key let:one>
                        <Row one=shown.row(one) end_one may_choose=may_end/>
                    </For>
                </tbody>
            </table>
        </section>
    }
}

/// Builds the URL of the page from the filter and a cursor.
fn with_query(filter: &SessionFilter, after: &str) -> String {
    let SessionFilter { account, role, address, device } = filter;
    let values = [account, role, address, device].map(String::as_str);
    let pairs = FIELDS.into_iter().zip(values).chain([("after", after)]).filter(|(_, value)| !value.is_empty());
    let query = pairs.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>();
    here("/admin/sessions", &query.join("&"))
}
