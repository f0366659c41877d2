//! `/admin/roles`: the roles and their permissions. Changes apply at once to everyone who has the role.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

use crate::{
    access::{Current, Permission, Permissions, ROLE_MAX, Role},
    console::ConsolePage,
    console::live_list,
    directory::COUNT_MAX,
    error::{AppError, Conflict, FormFlash},
    role::{CreateRole, DESCRIPTION_MAX, DeleteRole, EditRole, RoleSummary, list_roles},
    ui::{self, Boxes, FailedToLoad, Field, Form, Hidden, Keyed, Notice, Submit, Tone, browser},
};

/// How long after the person's own change the form may be rebuilt even while it is in use, in milliseconds.
const TAKEN_UP_WITHIN: f64 = 10_000.0;
/// The ID of the list element.
const LIST: &str = "roles";
/// The ID of the element that confirms a deletion.
const DELETED: &str = "role-deleted";

impl Keyed for RoleSummary {
    fn key(&self) -> String {
        self.role.to_string()
    }
}

/// The page.
#[component]
pub fn Roles() -> impl IntoView {
    let create = ServerAction::<CreateRole>::new();
    let current = Current::expect();
    current.refresh_after(create);
    let roles = Resource::new_blocking(|| (), |()| list_roles());
    let list = move || {
        Suspend::new(async move {
            match roles.await {
                Ok(roles) => view! { <Found roles create/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let may_manage = Memo::new(move |_| current.member(|member| member.permissions.has(Permission::MANAGE_ROLES)));
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
fn Found(roles: Vec<RoleSummary>, create: ServerAction<CreateRole>) -> impl IntoView {
    let own_acts = RwSignal::new(0_u32);
    let is_back = FormFlash::to(DeleteRole::PATH).is_some_and(|posted| posted.error.is_none());
    let deleted = RwSignal::new(is_back.then(|| "The role is deleted.".to_owned()));
    Effect::new(move || {
        if create.value().with(|value| matches!(value, Some(Ok(())))) {
            deleted.set(None);
        }
    });
    let shown = live_list(LIST, roles, move || (create.version().get(), own_acts.get()), list_roles);
    view! {
        // The deleted role's row is gone, so without JavaScript the reloaded page takes the focus here.
        <div class="outcome" id=DELETED tabindex="-1" autofocus=is_back>
            {move || deleted.get().map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> })}
        </div>
        {shown.notice()}
        <div class="stack" id=LIST tabindex="-1">
            <For each=move || shown.rows() key=Keyed::key let:role>
                <OneRole role=shown.row(role) own_acts deleted/>
            </For>
        </div>
    }
}

#[component]
fn OneRole(
    role: Memo<RoleSummary>,
    /// Counts the person's own changes.
    own_acts: RwSignal<u32>,
    /// The message that confirms a deletion.
    deleted: RwSignal<Option<String>>,
) -> impl IntoView {
    let current = Current::expect();
    let delete = ServerAction::<DeleteRole>::new();
    let edit = ServerAction::<EditRole>::new();
    current.refresh_after(edit);
    current.refresh_after(delete);
    Effect::new(move |before: Option<(usize, usize)>| {
        let now = (edit.version().get(), delete.version().get());
        if before.is_some_and(|before| before != now) {
            own_acts.update(|acts| *acts = acts.wrapping_add(1));
        }
        now
    });
    let name = role.with_untracked(|role| role.role.to_string());
    let gone = format!("The role {name} is deleted.");
    Effect::new(move || {
        if delete.value().with(|value| matches!(value, Some(Ok(())))) {
            deleted.set(Some(gone.clone()));
            request_animation_frame(|| browser::focus(DELETED));
        }
    });
    let may_edit = Memo::new(move |_| {
        let (is_fixed, permissions) = role.with(|role| (role.role == Role::ADMINISTRATOR, role.permissions));
        !is_fixed
            && current.member(|member| {
                member.permissions.has(Permission::MANAGE_ROLES) && member.permissions.cover(permissions)
            })
    });
    let may_delete = Memo::new(move |_| may_edit.get() && role.with(|role| !role.built_in && role.accounts == 0));
    let people = Memo::new(move |_| match role.with(|role| role.accounts) {
        0 => "nobody has it".to_owned(),
        1 => "1 account has it".to_owned(),
        count if count > COUNT_MAX => "more than 1,000 accounts have it".to_owned(),
        count => format!("{count} accounts have it"),
    });
    let description = Memo::new(move |_| role.with(|role| role.description.clone()));
    let description = move || description.with(|words| (!words.is_empty()).then(|| format!("{} ", sentence(words))));
    let permissions = Memo::new(move |_| role.with(|role| role.permissions));
    let held = move || permissions.get().iter().map(Permission::about).collect::<Vec<_>>().join("; ");
    let deletion = {
        let name = name.clone();
        move || may_delete.get().then(|| view! { <DeleteForm name=name.clone() delete/> })
    };
    let title = format!("role-{name}");
    let labelled_by = title.clone();
    view! {
        <section class="card stack" aria-labelledby=labelled_by>
            <h2 id=title>{name}</h2>
            <p class="muted small">{description} "At present " {people} "."</p>
            <p class="small">"May " {held} "."</p>
            {move || may_edit.get().then(|| view! { <EditForm role edit/> })}
            {deletion}
        </section>
    }
}

/// Adds a full stop to a text that ends without punctuation.
fn sentence(words: &str) -> String {
    if words.ends_with(char::is_alphanumeric) { format!("{words}.") } else { words.to_owned() }
}

#[component]
fn DeleteForm(name: String, delete: ServerAction<DeleteRole>) -> impl IntoView {
    let (id, of) = (name.clone(), name.clone());
    view! {
        <Form action=delete class="" of>
            <Hidden name="id" value=id/>
            <Submit class="btn danger small">"Delete" <span class="visually-hidden">" " {name}</span></Submit>
        </Form>
    }
}

/// The form that changes a role's description and permissions. After somebody else has changed the role, the form
/// is rebuilt once it is not in use, and keeps what was typed.
#[component]
fn EditForm(role: Memo<RoleSummary>, edit: ServerAction<EditRole>) -> impl IntoView {
    let name = role.with_untracked(|role| role.role.to_string());
    let terms = Memo::new(move |_| role.with(|role| (role.description.clone(), role.permissions)));
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
    Effect::new(move |before: Option<usize>| {
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
                <Form action=edit class="stack" of done="The role is changed.">
                    <Hidden name="id" value=id/>
                    <ui::InitialValues fields=shown/>
                    <Field name="description" label="What it is for" value=description max=DESCRIPTION_MAX/>
                    <Permits permissions/>
                    <Submit class="btn">"Save"</Submit>
                </Form>
            }
        }
    };
    view! {
        <details open=failed on:toggle=move |_| make_anew()>
            <summary class="btn small" aria-label=format!("Change {name}")>"Change"</summary>
            <For each=move || [made.get()] key=|made| made.0 children=fields/>
        </details>
    }
}

/// A checkbox for each permission that the viewer may grant.
#[component]
fn Permits(permissions: Permissions) -> impl IntoView {
    let mine =
        Current::expect().peek(|principal| principal.member().map(|member| member.permissions).unwrap_or_default());
    let more = [Permission::USE_ACCOUNT, Permission::USE_CONSOLE];
    let offered = Permission::all().iter().copied().filter(|one| mine.has(*one) && !more.contains(one));
    let choices = offered.map(|one| (one.name(), format!("May {}", one.about()), permissions.has(one))).collect();
    view! {
        <Boxes name="permissions" label="What it permits" choices/>
        <p class="muted small">"Every role may see and change its own account; with any of these it may open the console."</p>
    }
}

#[component]
fn NewRole(create: ServerAction<CreateRole>) -> impl IntoView {
    view! {
        <Form action=create done="The role is made. Accounts get it on their own pages." clears=true>
            <h2>"New role"</h2>
            <Field name="name" label="Name" hint="Such as support or night-watch. It cannot be changed later." required=true max=ROLE_MAX/>
            <Field name="description" label="What it is for" max=DESCRIPTION_MAX/>
            <Permits permissions=Permissions::default()/>
            <Submit class="btn">"Make this role"</Submit>
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_final_punctuation_gets_a_full_stop() {
        let read = ["Answers mail", "Answers mail.", "Who knows?", "夜を見る", "Looks at night (UTC)"].map(sentence);
        assert_eq!(read, ["Answers mail.", "Answers mail.", "Who knows?", "夜を見る.", "Looks at night (UTC)"]);
    }
}
