//! The rows of the form: the settings in their groups, each with its range, its effective value, and what differs from
//! the default.

use leptos::prelude::*;

use crate::{
    access::encode,
    policy::{self, Kind, Setting},
    policy_admin::{
        PolicyValues, ScopeSummary,
        quantity::{UNITS, split, unit_field},
    },
    reactive::memo,
    texts::policy_admin as t,
    ui::{SettingControl, SettingRow, browser, field_id},
};

/// The values with which the form is built, by field.
pub(super) fn initial_values(this: &ScopeSummary) -> Vec<(String, String)> {
    let fields = |setting: &'static Setting| {
        let value = saved_value(this, setting);
        if setting.kind != Kind::Duration {
            let value = if setting.kind == Kind::Date && value == "none" { String::new() } else { value };
            return vec![(setting.name.to_owned(), value)];
        }
        let (number, unit) = parts(setting, &value, this);
        vec![(setting.name.to_owned(), number), (unit_field(setting.name), unit)]
    };
    this.settings().flat_map(fields).collect()
}

/// The value that is set, as it is typed; empty if none is.
pub(super) fn saved_value(this: &ScopeSummary, setting: &Setting) -> String {
    this.set[setting].map(|value| setting.show(value)).unwrap_or_default()
}

/// The number and the unit of a duration. Without a unit of its own, it gets that of the value in effect.
fn parts(setting: &Setting, value: &str, this: &ScopeSummary) -> (String, String) {
    let in_force = setting.show(this.in_force[setting]);
    let (number, unit) = split(value).unwrap_or((value, split(&in_force).map_or("m", |parts| parts.1)));
    (number.to_owned(), unit.to_owned())
}

/// A group of settings.
#[component]
pub(super) fn Group(
    place: usize,
    group: policy::Group,
    settings: Vec<&'static Setting>,
    this: StoredValue<ScopeSummary>,
    everyone: StoredValue<ScopeSummary>,
    /// The values to preview, from a form without JavaScript.
    typed: StoredValue<Option<PolicyValues>>,
    unsaved: RwSignal<PolicyValues>,
) -> impl IntoView {
    let (title, about) = words(group);
    let id = format!("policy-group-{place}");
    let labelled_by = id.clone();
    let rows: Vec<_> =
        settings.into_iter().map(|setting| view! { <Row setting this everyone typed unsaved/> }).collect();
    view! {
        <section class="card" aria-labelledby=labelled_by>
            <header class="card-head"><div><h3 id=id>{title}</h3><p>{about}</p></div></header>
            <ul class="rows">{rows}</ul>
        </section>
    }
}

fn words(group: policy::Group) -> (String, String) {
    match group {
        policy::Group::Sessions => (t::group_sessions(), t::group_sessions_about()),
        policy::Group::SignIn => (t::group_sign_in(), t::group_sign_in_about()),
        policy::Group::SignUp => (t::group_sign_up(), t::group_sign_up_about()),
        policy::Group::Records => (t::group_records(), t::group_records_about()),
        policy::Group::Feature { name, title } => {
            (title.map_or_else(|| policy::Group::titled(name), |title| title()), t::group_feature_about())
        }
    }
}

