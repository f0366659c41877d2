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
    texts::role as t,
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
        <Title text=t::title()/>
        <ConsolePage>
            <h1>{t::title()}</h1>
            <p class="muted">{t::intro()}</p>
            <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
            {move || may_manage.get().then(|| view! { <NewRole create/> })}
        </ConsolePage>
    }
}

#[component]
fn Found(roles: Vec<RoleSummary>, create: ServerAction<CreateRole>) -> impl IntoView {
    let own_acts = RwSignal::new(0_u32);
    let is_back = FormFlash::to(DeleteRole::PATH).is_some_and(|posted| posted.error.is_none());
    let deleted = RwSignal::new(is_back.then(t::deleted));
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
    let gone = name.clone();
    Effect::new(move || {
        if delete.value().with(|value| matches!(value, Some(Ok(())))) {
            deleted.set(Some(t::deleted_role(&gone)));
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
        count if count > COUNT_MAX => t::accounts_more(COUNT_MAX),
        count => t::accounts(count),
    });
    let description = Memo::new(move |_| role.with(|role| role.description.clone()));
    let description = move || description.with(|words| (!words.is_empty()).then(|| format!("{} ", sentence(words))));
    let permissions = Memo::new(move |_| role.with(|role| role.permissions));
    let held = move || permissions.get().iter().map(|one| view! { <li>{one.about()}</li> }).collect_view();
    let deletion = {
        let name = name.clone();
        move || may_delete.get().then(|| view! { <DeleteForm name=name.clone() delete/> })
    };
    let title = format!("role-{name}");
    let labelled_by = title.clone();
    view! {
        <section class="card stack" aria-labelledby=labelled_by>
            <h2 id=title>{name}</h2>
            <p class="muted small">{description} {people}</p>
            <ul class="small" aria-label=t::permissions()>{held}</ul>
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
            <Submit class="btn danger s"><span aria-hidden="true">{t::delete()}</span><span class="visually-hidden">{t::delete_role(name)}</span></Submit>
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
                <Form action=edit class="stack" of done=t::saved()>
                    <Hidden name="id" value=id/>
                    <ui::InitialValues fields=shown/>
                    <Field name="description" label=t::description() value=description max=DESCRIPTION_MAX/>
                    <Permits permissions/>
                    <Submit class="btn">{t::save()}</Submit>
                </Form>
            }
        }
    };
    view! {
        <details open=failed on:toggle=move |_| make_anew()>
            <summary class="btn s" aria-label=t::edit_role(name)>{t::edit()}</summary>
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
    let choices = offered.map(|one| (one.name(), one.about(), permissions.has(one))).collect();
    view! {
        <Boxes name="permissions" label=t::permissions() choices/>
        <p class="muted small">{t::permissions_hint()}</p>
    }
}

#[component]
fn NewRole(create: ServerAction<CreateRole>) -> impl IntoView {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_final_punctuation_gets_a_full_stop() {
        let read = ["Answers mail", "Answers mail.", "Who knows?", "夜を見る", "Looks at night (UTC)"].map(sentence);
        assert_eq!(read, ["Answers mail.", "Answers mail.", "Who knows?", "夜を見る.", "Looks at night (UTC)"]);
    }
}
