//! The filters of a list: a search field, and chips that open a list of choices. They live in the page's address, apply
//! as soon as they change, and are cleared one by one. Without scripts they are links and a plain form.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    location::Location,
};

use crate::{
    access::encode,
    reactive::{dynamic, effect_with_last},
    texts::console as t,
    ui::{Icon, browser, here, use_query},
};

/// The parameters with the position in a list, which no other filter keeps.
const PLACES: [&str; 2] = ["after", "before"];

/// How long the search waits for the next key.
const PAUSE: Duration = Duration::from_millis(300);

/// The ID of the search field.
const FIELD: &str = "search";

/// The page's address with another value of one filter, from the first page of the list on; an empty value removes the
/// filter; tracked.
fn address_with(location: &Location, name: &'static str, value: &str) -> String {
    let query = location.search.with(|search| {
        let pairs = form_urlencoded::parse(search.as_bytes());
        let kept = pairs.filter(|(key, _)| key != name && !PLACES.contains(&&**key));
        let kept: Vec<_> = kept.map(|(key, value)| (key.into_owned(), value.into_owned())).collect();
        query_of(kept.into_iter().chain([(name.to_owned(), value.to_owned())]))
    });
    here(&location.pathname.get(), &query)
}

/// Writes a query without its empty values.
fn query_of(pairs: impl IntoIterator<Item = (String, String)>) -> String {
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    pairs.map(|(key, value)| format!("{key}={}", encode(&value))).collect::<Vec<_>>().join("&")
}

/// A choice of one value: a chip that opens a list, or clears the filter if it is set.
#[component]
pub(crate) fn FilterChip(
    /// The parameter in the page's address.
    name: &'static str,
    #[prop(into)] label: String,
    /// What the chip says while nothing is chosen, such as "any".
    #[prop(into)]
    none: String,
    /// Values and their words.
    choices: Vec<(String, String)>,
) -> impl IntoView {
    // Kept by the view, which may run once more after its page is gone. Then there is no router around it, so its links
    // are plain elements, which the router follows as well.
    let value = ArcMemo::from(use_query(name));
    let location = use_location();
    dynamic(move || {
        let value = value.get();
        let label = label.clone();
        if value.is_empty() {
            let choices = choices.clone().into_iter();
            let links = choices.map(|(value, words)| {
                let location = location.clone();
                view! { <a href=move || address_with(&location, name, &value) rel="nofollow">{words}</a> }
            });
            view! {
                <details class="pick" name="filter">
                    <summary class="fchip">{label}": "<b>{none.clone()}</b><Icon name="chevron-down"/></summary>
                    <div class="menu start">{links.collect_view()}</div>
                </details>
            }
            .into_any()
        } else {
            let words = choices.iter().find(|(known, _)| *known == value).map(|(_, words)| words.clone());
            let location = location.clone();
            view! {
                <a href=move || address_with(&location, name, "") class="fchip on">
                    {label}": "<b>{words.unwrap_or(value)}</b><Icon name="x"/>
                    <span class="visually-hidden">{t::remove_filter()}</span>
                </a>
            }
            .into_any()
        }
    })
}

/// A value that is typed: a chip that opens a field, or clears the filter if it is set. Belongs into a [`Search`].
#[component]
pub(crate) fn TextChip(
    /// The parameter in the page's address.
    name: &'static str,
    #[prop(into)] label: String,
    /// What the chip says while nothing is typed, such as "any".
    #[prop(into)]
    none: String,
    #[prop(into)] hint: String,
) -> impl IntoView {
    let value = ArcMemo::from(use_query(name));
    let location = use_location();
    let id = format!("filter-{name}");
    dynamic(move || {
        let value = value.get();
        let label = label.clone();
        if value.is_empty() {
            view! {
                <details class="pick" name="filter">
                    <summary class="fchip">{label.clone()}": "<b>{none.clone()}</b><Icon name="chevron-down"/></summary>
                    <div class="menu start panel stack stack-s">
                        <div class="field">
                            <label for=id.clone()>{label}</label>
                            <input
                                class="input"
                                id=id.clone()
                                name=name
                                placeholder=hint.clone()
                                autocomplete="off"
                                autocapitalize="none"
                                spellcheck="false"
                            />
                        </div>
                        <div><button class="btn s" type="submit">{t::apply_filter()}</button></div>
                    </div>
                </details>
            }
            .into_any()
        } else {
            let location = location.clone();
            view! {
                <a href=move || address_with(&location, name, "") class="fchip on">
                    {label}": "<b>{value}</b><Icon name="x"/>
                    <span class="visually-hidden">{t::remove_filter()}</span>
                </a>
            }
            .into_any()
        }
    })
}

/// A search field in a form around it, with the page's other filters as hidden fields. `others` are their parameters.
#[component]
pub(crate) fn Search(
    /// The parameter in the page's address.
    #[prop(default = "q")]
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    /// The parameters of the page's other filters.
    #[prop(default = &[])]
    others: &'static [&'static str],
    /// The chips.
    children: Children,
) -> impl IntoView {
    let value = use_query(name);
    let action = use_location().pathname;
    let hidden = others.iter().map(|other| {
        let value = ArcMemo::from(use_query(other));
        move || (!value.with(String::is_empty)).then(|| view! { <input type="hidden" name=*other value=value.get()/> })
    });
    let hidden = hidden.collect_view();
    let navigate = use_navigate();
    // What this form has asked for. Any other value comes from elsewhere, such as the history, and belongs in the field.
    let asked = StoredValue::new(value.get_untracked());
    effect_with_last(move |before: Option<()>| {
        let now = value.get();
        if before.is_some() && asked.get_value() != now {
            browser::set_input_value(FIELD, &now);
            asked.set_value(now);
        }
    });
    let go = move || {
        let fields = browser::values_around(FIELD);
        asked.set_value(fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default());
        let address = here(&action.get_untracked(), &query_of(fields));
        navigate(&address, NavigateOptions { replace: true, scroll: false, ..Default::default() });
    };
    let later = go.clone();
    let latest = StoredValue::new(String::new());
    let typed = move |event: leptos::ev::Event| {
        let now = event_target_value(&event);
        latest.set_value(now.clone());
        let later = later.clone();
        set_timeout(
            move || {
                if latest.try_get_value() == Some(now) {
                    later();
                }
            },
            PAUSE,
        );
    };
    view! {
        <form
            class="filters"
            role="search"
            method="get"
            action=action
            on:submit=move |event: leptos::ev::SubmitEvent| {
                event.prevent_default();
                go();
            }
        >
            <span class="with">
                <Icon name="search"/>
                <input
                    class="input"
                    type="search"
                    name=name
                    id=FIELD
                    aria-label=label
                    placeholder=hint
                    value=value.get_untracked()
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    on:input=typed
                />
            </span>
            {hidden}
            {children()}
        </form>
    }
}
