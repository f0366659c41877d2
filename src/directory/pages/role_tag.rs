//! A person's role as a tag.

use leptos::prelude::*;

use crate::access::Role;

/// The tag. Roles that may do more than members stand out.
#[component]
pub(crate) fn RoleTag(role: Role) -> impl IntoView {
    let class = if role == Role::MEMBER {
        "tag"
    } else if role == Role::MODERATOR {
        "tag plum"
    } else {
        "tag blue"
    };
    view! { <span class=class>{role.label()}</span> }
}
