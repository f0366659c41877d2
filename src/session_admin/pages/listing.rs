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
    let roles = roles.into_iter().map(|role| (role.to_string(), role.to_string())).collect();
    view! {
        <form method="get" action="/admin/sessions" class="filters many" role="search" on:submit=submit>
            <Line of="sessions" name="account" label="Username" hint="What it begins with" value=filter.account/>
            <Choice of="sessions" name="role" label="Role" choices=roles value=filter.role/>
            <Line of="sessions" name="address" label="Address" hint="192.0.2.1 or 192.0.2." value=filter.address/>
            <Line of="sessions" name="device" label="Device" hint="phone, computer, Firefox" value=filter.device/>
            <button class="btn" type="submit">"Search"</button>
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
        <h2>"Signed in now"</h2>
        <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{list}</Transition>
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
        Some(Ok(became)) if became.out_of_reach > 0 => {
            let count = became.out_of_reach;
            let stay = if count == 1 { "1 of them stays".to_owned() } else { format!("{count} of them stay") };
            Some(format!("{stay}: whoever is signed in there may do more than you."))
        }
        _ => None,
    };
    view! {
        <Form action=end_selected class="stack" done="What you ticked is over." resumes=false>
            <Problems/>
            <p class="muted small" role="status">{left}</p>
            <Submit class="btn danger">"End the ticked ones"</Submit>
        </Form>
    }
}

/// The error of an invalid selection.
#[component]
fn Problems() -> impl IntoView {
    let problem = problem_at("ids");
    move || {
        problem().map(|_| {
            let words = format!("Tick at least one session above, and {SELECTED_MAX} at most.");
            view! { <p class="error">{words}</p> }
        })
    }
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
            (!is_first).then(|| view! { <A href=with_query(&filter, "") attr:class="btn small">"First page"</A> });
        let next = next.get().map(|next| {
            view! { <A href=with_query(&filter, &next) attr:class="btn small" attr:rel="next">"Next page"</A> }
        });
        (first.is_some() || next.is_some())
            .then(|| view! { <nav class="pager" aria-label="More sessions">{first}{next}</nav> })
    };
    let list = move || {
        if is_empty.get() {
            let words = match (next.get().is_some(), is_all) {
                (true, _) => "None among those that were looked through. The next page looks further.",
                (false, true) => "No more sessions follow.",
                (false, false) => "No session matches all of that.",
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
fn Nothing(words: &'static str) -> impl IntoView {
    view! {
        <div class="empty stack" id=LIST tabindex="-1">
            <h3>"Nothing found"</h3>
            <p>{words}</p>
            <A href="/admin/sessions" attr:class="btn">"Show all sessions"</A>
        </div>
    }
}

#[component]
fn Rows(shown: LiveList<SessionPage>, end_one: ServerAction<EndAccountSession>) -> impl IntoView {
    view! {
        <table id=LIST tabindex="-1">
            <thead>
                <tr>
                    <th scope="col">"Person"</th>
                    <th scope="col">"Device"</th>
                    <th scope="col">"Address"</th>
                    <th scope="col">"Signed in"</th>
                    <th scope="col">"Last active"</th>
                    <th scope="col"><span class="visually-hidden">"Actions"</span></th>
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
                move |_| format!("{} of {username}", title.get())
            });
            let id = id.clone();
            may_end.get().then(|| view! { <Endings id title end_one/> })
        }
    };
    let tag = move || {
        let role = role.get();
        let class = if role == Role::MEMBER { "tag" } else { "tag adm" };
        view! { <span class=class>{role.to_string()}</span> }
    };
    view! {
        <tr>
            <td data-label="Person">
                <A href=format!("/admin/accounts/{account_id}")>{username}</A>
                " "
                {tag}
            </td>
            <td data-label="Device">
                {title}
                {session.is_this.then(|| view! { " " <span class="tag here">"this device"</span> })}
                {move || device.get().map(|device| view! { <div class="small muted">{device}</div> })}
            </td>
            <td data-label="Address">{session.address}</td>
            <td data-label="Signed in"><When at=session.signed_in_at/></td>
            <td data-label="Last active">{move || view! { <When at=last_active_at.get()/> }}</td>
            <td class="num">{actions}</td>
        </tr>
    }
}

/// The actions on a session.
#[component]
fn Endings(id: String, title: Memo<String>, end_one: ServerAction<EndAccountSession>) -> impl IntoView {
    view! {
        <div class="row">
            <label class="check">
                // Belongs to the form below the list, because each row has its own form and forms cannot be nested.
                <input type="checkbox" form=SELECTION name="ids[]" value=id.clone()/>
                <span class="visually-hidden">"Tick " {title}</span>
            </label>
            <Form action=end_one class="" of=id.clone() resumes=false>
                <Hidden name="id" value=id/>
                <Submit class="btn danger small">"End" <span class="visually-hidden">" " {title}</span></Submit>
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
