//! The list of all live sessions, with its filter and the forms that end sessions.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

use crate::{
    access::{Current, Permission, Role, encode},
    console::{Choice, Line, id_of, live_list},
    error::AppError,
    session_admin::{
        EndAccountSession, EndEverySession, EndSelectedSessions, PersonSession, SELECTED_MAX, SessionFilter,
        SessionPage, list_every_session,
    },
    texts::session_admin as t,
    ui::{FailedToLoad, Form, Hidden, Keyed, Listing, LiveList, Submit, When, browser, problem_at, use_query},
};

/// The query parameters of the filter.
const FIELDS: [&str; 4] = ["account", "role", "address", "device"];

/// The ID of the form that the checkboxes in the list belong to: the name of its server function.
const SELECTION: &str = "end_selected_sessions";

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

/// The filter form, which also works without JavaScript.
#[component]
pub(super) fn Filters(filter: SessionFilter, roles: Vec<Role>) -> impl IntoView {
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let [account, role, address, device] = FIELDS.map(|name| browser::input_value(&id_of("sessions", name)));
        let filter = SessionFilter { account, role, address, device };
        navigate(&with_query(&filter, ""), NavigateOptions::default());
    };
    let roles = roles.into_iter().map(|role| (role.to_string(), role.label())).collect();
    view! {
        <form method="get" action="/admin/sessions" class="filters many" role="search" on:submit=submit>
            <Line of="sessions" name="account" label=t::username() hint=t::username_hint() value=filter.account/>
            <Choice of="sessions" name="role" label=t::role() choices=roles value=filter.role/>
            <Line of="sessions" name="address" label=t::address() hint=t::address_hint() value=filter.address/>
            <Line
                of="sessions"
                name="device"
                label=t::device()
                hint=t::device_hint(t::phone(), t::computer())
                value=filter.device
            />
            <button class="btn" type="submit">{t::search()}</button>
        </form>
    }
}

