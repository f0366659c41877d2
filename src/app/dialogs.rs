//! The dialogs that members may see on every page.

use leptos::prelude::*;

use super::palette::Palette;
use crate::{
    access::Current,
    feature::LazyView,
    reactive::{dynamic, effect, effect_with_last, memo},
    session::pages::{IdleWarning, ReauthenticationDialog},
    texts::app as t,
    ui::{Reauthentication, Toasts, browser},
};

const DIALOGS: LazyView = crate::lazy_view!(account, dialogs, Dialogs);

/// The dialogs for members. Their chunk is loaded after hydration. If that fails, it is tried again when the page is shown
/// again or a dialog is needed.
#[component]
pub(super) fn LazyDialogs() -> impl IntoView {
    let (current, reauthentication) = (Current::expect(), Reauthentication::expect());
    // The dialog asks for the password of one account: when the account changes, it is not asked any more.
    let account = memo(move |_| current.member(|member| member.account_id.clone()));
    effect_with_last(move |before: Option<String>| {
        let now = account.get();
        if before.is_some_and(|before| before != now) {
            reauthentication.declined();
        }
        now
    });
    let is_member = memo(move |_| current.with(|principal| principal.member().is_some()));
    let is_loaded = RwSignal::new(None::<bool>);
    effect(move || {
        if is_member.get() && is_loaded.get_untracked().is_none() {
            DIALOGS.load_into(is_loaded);
        }
    });
    let retry = move || {
        if is_loaded.get_untracked() == Some(false) {
            is_loaded.set(None);
            DIALOGS.load_into(is_loaded);
        }
    };
    effect(move || browser::on_return(retry));
    effect(move || {
        if reauthentication.is_asked() {
            retry();
        }
    });
    let toasts = Toasts::expect();
    effect(move || {
        if is_loaded.get() == Some(false) && untrack(|| reauthentication.is_asked()) {
            reauthentication.declined();
            toasts.say(t::not_loaded_advice());
        }
    });
    dynamic(move || (is_member.get() && is_loaded.get() == Some(true)).then(|| DIALOGS.now()).flatten())
}

#[component]
fn Dialogs() -> impl IntoView {
    view! {
        <IdleWarning/>
        <ReauthenticationDialog/>
        <Palette/>
    }
}
