//! Everybody's live sessions: looked for, seen and ended.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

use super::super::filters::{Choice, Line, id_of};
use crate::{
    access::{Current, Permission, Role, encode},
    admin::{
        EndAccountSession, EndEverySession, EndSelectedSessions, PersonSession, SELECTED_MAX, SessionFilter,
        SessionPage, list_every_session,
    },
    ui::{FailedToLoad, Form, Hidden, Submit, When, browser, problem_at, use_query},
};

/// The fields of the filter, as they stand in the address.
const FIELDS: [&str; 4] = ["account", "role", "address", "device"];

/// The form that the boxes in the list belong to, named by its function.
const SELECTION: &str = "end_selected_sessions";

/// What is looked for: a form that a browser sends by itself, too.
#[component]
pub(super) fn Filters(filter: SessionFilter, roles: Vec<Role>) -> impl IntoView {
    let navigate = use_navigate();
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let [account, role, address, device] = FIELDS.map(|name| browser::input_value(&id_of("sessions", name)));
        let filter = SessionFilter { account, role, address, device };
        navigate(&with_query(&filter, ""), NavigateOptions::default());
    };
    let roles = roles.into_iter().map(|role| (role.to_string(), role.to_string())).collect();
    view! {
        <form method="get" action="/admin/sessions" class="filters many" role="search" on:submit=look>
            <Line of="sessions" name="account" label="Username" hint="What it begins with" value=filter.account/>
            <Choice of="sessions" name="role" label="Role" choices=roles value=filter.role/>
            <Line of="sessions" name="address" label="Address" hint="192.0.2.1 or 192.0.2." value=filter.address/>
            <Line of="sessions" name="device" label="Device" hint="phone, computer, Firefox" value=filter.device/>
            <button class="btn" type="submit">"Search"</button>
        </form>
    }
}

/// What is looked for, from the address of the page.
pub(super) fn use_filter() -> Memo<SessionFilter> {
    let [account, role, address, device] = FIELDS.map(use_query);
    Memo::new(move |_| SessionFilter {
        account: account.get(),
        role: role.get(),
        address: address.get(),
        device: device.get(),
    })
}

/// The list, and ending what is chosen in it.
#[component]
pub(super) fn Everybody(filter: Memo<SessionFilter>, end_every: ServerAction<EndEverySession>) -> impl IntoView {
    let end_one = ServerAction::<EndAccountSession>::new();
    let end_selected = ServerAction::<EndSelectedSessions>::new();
    let current = Current::expect();
    current.refresh_after(end_one);
    current.refresh_after(end_selected);
    let after = use_query("after");
    let endings = move || (end_every.version().get(), end_one.version().get(), end_selected.version().get());
    let found = Resource::new_blocking(
        move || (filter.get(), after.get(), endings()),
        |(filter, after, _)| {
            let SessionFilter { account, role, address, device } = filter;
            list_every_session(account, role, address, device, after)
        },
    );
    let list = move || {
        let (filter, is_first) = (filter.get(), after.get().is_empty());
        Suspend::new(async move {
            match found.await {
                Ok(page) => view! { <Found page filter is_first end_one/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let may_end = Memo::new(move |_| current.member(|member| member.permissions.has(Permission::EndSessions)));
    view! {
        <h2>"Signed in now"</h2>
        <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{list}</Transition>
        {move || may_end.get().then(|| view! { <EndSelected end_selected/> })}
    }
}

#[component]
fn EndSelected(end_selected: ServerAction<EndSelectedSessions>) -> impl IntoView {
    let left = move || match end_selected.value().get() {
        Some(Ok(became)) if became.out_of_reach > 0 => {
            let count = became.out_of_reach;
            Some(format!("{count} of them stay: whoever they belong to may do more than you."))
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

/// What is wrong with the choice.
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
    page: SessionPage,
    filter: SessionFilter,
    is_first: bool,
    end_one: ServerAction<EndAccountSession>,
) -> impl IntoView {
    let first = (!is_first).then(|| view! { <A href=with_query(&filter, "") attr:class="btn small">"First page"</A> });
    let next = page.next.as_ref().map(|next| {
        view! { <A href=with_query(&filter, next) attr:class="btn small" attr:rel="next">"Next page"</A> }
    });
    let pager = (first.is_some() || next.is_some())
        .then(|| view! { <nav class="pager" aria-label="More sessions">{first}{next}</nav> });
    if page.sessions.is_empty() {
        let words = match (page.next.is_some(), filter == SessionFilter::default()) {
            (true, _) => "None among those that were looked through. The next page looks further.",
            (false, true) => "No more sessions follow.",
            (false, false) => "No session matches all of that.",
        };
        return view! {
            <div class="empty stack">
                <h3>"Nothing found"</h3>
                <p>{words}</p>
                <A href="/admin/sessions" attr:class="btn">"Show all sessions"</A>
            </div>
            {pager}
        }
        .into_any();
    }
    let rows = page.sessions.into_iter().map(|one| view! { <Row one end_one/> }).collect_view();
    view! {
        <table>
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
            <tbody>{rows}</tbody>
        </table>
        {pager}
    }
    .into_any()
}

#[component]
fn Row(one: PersonSession, end_one: ServerAction<EndAccountSession>) -> impl IntoView {
    let PersonSession { account_id, username, role, session, may_end } = one;
    let class = if role == Role::MEMBER { "tag" } else { "tag adm" };
    let title = format!("{} of {username}", session.title());
    let device = (!session.name.is_empty()).then(|| session.device.to_string());
    let here = session.is_this.then(|| view! { " " <span class="tag here">"this device"</span> });
    let actions = may_end.then(|| {
        let id = session.id.clone();
        view! {
            <div class="row">
                <label class="check">
                    // It belongs to the form below the list, because rows have forms of their own.
                    <input type="checkbox" form=SELECTION name="ids[]" value=id.clone()/>
                    <span class="visually-hidden">"Tick " {title.clone()}</span>
                </label>
                <Form action=end_one class="" of=id.clone() resumes=false>
                    <Hidden name="id" value=id/>
                    <Submit class="btn danger small">"End" <span class="visually-hidden">" " {title}</span></Submit>
                </Form>
            </div>
        }
    });
    view! {
        <tr>
            <td data-label="Person">
                <A href=format!("/admin/accounts/{account_id}")>{username}</A>
                " "
                <span class=class>{role.to_string()}</span>
            </td>
            <td data-label="Device">
                {session.title()}
                {here}
                {device.map(|device| view! { <div class="small muted">{device}</div> })}
            </td>
            <td data-label="Address">{session.address}</td>
            <td data-label="Signed in"><When at=session.signed_in_at/></td>
            <td data-label="Last active"><When at=session.last_active_at/></td>
            <td class="num">{actions}</td>
        </tr>
    }
}

/// The page with what is looked for.
fn with_query(filter: &SessionFilter, after: &str) -> String {
    let SessionFilter { account, role, address, device } = filter;
    let values = [account, role, address, device].map(String::as_str);
    let pairs = FIELDS.into_iter().zip(values).chain([("after", after)]).filter(|(_, value)| !value.is_empty());
    let query = pairs.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>();
    if query.is_empty() { "/admin/sessions".to_owned() } else { format!("/admin/sessions?{}", query.join("&")) }
}
