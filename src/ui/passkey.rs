//! The button that has a passkey sign a challenge and then submits its form, with the answer in a hidden field.

use std::{pin::Pin, time::Duration};

use leptos::{prelude::*, task::spawn_local};

use super::{Icon, Notice, Tone, browser, error_of_form, field_id, reauthentication::Reauthentication};
use crate::{
    error::{AppError, Conflict},
    reactive::{dynamic, effect},
    texts::ui as t,
};

/// A `WebAuthn` ceremony.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    /// A new one is created.
    Create,
    /// It signs a challenge.
    Get,
    /// Like [`Get`](Self::Get), but offered by the autofill of a field (conditional mediation).
    Autofill,
}

/// Why a ceremony has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CeremonyFailure {
    /// Another ceremony was begun.
    Replaced,
    /// The person has cancelled it, or it took too long. Browsers do not say which.
    Cancelled,
    /// The device has a passkey or security key for this account already.
    Exists,
    /// Any other reason.
    Impossible,
}

/// Why there is no answer.
enum Failure {
    Server(AppError),
    Device(CeremonyFailure),
}

impl Failure {
    /// What to tell the person; `None`: nothing. `is_key`: whether it concerns a security key, rather than a passkey.
    fn words(self, ceremony: Ceremony, is_key: bool) -> Option<String> {
        let creates = ceremony == Ceremony::Create;
        match self {
            Self::Server(error) => Some(error.to_string()),
            Self::Device(CeremonyFailure::Replaced) => None,
            Self::Device(CeremonyFailure::Cancelled) if creates && is_key => Some(t::key_not_added()),
            Self::Device(CeremonyFailure::Cancelled) if creates => Some(t::passkey_not_added()),
            Self::Device(CeremonyFailure::Cancelled) => Some(t::passkey_cancelled()),
            Self::Device(CeremonyFailure::Exists) => Some(t::passkey_exists()),
            Self::Device(CeremonyFailure::Impossible) if creates && is_key => Some(t::key_not_created()),
            Self::Device(CeremonyFailure::Impossible) if creates => Some(t::passkey_not_created()),
            Self::Device(CeremonyFailure::Impossible) => Some(t::passkey_impossible()),
        }
    }
}

/// The field with the answer.
const ANSWER: &str = "passkey";

/// How often the autofill request is renewed, so that its challenge does not expire.
const RENEWED: Duration = Duration::from_mins(4);

/// Asks the server for a challenge: its token, and its options in JSON.
pub type Challenge = fn() -> Pin<Box<dyn Future<Output = Result<(String, String), AppError>>>>;

#[derive(Clone, Copy)]
struct Asking {
    challenge: Challenge,
    ceremony: Ceremony,
    is_key: bool,
    reauthentication: Reauthentication,
    /// The ID of the hidden field.
    field: StoredValue<String>,
    failure: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
    autofill: bool,
    /// When passkeys were last offered in the autofill, in milliseconds.
    offered_at: StoredValue<f64>,
    /// The options and the answer that were sent last.
    sent: StoredValue<(String, String)>,
}

/// The button. It is there as soon as it is known that the browser can use passkeys here.
#[component]
pub fn PasskeyButton(
    challenge: Challenge,
    ceremony: Ceremony,
    #[prop(default = "btn l")] class: &'static str,
    /// Whether the autofill of the form's username field offers passkeys, too.
    #[prop(optional)]
    autofill: bool,
    /// Whether it concerns a security key, rather than a passkey.
    #[prop(optional)]
    is_key: bool,
    /// The words on the button.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let asking = Asking {
        challenge,
        ceremony,
        is_key,
        reauthentication: Reauthentication::expect(),
        field: StoredValue::new(field_id(ANSWER)),
        failure: RwSignal::new(None),
        is_busy: RwSignal::new(false),
        autofill,
        offered_at: StoredValue::new(0.0),
        sent: StoredValue::default(),
    };
    let is_possible = RwSignal::new(false);
    effect(move || is_possible.set(browser::can_use_passkeys()));
    asking.heed_errors();
    let field = asking.field.get_value();
    effect({
        let field = field.clone();
        move || browser::clear_when_typing(field.clone())
    });
    if autofill {
        effect(move || {
            if is_possible.get() {
                asking.keep_offering();
            }
        });
    }
    on_cleanup(move || browser::stop_passkey(&field));
    view! {
        <input type="hidden" id=asking.field.get_value() name=ANSWER/>
        {dynamic(move || {
            let label = label.clone();
            is_possible.get().then(|| view! {
                <button
                    class=class
                    type="button"
                    aria-busy=move || asking.is_busy.get().then_some("true")
                    on:click=move |_| asking.begin()
                >
                    <Icon name=if is_key { "key-round" } else { "fingerprint" }/>
                    {label}
                </button>
            })
        })}
        <div class="outcome" aria-live="polite">
            {dynamic(move || asking.failure.get().map(|words| view! { <Notice tone=Tone::Bad>{words}</Notice> }))}
        </div>
    }
}

