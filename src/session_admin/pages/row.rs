//! A row of the list of all live sessions.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    directory::pages::RoleTag,
    reactive::{dynamic, memo},
    session::DeviceKind,
    session_admin::{EndAccountSession, PersonSession},
    texts::session_admin as t,
    ui::{Ago, Form, Glyph, Hidden, Submit},
};

/// The ID of the form that the checkboxes in the list belong to: the name of its server function.
const SELECTION: &str = "end_selected_sessions";

/// The row.
#[component]
pub(super) fn Row(
    one: Memo<PersonSession>,
    end_one: ServerAction<EndAccountSession>,
    /// Whether the list has a column of checkboxes.
    may_choose: bool,
) -> impl IntoView {
    // Read once: only the session's name and last activity and the account's role can change.
    let PersonSession { account_id, username, session, .. } = one.get_untracked();
    let sign_in = session.sign_in_words();
    let picture = match session.device.kind {
        DeviceKind::Phone => "smartphone",
        DeviceKind::Computer => "laptop",
        DeviceKind::Other => "monitor-smartphone",
    };
    let role = memo(move |_| one.with(|one| one.role.clone()));
    let title = memo(move |_| one.with(|one| one.session.title()));
    let device = memo(move |_| one.with(|one| (!one.session.name.is_empty()).then(|| one.session.device.to_string())));
    let last_active_at = memo(move |_| one.with(|one| one.session.last_active_at));
    let may_end = memo(move |_| one.with(|one| one.may_end));
    let whose = memo({
        let username = username.clone();
        move |_| t::whose(title.get(), &username)
    });
    let id = StoredValue::new(session.id);
    let tick = move || {
        may_end.get().then(|| {
            view! {
                <label class="tickbox">
                    // Belongs to the form below the list, because each row has its own form and forms cannot be nested.
                    <input type="checkbox" form=SELECTION name="ids[]" value=id.get_value() autocomplete="off"/>
                    <span class="visually-hidden">{dynamic(move || t::select(whose.get()))}</span>
                </label>
            }
        })
    };
    let end =
        move || {
            may_end.get().then(|| view! {
            <Form action=end_one class="" of=id.get_value() resumes=false>
                <Hidden name="id" value=id.get_value()/>
                <Submit class="btn s">{t::end_one(view! { <span class="visually-hidden">{whose}</span> })}</Submit>
            </Form>
        })
        };
    view! {
        <tr>
            {may_choose.then(|| view! { <td class="tickcell">{tick}</td> })}
            <td>
                <span class="cluster">
                    <A href=format!("/admin/accounts/{account_id}") attr:class="name">{username}</A>
                    {dynamic(move || view! { <RoleTag role=role.get()/> })}
                </span>
            </td>
            <td>
                <div class="who">
                    <Glyph name=picture/>
                    <div>
                        {title}
                        {session.is_this.then(|| view! { " " <span class="tag green">{t::this_device()}</span> })}
                        {dynamic(move || device.get().map(|device| view! { <small>{device}</small> }))}
                        <small>{sign_in}</small>
                    </div>
                </div>
            </td>
            <td data-l=t::address()>
                <span class="mono">{session.address}</span>
                {session.place.map(|place| view! { <small>{place}</small> })}
            </td>
            <td data-l=t::signed_in() class="nowrap"><Ago at=session.signed_in_at/></td>
            <td data-l=t::last_active() class="nowrap">{dynamic(move || view! { <Ago at=last_active_at.get()/> })}</td>
            <td class="corner">{end}</td>
        </tr>
    }
}
