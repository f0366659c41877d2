//! `/admin/roles`: the roles and their permissions. Changes apply at once to everyone who has the role.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

use super::forms::{DeleteForm, EditForm, NewRole};
use crate::{
    access::{Current, Permission, Role},
    console::ConsolePage,
    console::live_list,
    directory::COUNT_MAX,
    error::FormFlash,
    reactive::{dynamic, effect, effect_with_last, memo},
    role::{CreateRole, DeleteRole, EditRole, RoleSummary, list_roles},
    texts::role as t,
    ui::{FailedToLoad, Glyph, Icon, Keyed, Notice, Tone, browser},
};

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
    let may_manage = memo(move |_| current.member(|member| member.permissions.has(Permission::MANAGE_ROLES)));
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <header class="head"><div><h1>{t::title()}</h1><p>{t::intro()}</p></div></header>
            <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
            {dynamic(move || may_manage.get().then(|| view! { <NewRole create/> }))}
        </ConsolePage>
    }
}

#[component]
fn Found(roles: Vec<RoleSummary>, create: ServerAction<CreateRole>) -> impl IntoView {
    let own_acts = RwSignal::new(0_u32);
    let is_back = FormFlash::to(DeleteRole::PATH).is_some_and(|posted| posted.error.is_none());
    let deleted = RwSignal::new(is_back.then(t::deleted));
    effect(move || {
        if create.value().with(|value| matches!(value, Some(Ok(())))) {
            deleted.set(None);
        }
    });
    let shown = live_list(LIST, roles, move || (create.version().get(), own_acts.get()), list_roles);
    view! {
        // The deleted role's row is gone, so without JavaScript the reloaded page takes the focus here.
        <div class="outcome" id=DELETED tabindex="-1" autofocus=is_back>
            {dynamic(move || deleted.get().map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> }))}
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
    effect_with_last(move |before: Option<(usize, usize)>| {
        let now = (edit.version().get(), delete.version().get());
        if before.is_some_and(|before| before != now) {
            own_acts.update(|acts| *acts = acts.wrapping_add(1));
        }
        now
    });
    let name = role.with_untracked(|role| role.role.to_string());
    let gone = name.clone();
    effect(move || {
        if delete.value().with(|value| matches!(value, Some(Ok(())))) {
            deleted.set(Some(t::deleted_role(&gone)));
            request_animation_frame(|| browser::focus(DELETED));
        }
    });
    let may_edit = memo(move |_| {
        let (is_fixed, permissions) = role.with(|role| (role.role == Role::ADMINISTRATOR, role.permissions));
        !is_fixed
            && current.member(|member| {
                member.permissions.has(Permission::MANAGE_ROLES) && member.permissions.cover(permissions)
            })
    });
    let may_delete = memo(move |_| may_edit.get() && role.with(|role| !role.built_in && role.accounts == 0));
    let people = memo(move |_| match role.with(|role| role.accounts) {
        count if count > COUNT_MAX => t::accounts_more(COUNT_MAX),
        count => t::accounts(count),
    });
    let description = memo(move |_| role.with(|role| role.role.about(role.description.clone())));
    let description = move || description.with(|words| (!words.is_empty()).then(|| format!("{} ", sentence(words))));
    let permissions = memo(move |_| role.with(|role| role.permissions));
    let held = move || {
        let item = |one: Permission| view! { <li><Icon name="check"/><span>{one.about()}</span></li> };
        permissions.get().iter().map(item).collect_view()
    };
    let deletion = {
        let name = name.clone();
        move || may_delete.get().then(|| view! { <DeleteForm name=name.clone() delete/> })
    };
    let label = role.with_untracked(|role| role.role.label());
    let built_in =
        role.with_untracked(|role| role.built_in).then(|| view! { <span class="tag">{t::built_in()}</span> });
    let title = format!("role-{name}");
    let labelled_by = title.clone();
    view! {
        <section class="card" aria-labelledby=labelled_by>
            <header class="card-head">
                <Glyph name="user-cog"/>
                <div>
                    <div class="cluster"><h2 id=title>{label}</h2>{built_in}</div>
                    <p>{description} {people}</p>
                </div>
                {deletion}
            </header>
            <div class="card-body stack stack-s">
                <ul class="may small" aria-label=t::permissions()>{held}</ul>
                {dynamic(move || may_edit.get().then(|| view! { <EditForm role edit/> }))}
            </div>
        </section>
    }
}

/// Adds a full stop to a text that ends without punctuation.
fn sentence(words: &str) -> String {
    if words.ends_with(char::is_alphanumeric) { format!("{words}.") } else { words.to_owned() }
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