/// Says why there is no [`PasskeyButton`], if there is none.
#[component]
pub fn NoPasskeyButton(
    /// What is said until scripts run, and so without JavaScript.
    needs_script: fn() -> String,
    /// What is said if passkeys do not work here.
    not_here: fn() -> String,
) -> impl IntoView {
    let can = RwSignal::new(None);
    effect(move || can.set(Some(browser::can_use_passkeys())));
    dynamic(move || {
        let words = match can.get() {
            None => needs_script(),
            Some(false) => not_here(),
            Some(true) => return None,
        };
        Some(view! { <p class="muted">{words}</p> })
    })
}

impl Asking {
    /// After an error, the answer is useless, except for choosing a session to end.
    fn heed_errors(self) {
        let error = error_of_form();
        effect(move || match error() {
            None | Some(AppError::TooManySessions { .. } | AppError::ReauthenticationRequired) => {}
            Some(error) => {
                if error == (AppError::Conflict { conflict: Conflict::UnknownPasskey }) {
                    self.sent.with_value(|(options, answer)| browser::forget_passkey(options, answer));
                }
                self.field.with_value(|field| browser::set_input_value(field, ""));
                if self.autofill && browser::can_use_passkeys() {
                    self.offer();
                }
            }
        });
    }

    /// The button was pressed. Does nothing once the form is gone.
    fn begin(self) {
        if self.is_busy.try_get_untracked() != Some(false) {
            return;
        }
        self.failure.set(None);
        self.is_busy.set(true);
        spawn_local(async move {
            let asked = self.ask(self.ceremony).await;
            // The form may have been removed by then.
            self.is_busy.try_set(false);
            let Err(failure) = asked else { return };
            if self.autofill {
                self.offer();
            }
            if matches!(failure, Failure::Server(AppError::ReauthenticationRequired)) {
                return self.reauthentication.ask(move || self.begin(), || {});
            }
            self.failure.try_set(failure.words(self.ceremony, self.is_key));
        });
    }

    /// Has a passkey sign a challenge, and submits the form.
    async fn ask(self, ceremony: Ceremony) -> Result<(), Failure> {
        let (token, options) = (self.challenge)().await.map_err(Failure::Server)?;
        // While waiting for the challenge, the form may have been removed, or the button pressed.
        let field = self
            .field
            .try_get_value()
            .filter(|_| ceremony != Ceremony::Autofill || self.is_busy.try_get_untracked() == Some(false));
        let field = field.ok_or(Failure::Device(CeremonyFailure::Replaced))?;
        let answer = browser::ask_passkey(options.clone(), ceremony, field.clone()).await.map_err(Failure::Device)?;
        browser::set_input_value(&field, &format!("{token}.{answer}"));
        self.sent.try_set_value((options, answer));
        browser::submit_around(&field);
        Ok(())
    }

    /// Offers passkeys in the autofill of the username field.
    fn offer(self) {
        if browser::is_hidden() || self.offered_at.try_set_value(browser::milliseconds()).is_some() {
            return;
        }
        // People who ignore the suggestion must not see its errors.
        spawn_local(async move { drop(self.ask(Ceremony::Autofill).await) });
    }

    /// Offers them as long as the form is there.
    fn keep_offering(self) {
        self.offer();
        let renew = move || {
            let offered_at = self.offered_at.try_get_value().unwrap_or_default();
            if browser::milliseconds() - offered_at >= RENEWED.as_secs_f64() * 1000.0 {
                self.offer();
            }
        };
        browser::on_return(renew);
        if let Ok(renewing) = set_interval_with_handle(renew, RENEWED) {
            on_cleanup(move || renewing.clear());
        }
    }
}
