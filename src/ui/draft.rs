//! Drafts: what was typed into the page's forms but not sent. Stored only in this tab's memory, so that it survives the
//! end of a session; never includes passwords. The code that tracks the principal decides when to forget them.

use std::collections::{BTreeMap, HashMap};

use leptos::prelude::*;

use super::browser;
use crate::error::on_signed_out;

/// How long after the person has signed in again a rejected call is repeated, in seconds.
const RESUME_WITHIN: i64 = 10;

/// The values of a form, by field.
pub type Typed = BTreeMap<String, String>;

/// The field that carries the initial values of the others when a form is sent.
pub(super) const SHOWN: &str = "shown";

/// The value typed into a field; `None` also if the field still has its initial value: somebody else may have changed
/// that value since.
pub(super) fn touched(typed: &Typed, field: &str) -> Option<String> {
    let now = typed.get(field)?;
    (made_with(typed).get(field) != Some(now)).then(|| now.clone())
}

/// The values typed into two fields that make one value; `None` if both still have their initial values.
pub(super) fn touched_pair(typed: &Typed, one: &str, other: &str) -> Option<(String, String)> {
    touched(typed, one).or_else(|| touched(typed, other))?;
    let now = |field: &str| typed.get(field).cloned().unwrap_or_default();
    Some((now(one), now(other)))
}

/// Whether one checkbox of a list was ticked; `None` if it still has its initial state.
pub(super) fn ticked(typed: &Typed, list: &str, value: &str) -> Option<bool> {
    let has = |typed: &Typed| typed.get(list).is_some_and(|list| list.split(' ').any(|one| one == value));
    let (now, shown) = (has(typed), made_with(typed));
    (shown.is_empty() || has(&shown) != now).then_some(now)
}

/// The initial values of the fields, if the form sends them.
fn made_with(typed: &Typed) -> Typed {
    read_shown(typed.get(SHOWN).map(String::as_str).unwrap_or_default())
}

/// Encodes the initial values of fields, as [`super::InitialValues`] sends them.
pub(super) fn write_shown<N: AsRef<str>>(fields: Vec<(N, String)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Decodes the initial values that [`super::InitialValues`] sends; none for an empty text.
pub fn read_shown(shown: &str) -> Typed {
    form_urlencoded::parse(shown.as_bytes()).into_owned().collect()
}

/// The drafts of this tab.
#[derive(Clone, Copy, Debug)]
pub struct Drafts(StoredValue<Stored>);

#[derive(Debug, Default)]
struct Stored {
    forms: HashMap<String, Typed>,
    /// The forms whose calls are repeated if they are rejected, by the path of their server function.
    sent: HashMap<String, String>,
    /// The form whose call was rejected because the session had ended.
    refused: Option<String>,
    /// Until when that call may be repeated, by this device's clock: shortly after the person has signed in again.
    /// Later it may no longer be intended.
    resumes_until: i64,
}

impl Drafts {
    /// Provides the drafts to every form. Called once, by `App`.
    pub fn provide() {
        let drafts = Self(StoredValue::new(Stored::default()));
        provide_context(drafts);
        on_signed_out(move |path| {
            if let Some(form) = drafts.0.try_update_value(|stored| stored.sent.remove(path)).flatten() {
                drafts.refuse(form);
            }
        });
    }

    /// The drafts, from anywhere below `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Forgets everything: another person or another page is here.
    pub fn forget(self) {
        self.0.set_value(Stored::default());
    }

    /// The person has signed in again: a rejected call is repeated if its form appears soon.
    pub fn welcome_back(self) {
        self.0.update_value(|stored| stored.resumes_until = browser::now() + RESUME_WITHIN);
    }

    pub(super) fn keep(self, form: &str, typed: Typed) {
        self.0.update_value(|stored| drop(stored.forms.insert(form.to_owned(), typed)));
    }

    /// Something is sent by hand: cancels the automatic repetition of an older call.
    pub(super) fn disarm(self) {
        self.0.update_value(|stored| stored.refused = None);
    }

    pub(super) fn of(self, form: &str) -> Option<Typed> {
        self.0.with_value(|stored| stored.forms.get(form).cloned())
    }

    pub(super) fn done(self, form: &str) {
        self.0.update_value(|stored| drop(stored.forms.remove(form)));
    }

    /// Records that a form's call is being sent. `resumes`: whether to repeat it if the session turns out to have ended.
    pub(super) fn send(self, path: &str, form: &str, resumes: bool) {
        self.answered(path);
        if resumes {
            self.0.update_value(|stored| drop(stored.sent.insert(path.to_owned(), form.to_owned())));
        }
    }

    /// Records that the server has answered a call, or that it must not be repeated.
    pub(super) fn answered(self, path: &str) {
        self.0.update_value(|stored| drop(stored.sent.remove(path)));
    }

    /// Records that a form's call was rejected.
    fn refuse(self, form: String) {
        self.0.update_value(|stored| {
            stored.refused = Some(form);
            stored.resumes_until = 0;
        });
    }

    /// Whether to repeat this form's call; true only once.
    pub(super) fn resume(self, form: &str) -> bool {
        let (is_this, is_soon) = self
            .0
            .with_value(|stored| (stored.refused.as_deref() == Some(form), browser::now() <= stored.resumes_until));
        if is_this {
            self.disarm();
        }
        is_this && is_soon
    }
}

/// The ID of the account that is looking at the page; empty for guests. Forms send it along, so that what one person
/// has filled in is never sent for another account.
#[derive(Clone, Copy, Debug)]
pub struct Owner(pub Memo<String>);

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        fields.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn unchanged_fields_are_not_touched() {
        let form =
            typed(&[("idle", "30m"), ("sessions", "5"), ("shown", "idle=30m&sessions=20&may=a+b"), ("may", "b c")]);
        assert_eq!(touched(&form, "idle"), None);
        assert_eq!(touched(&form, "sessions").as_deref(), Some("5"));
        assert_eq!(["a", "b", "c", "d"].map(|one| ticked(&form, "may", one)), [Some(false), None, Some(true), None]);
    }

    #[test]
    fn two_fields_of_one_value_keep_what_was_typed_together() {
        let form = |unit| typed(&[("idle", "30"), ("idle-unit", unit), ("shown", "idle=30&idle-unit=m")]);
        assert_eq!(touched_pair(&form("m"), "idle", "idle-unit"), None);
        let both = Some(("30".to_owned(), "h".to_owned()));
        assert_eq!(touched_pair(&form("h"), "idle", "idle-unit"), both);
    }

    #[test]
    fn every_field_is_touched_without_initial_values() {
        let form = typed(&[("idle", "30m"), ("may", "b")]);
        assert_eq!(touched(&form, "idle").as_deref(), Some("30m"));
        assert_eq!(["a", "b"].map(|one| ticked(&form, "may", one)), [Some(false), Some(true)]);
        assert_eq!(touched(&form, "absolute"), None);
    }
}