/// The row of a setting.
#[component]
fn Row(
    setting: &'static Setting,
    this: StoredValue<ScopeSummary>,
    everyone: StoredValue<ScopeSummary>,
    typed: StoredValue<Option<PolicyValues>>,
    unsaved: RwSignal<PolicyValues>,
) -> impl IntoView {
    let saved = this.with_value(|this| saved_value(this, setting));
    let value = typed.with_value(|typed| typed.as_ref()?.0.get(setting.name).cloned()).unwrap_or_else(|| saved.clone());
    let label = (setting.label)();
    let hint = this.with_value(|this| everyone.with_value(|everyone| hint(setting, this, everyone)));
    let words = |value: i64| (setting.show(value), setting.words(value));
    let is_everyone = this.with_value(ScopeSummary::is_everyone);
    let (value, control) = match setting.kind {
        Kind::Number => (value, SettingControl::Text),
        // A browser shows a date that is none as an empty field, and sends that.
        Kind::Date => (if value == "none" { String::new() } else { value }, SettingControl::Date),
        Kind::Duration => {
            let (number, unit) = this.with_value(|this| parts(setting, &value, this));
            let units = UNITS.map(|unit| (unit.to_owned(), unit_words(unit))).into();
            (
                number,
                SettingControl::Quantity { name: unit_field(setting.name), label: t::unit_of(&label), unit, units },
            )
        }
        Kind::Switch | Kind::Choice(_) => {
            let same = (!is_everyone).then(|| (String::new(), t::same_as_everyone()));
            let values: Vec<_> = match setting.kind {
                Kind::Switch => vec![1, 0],
                _ => setting.range.clone().collect(),
            };
            (value, SettingControl::Choice(same.into_iter().chain(values.into_iter().map(words)).collect()))
        }
    };
    let is_unsaved = Signal::derive(move || unsaved.with(|unsaved| unsaved.0.contains_key(setting.name)));
    let was = this.with_value(|this| this.set[setting].map_or_else(t::same_as_everyone, |value| setting.words(value)));
    let now = memo(move |_| unsaved.with(|unsaved| unsaved.0.get(setting.name).cloned()).unwrap_or(saved.clone()));
    let marks = Marks {
        setting,
        is_everyone,
        label: label.clone(),
        scope: this.with_value(|this| this.name.clone()),
        id: field_id(setting.name),
    };
    let general = everyone.with_value(|everyone| everyone.in_force[setting]);
    let marks = move || {
        let was = is_unsaved.get().then(|| t::was(&was));
        let standard = if is_everyone { setting.default } else { general };
        let differs = now.with(|now| {
            let is_reset = matches!(now.trim(), "" | "default");
            !is_reset && (!is_everyone || *now != setting.show(setting.default))
        });
        let reset = differs.then(|| marks.clone().view(standard));
        view! { {reset}{was.map(|was| view! { <span class="small muted">{was}</span> })} }
    };
    view! {
        <SettingRow name=setting.name label hint value control is_unsaved>
            <div class="cluster marks">{marks}</div>
        </SettingRow>
    }
}

fn unit_words(unit: &str) -> String {
    match unit {
        "s" => t::unit_seconds(),
        "m" => t::unit_minutes(),
        "h" => t::unit_hours(),
        _ => t::unit_days(),
    }
}

/// The explanation of a setting, with its range and effective value.
fn hint(setting: &Setting, this: &ScopeSummary, everyone: &ScopeSummary) -> String {
    let is_typed = matches!(setting.kind, Kind::Duration | Kind::Number);
    let words = |value: i64| setting.words(value);
    let range = || {
        let (least, most) = (words(*setting.range.start()), words(*setting.range.end()));
        if setting.can_be_never { t::range_or_never(least, most) } else { t::range(least, most) }
    };
    let in_effect = words(this.in_force[setting]);
    let of_everyone = everyone.set[setting].map(words).unwrap_or_default();
    let is_default = this.in_force[setting] == setting.default;
    let value = match (this.is_everyone(), is_typed) {
        (true, _) if is_default => t::default_value(words(setting.default)),
        (true, _) => t::in_effect(words(setting.default), in_effect),
        (false, true) => t::in_effect_for_role(of_everyone, in_effect),
        (false, false) => t::in_effect_for_role_choice(of_everyone, in_effect),
    };
    [Some((setting.about)()), is_typed.then(range), Some(value)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The mark of a value that differs from the default or, for a role, from everyone's value.
#[derive(Clone)]
struct Marks {
    setting: &'static Setting,
    is_everyone: bool,
    label: String,
    scope: String,
    /// The ID of the field.
    id: String,
}

impl Marks {
    /// `standard` is the value that it differs from.
    fn view(self, standard: i64) -> impl IntoView {
        let Self { setting, is_everyone, label, scope, id } = self;
        let shown = setting.words(standard);
        let tag = if is_everyone { t::default_is(shown) } else { t::everyone_is(shown) };
        let value = if is_everyone { setting.show(standard) } else { String::new() };
        // Without scripts, the page is loaded with the value in its field.
        let href = format!("/admin/policy?id={}&{}={}", encode(&scope), setting.name, encode(&value));
        let reset = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            let (number, unit) = match setting.kind {
                Kind::Duration => split(&value).map_or((&*value, None), |(number, unit)| (number, Some(unit))),
                _ => (&*value, None),
            };
            if let Some(unit) = unit {
                browser::set_input_value(&unit_field(&id), unit);
            }
            browser::type_into(&id, number);
            browser::focus(&id);
        };
        view! {
            <span class="tag amber">{tag}</span>
            <a class="link" href=href rel="external" on:click=reset>
                <span aria-hidden="true">{t::reset()}</span>
                <span class="visually-hidden">{t::reset_setting(label)}</span>
            </a>
        }
    }
}