/// Reads the filter from the query string.
pub(super) fn use_filter() -> Memo<SessionFilter> {
    let [account, role, address, device] = FIELDS.map(use_query);
    Memo::new(move |_| SessionFilter {
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
                    view! { <Found shown filter is_first=after.is_empty() end_one/> }.into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let may_end = Memo::new(move |_| current.member(|member| member.permissions.has(Permission::END_SESSIONS)));
    view! {
        <h2>{t::signed_in_now()}</h2>
        <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
        {move || may_end.get().then(|| view! { <EndSelected end_selected/> })}
    }
}

async fn find(filter: SessionFilter, after: String) -> Result<SessionPage, AppError> {
    let SessionFilter { account, role, address, device } = filter;
    list_every_session(account, role, address, device, after).await
}

#[component]
fn EndSelected(end_selected: ServerAction<EndSelectedSessions>) -> impl IntoView {
    let left = move || match end_selected.value().get() {
        Some(Ok(became)) if became.out_of_reach > 0 => Some(t::out_of_reach(became.out_of_reach)),
        _ => None,
    };
    view! {
        <Form action=end_selected class="stack" done=t::ended_selected() resumes=false>
            <Problems/>
            <p class="muted small" role="status">{left}</p>
            <Submit class="btn danger">{t::end_selected()}</Submit>
        </Form>
    }
}

/// The error of an invalid selection.
#[component]
fn Problems() -> impl IntoView {
    let problem = problem_at("ids");
    move || problem().map(|_| view! { <p class="error">{t::select_some(SELECTED_MAX)}</p> })
}

#[component]
fn Found(
    shown: LiveList<SessionPage>,
    filter: SessionFilter,
    is_first: bool,
    end_one: ServerAction<EndAccountSession>,
) -> impl IntoView {
    let is_empty = shown.is_empty();
    let next = Memo::new(move |_| shown.with(|page| page.next.clone()));
    let is_all = filter == SessionFilter::default();
    let pager = move || {
        let first =
            (!is_first).then(|| view! { <A href=with_query(&filter, "") attr:class="btn s">{t::first_page()}</A> });
        let next = next.get().map(|next| {
            view! { <A href=with_query(&filter, &next) attr:class="btn s" attr:rel="next">{t::next_page()}</A> }
        });
        (first.is_some() || next.is_some())
            .then(|| view! { <nav class="pager" aria-label=t::pages()>{first}{next}</nav> })
    };
    let list = move || {
        if is_empty.get() {
            let words = match (next.get().is_some(), is_all) {
                (true, _) => t::none_so_far(),
                (false, true) => t::no_more(),
                (false, false) => t::no_match(),
            };
            view! { <Nothing words/> }.into_any()
        } else {
            view! { <Rows shown end_one/> }.into_any()
        }
    };
    view! {
        {shown.notice()}
        {list}
        {pager}
    }
}

#[component]
fn Nothing(words: String) -> impl IntoView {
    view! {
        <div class="empty stack" id=LIST tabindex="-1">
            <h3>{t::nothing_found()}</h3>
            <p>{words}</p>
            <A href="/admin/sessions" attr:class="btn">{t::show_all()}</A>
        </div>
    }
}

#[component]
fn Rows(shown: LiveList<SessionPage>, end_one: ServerAction<EndAccountSession>) -> impl IntoView {
    view! {
        <table id=LIST tabindex="-1">
            <thead>
                <tr>
                    <th scope="col">{t::person()}</th>
                    <th scope="col">{t::device()}</th>
                    <th scope="col">{t::address()}</th>
                    <th scope="col">{t::signed_in()}</th>
                    <th scope="col">{t::last_active()}</th>
                    <th scope="col"><span class="visually-hidden">{t::actions()}</span></th>
                </tr>
            </thead>
            <tbody>
                <For each=move || shown.rows() key=Keyed::key let:one>
                    <Row one=shown.row(one) end_one/>
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn Row(one: Memo<PersonSession>, end_one: ServerAction<EndAccountSession>) -> impl IntoView {
    // Read once: only the session's name and last activity and the account's role can change.
    let PersonSession { account_id, username, session, .. } = one.get_untracked();
    let role = Memo::new(move |_| one.with(|one| one.role.clone()));
    let title = Memo::new(move |_| one.with(|one| one.session.title()));
    let device =
        Memo::new(move |_| one.with(|one| (!one.session.name.is_empty()).then(|| one.session.device.to_string())));
    let last_active_at = Memo::new(move |_| one.with(|one| one.session.last_active_at));
    let may_end = Memo::new(move |_| one.with(|one| one.may_end));
    let actions = {
        let (id, username) = (session.id, username.clone());
        move || {
            let title = Memo::new({
                let username = username.clone();
                move |_| t::whose(title.get(), &username)
            });
            let id = id.clone();
            may_end.get().then(|| view! { <Endings id title end_one/> })
        }
    };
    let tag = move || {
        let role = role.get();
        let class = if role == Role::MEMBER { "tag" } else { "tag blue" };
        view! { <span class=class>{role.label()}</span> }
    };
    view! {
        <tr>
            <td class="person" data-label=t::person()>
                <A href=format!("/admin/accounts/{account_id}")>{username}</A>
                " "
                {tag}
            </td>
            <td class="device" data-label=t::device()>
                {title}
                {session.is_this.then(|| view! { " " <span class="tag green">{t::this_device()}</span> })}
                {move || device.get().map(|device| view! { <div class="small muted">{device}</div> })}
            </td>
            <td data-label=t::address()>{session.address}</td>
            <td data-label=t::signed_in()><When at=session.signed_in_at/></td>
            <td data-label=t::last_active()>{move || view! { <When at=last_active_at.get()/> }}</td>
            <td class="num">{actions}</td>
        </tr>
    }
}

/// The actions on a session.
#[component]
fn Endings(id: String, title: Memo<String>, end_one: ServerAction<EndAccountSession>) -> impl IntoView {
    view! {
        <div class="cluster">
            <label class="tick">
                // Belongs to the form below the list, because each row has its own form and forms cannot be nested.
                <input type="checkbox" form=SELECTION name="ids[]" value=id.clone()/>
                <span class="visually-hidden">{move || t::select(title.get())}</span>
            </label>
            <Form action=end_one class="" of=id.clone() resumes=false>
                <Hidden name="id" value=id/>
                <Submit class="btn danger s">
                    {t::end_one(view! { <span class="visually-hidden">{title}</span> })}
                </Submit>
            </Form>
        </div>
    }
}

/// Builds the URL of the page from the filter and a cursor.
fn with_query(filter: &SessionFilter, after: &str) -> String {
    let SessionFilter { account, role, address, device } = filter;
    let values = [account, role, address, device].map(String::as_str);
    let pairs = FIELDS.into_iter().zip(values).chain([("after", after)]).filter(|(_, value)| !value.is_empty());
    let query = pairs.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>();
    if query.is_empty() { "/admin/sessions".to_owned() } else { format!("/admin/sessions?{}", query.join("&")) }
}
