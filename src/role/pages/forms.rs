//! The forms that create, change and delete roles.

use leptos::{prelude::*, server_fn::ServerFn};

use super::permits::Permits;
use crate::{
    access::{Permissions, ROLE_MAX},
    error::{AppError, Conflict, FormFlash},
    reactive::{effect_with_last, memo},
    role::{CreateRole, DESCRIPTION_MAX, DeleteRole, EditRole, RoleSummary},
    texts::role as t,
    ui::{Field, Form, Hidden, InitialValues, Submit, browser},
};

/// How long after the person's own change the form may be rebuilt even while it is in use, in milliseconds.
const TAKEN_UP_WITHIN: f64 = 10_000.0;

/// Says what deleting a role does, with the button that does it. Without JavaScript, it is open if its post failed, so
/// that the error is visible.
#[component]
pub(super) fn DeleteForm(name: String, delete: ServerAction<DeleteRole>) -> impl IntoView {
    let failed = FormFlash::to(DeleteRole::PATH)
        .is_some_and(|posted| posted.error.is_some() && posted.values.get("id") == Some(&name));
    let (id, of, about) = (name.clone(), name.clone(), t::delete_about(&name));
    view! {
        <details class="pick push" open=failed>
            <summary class="btn danger s">
                <span aria-hidden="true">{t::delete_ask()}</span>
                <span class="visually-hidden">{t::delete_ask_role(&name)}</span>
            </summary>
            <div class="menu panel">
                <Form action=delete class="stack stack-s" of>
                    <p class="small">{about}</p>
                    <Hidden name="id" value=id/>
                    <Submit class="btn solid s">{t::delete_role(name)}</Submit>
                </Form>
            </div>
        </details>
    }
}

/// The form that changes a role's description and permissions. After somebody else has changed the role, the form
/// is rebuilt once it is not in use, and keeps what was typed.
#[component]
pub(super) fn EditForm(role: Memo<RoleSummary>, edit: ServerAction<EditRole>) -> impl IntoView {
    let name = role.with_untracked(|role| role.role.to_string());
    let terms = memo(move |_| role.with(|role| (role.description.clone(), role.permissions)));
    let made = RwSignal::new((0_u32, terms.get_untracked()));
    // Until this time, in milliseconds, changes are shown even while the form is in use.
    let due_until = StoredValue::new(0.0);
    let make_anew = move || {
        if made.with_untracked(|made| made.1 != terms.get_untracked()) {
            made.update(|made| *made = (made.0.wrapping_add(1), terms.get_untracked()));
            due_until.set_value(0.0);
        }
    };
    let form = format!("edit_role-{name}");
    effect_with_last(move |before: Option<usize>| {
        terms.track();
        let version = edit.version().get();
        let is_answered = edit.value().with_untracked(|value| match value {
            Some(Ok(()) | Err(AppError::Conflict { conflict: Conflict::RoleMoved })) => true,
            Some(Err(_)) | None => false,
        });
        if is_answered && before.is_some_and(|before| before != version) {
            due_until.set_value(browser::milliseconds() + TAKEN_UP_WITHIN);
        }
        if before.is_some() && (browser::milliseconds() < due_until.get_value() || !browser::is_in_use(&form)) {
            make_anew();
        }
        version
    });
    // Without JavaScript, open the form if its post failed, so that the error is visible.
    let failed = FormFlash::to(EditRole::PATH)
        .is_some_and(|posted| posted.error.is_some() && posted.values.get("id") == Some(&name));
    let fields = {
        let name = name.clone();
        move |made: (u32, (String, Permissions))| {
            let (description, permissions) = made.1;
            let shown = vec![("description", description.clone()), ("permissions", permissions.names())];
            let (id, of) = (name.clone(), name.clone());
            view! {
                <Form action=edit class="stack" of done=t::saved()>
                    <Hidden name="id" value=id/>
                    <InitialValues fields=shown/>
                    <Field name="description" label=t::description() value=description max=DESCRIPTION_MAX/>
                    <Permits permissions/>
                    <Submit class="btn">{t::save()}</Submit>
                </Form>
            }
        }
    };
    view! {
        <details class="more" open=failed on:toggle=move |_| make_anew()>
            <summary aria-label=t::edit_role(name)>{t::edit()}</summary>
            <For each=move || [made.get()] key=|made| made.0 children=fields/>
        </details>
    }
}

/// The form for a new role.
#[component]
pub(super) fn NewRole(create: ServerAction<CreateRole>) -> impl IntoView {
    view! {
        <Form action=create done=t::created() clears=true>
            <h2>{t::new()}</h2>
            <Field name="name" label=t::name() hint=t::name_hint() required=true max=ROLE_MAX/>
            <Field name="description" label=t::description() max=DESCRIPTION_MAX/>
            <Permits permissions=Permissions::default()/>
            <Submit class="btn">{t::create()}</Submit>
        </Form>
    }
}
