//! `/admin/roles`: what each role permits. What is changed holds at once for everyone who has it.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

use super::aside::ConsolePage;
use crate::{
    access::{Current, Permission, Permissions, ROLE_MAX, Role},
    admin::{COUNT_MAX, CreateRole, DESCRIPTION_MAX, DeleteRole, EditRole, RoleSummary, list_roles},
    error::Posted,
    ui::{Boxes, FailedToLoad, Field, Form, Hidden, Submit},
};

/// The page.
#[component]
pub fn Roles() -> impl IntoView {
    let create = ServerAction::<CreateRole>::new();
    let edit = ServerAction::<EditRole>::new();
    let delete = ServerAction::<DeleteRole>::new();
    let current = Current::expect();
    current.refresh_after(create);
    current.refresh_after(edit);
    current.refresh_after(delete);
    let changes = move || (create.version().get(), edit.version().get(), delete.version().get());
    let roles = Resource::new_blocking(changes, |_| list_roles());
    let list = move || {
        Suspend::new(async move {
            match roles.await {
                Ok(roles) => {
                    roles.into_iter().map(|role| view! { <OneRole role edit delete/> }).collect_view().into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let may_manage = Memo::new(move |_| current.member(|member| member.permissions.has(Permission::ManageRoles)));
    view! {
        <Title text="Roles"/>
        <ConsolePage>
            <h1>"Roles"</h1>
            <p class="muted">
                "Every account has one role. What a role permits can be changed while people are signed in: their open pages follow. \
                 Nobody can give away what their own role does not permit."
            </p>
            <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{list}</Transition>
            {move || may_manage.get().then(|| view! { <NewRole create/> })}
        </ConsolePage>
    }
}

#[component]
fn OneRole(role: RoleSummary, edit: ServerAction<EditRole>, delete: ServerAction<DeleteRole>) -> impl IntoView {
    let current = Current::expect();
    let permissions = role.permissions;
    let is_fixed = role.role == Role::ADMINISTRATOR;
    let may_edit = Memo::new(move |_| {
        !is_fixed
            && current.member(|member| {
                member.permissions.has(Permission::ManageRoles) && member.permissions.cover(permissions)
            })
    });
    let name = role.role.to_string();
    let people = match role.accounts {
        0 => "nobody has it".to_owned(),
        1 => "1 account has it".to_owned(),
        count if count > COUNT_MAX => "more than 1,000 accounts have it".to_owned(),
        count => format!("{count} accounts have it"),
    };
    let may_delete = !role.built_in && role.accounts == 0;
    let held = permissions.iter().map(Permission::about).collect::<Vec<_>>().join("; ");
    let description = role.description.clone();
    // Without scripts a page that comes back with an error shows it.
    let failed = Posted::to(EditRole::PATH)
        .is_some_and(|posted| posted.error.is_some() && posted.values.get("id") == Some(&name));
    let forms = {
        let (name, description) = (name.clone(), description.clone());
        move || {
            let (name, description) = (name.clone(), description.clone());
            may_edit.get().then(|| view! { <RoleForms name description permissions edit delete may_delete failed/> })
        }
    };
    view! {
        <section class="card stack" aria-labelledby=format!("role-{name}")>
            <h2 id=format!("role-{name}")>{name.clone()}</h2>
            <p class="muted small">{(!description.is_empty()).then(|| format!("{description} "))} "At present " {people} "."</p>
            <p class="small">"May " {held} "."</p>
            {forms}
        </section>
    }
}

/// What can be done with a role, by whoever may.
#[component]
fn RoleForms(
    name: String,
    description: String,
    permissions: Permissions,
    edit: ServerAction<EditRole>,
    delete: ServerAction<DeleteRole>,
    may_delete: bool,
    /// A change was posted without scripts, and failed.
    failed: bool,
) -> impl IntoView {
    let (id, of) = (name.clone(), name.clone());
    let delete = may_delete.then(|| {
        let (id, of, name) = (name.clone(), name.clone(), name.clone());
        view! {
            <Form action=delete class="" of>
                <Hidden name="id" value=id/>
                <Submit class="btn danger small">"Delete" <span class="visually-hidden">" " {name}</span></Submit>
            </Form>
        }
    });
    view! {
        <details open=failed>
            <summary class="btn small" aria-label=format!("Change {name}")>"Change"</summary>
            <Form action=edit class="stack" of done="The role is changed.">
                <Hidden name="id" value=id/>
                <Field name="description" label="What it is for" value=description max=DESCRIPTION_MAX/>
                <Permits permissions/>
                <Submit class="btn">"Save"</Submit>
            </Form>
        </details>
        {delete}
    }
}

/// A box for each permission that whoever looks may give.
#[component]
fn Permits(permissions: Permissions) -> impl IntoView {
    let mine =
        Current::expect().peek(|principal| principal.member().map(|member| member.permissions).unwrap_or_default());
    let more = [Permission::UseAccount, Permission::UseConsole];
    let offered = Permission::ALL.into_iter().filter(|one| mine.has(*one) && !more.contains(one));
    let choices = offered.map(|one| (one.name(), format!("May {}", one.about()), permissions.has(one))).collect();
    view! {
        <Boxes name="permissions" label="What it permits" choices/>
        <p class="muted small">"Every role may see and change its own account; with any of these it may open the console."</p>
    }
}

#[component]
fn NewRole(create: ServerAction<CreateRole>) -> impl IntoView {
    view! {
        <Form action=create done="The role is made. Accounts get it on their own pages.">
            <h2>"New role"</h2>
            <Field name="name" label="Name" hint="Such as support or night-watch. It cannot be changed later." required=true max=ROLE_MAX/>
            <Field name="description" label="What it is for" max=DESCRIPTION_MAX/>
            <Permits permissions=Permissions::default()/>
            <Submit class="btn">"Make this role"</Submit>
        </Form>
    }
}
