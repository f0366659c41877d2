//! The filters of a list: a search field, and chips that open a list of choices. They live in the page's address, apply
//! as soon as they change, and are cleared one by one. Without scripts they are links and a plain form.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_location, use_navigate},
};

use crate::{
    access::encode,
    texts::console as t,
    ui::{Icon, browser, here, use_query},
};

/// The parameters with the position in a list, which no other filter keeps.
const PLACES: [&str; 2] = ["after", "before"];

/// The ID of the search field.
const FIELD: &str = "search";

/// How long the search waits for the next key.
const PAUSE: Duration = Duration::from_millis(300);

/// The page's address with another value of one filter, from the first page of the list on; an empty value removes the
/// filter; tracked.
pub(crate) fn address_with(name: &'static str, value: &str) -> String {
    let location = use_location();
    let query = location.search.with(|search| {
        let pairs = form_urlencoded::parse(search.as_bytes());
        let kept = pairs.filter(|(key, _)| key != name && !PLACES.contains(&&**key));
        let kept: Vec<_> = kept.map(|(key, value)| (key.into_owned(), value.into_owned())).collect();
        let own = (!value.is_empty()).then(|| (name.to_owned(), value.to_owned()));
        let pairs = kept.into_iter().chain(own).filter(|(_, value)| !value.is_empty());
        pairs.map(|(key, value)| format!("{key}={}", encode(&value))).collect::<Vec<_>>().join("&")
    });
    here(&location.pathname.get(), &query)
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
    let value = use_query(name);
    let shown = move || {
        let value = value.get();
        let label = label.clone();
        if value.is_empty() {
            let choices = choices.clone().into_iter();
            let links = choices.map(|(value, words)| {
                view! { <A href=address_with(name, &value) attr:rel="nofollow">{words}</A> }
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
            view! {
                <A href=address_with(name, "") attr:class="fchip on">
                    {label}": "<b>{words.unwrap_or(value)}</b><Icon name="x"/>
                    <span class="visually-hidden">{t::remove_filter()}</span>
                </A>
            }
            .into_any()
        }
    };
    shown
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
        let value = use_query(other);
        move || (!value.with(String::is_empty)).then(|| view! { <input type="hidden" name=*other value=value.get()/> })
    });
    let hidden = hidden.collect_view();
    let navigate = use_navigate();
    let latest = StoredValue::new(value.get_untracked());
    // The field follows the address, such as after a link that clears it, but never while somebody types.
    Effect::new(move || {
        let now = value.get();
        if browser::focused_id() != FIELD && latest.get_value() != now {
            browser::set_input_value(FIELD, &now);
            latest.set_value(now);
        }
    });
    let owner = Owner::current();
    let go = move || {
        let address = owner.clone().unwrap_or_default().with(|| untrack(|| address_with(name, &latest.get_value())));
        navigate(&address, NavigateOptions { replace: true, scroll: false, ..Default::default() });
    };
    let later = go.clone();
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

/// The ID of a filter field.
pub(crate) fn id_of(of: &str, name: &str) -> String {
    format!("{of}-{name}")
}

/// A choice of one option or all.
#[component]
pub(crate) fn Choice(
    /// Distinguishes the filter on its page.
    of: &'static str,
    name: &'static str,
    #[prop(into)] label: String,
    choices: Vec<(String, String)>,
    value: String,
) -> impl IntoView {
    let id = id_of(of, name);
    let option = |(name, label): (String, String)| {
        let selected = name == value;
        view! { <option value=name selected=selected>{label}</option> }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>
                <option value="">{t::all()}</option>
                {choices.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// One line of text.
#[component]
pub(crate) fn Line(
    /// Distinguishes the filter on its page.
    of: &'static str,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    value: String,
) -> impl IntoView {
    let id = id_of(of, name);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input id=id name=name value=value placeholder=hint autocomplete="off" autocapitalize="none" spellcheck="false"/>
        </div>
    }
}
