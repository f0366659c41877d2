//! The preview of saving the form, or what is wrong with it.

use leptos::prelude::*;

use super::check::Check;
use crate::{
    error::{AppError, FieldError},
    policy::Setting,
    policy_admin::PolicyPreview,
    texts::policy_admin as t,
    ui::{browser, field_id},
};

/// The preview of saving, or the errors.
#[component]
pub(super) fn Preview(check: RwSignal<Check>) -> impl IntoView {
    // Read here, because the form's context is available here.
    let ids = field_id("");
    let words = move || {
        let ids = ids.clone();
        check.get().map(|found| match found {
            Ok(preview) => view! { <Effects preview/> }.into_any(),
            Err(AppError::Invalid { fields }) => view! { <Problems fields ids/> }.into_any(),
            Err(error) => view! { <div class="preview">{error.to_string()}</div> }.into_any(),
        })
    };
    view! { <div aria-live="polite">{words}</div> }
}

#[component]
fn Effects(preview: PolicyPreview) -> impl IntoView {
    let lines: Vec<_> = preview.words().into_iter().map(|line| view! { <li>{line}</li> }).collect();
    // It scrolls if it is long.
    view! { <div class="preview" tabindex="0"><b>{t::if_you_save()}</b><ul>{lines}</ul></div> }
}

/// Lists invalid values with links to their fields, in page order.
#[component]
fn Problems(
    mut fields: Vec<FieldError>,
    /// The prefix of the field IDs.
    ids: String,
) -> impl IntoView {
    let order: Vec<_> = Setting::by_group().into_iter().flat_map(|group| group.1).map(|setting| setting.name).collect();
    fields.sort_by_key(|wrong| order.iter().position(|name| *name == wrong.field));
    let line = move |wrong: FieldError| {
        let id = format!("{ids}{}", wrong.field);
        let href = format!("#{id}");
        let go = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            browser::focus(&id);
        };
        let setting = Setting::of_name(&wrong.field);
        let label = setting.map_or_else(t::scope, |setting| (setting.label)());
        let words = t::problem(label, wrong.problem.to_string());
        if setting.is_some() {
            // `external` makes the router ignore the link.
            view! { <li><a href=href rel="external" on:click=go>{words}</a></li> }.into_any()
        } else {
            view! { <li>{words}</li> }.into_any()
        }
    };
    let lines: Vec<_> = fields.into_iter().map(line).collect();
    view! { <div class="preview bad"><b>{t::fix_first()}</b><ul>{lines}</ul></div> }
}
