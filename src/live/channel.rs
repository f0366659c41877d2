//! Updates the page's principal through the channel, triggers the change signal, and shows a status while there is no
//! connection.

use std::time::Duration;

use leptos::prelude::*;

use super::{CONSOLE_CHANGED, ChangeSignal, HEARTBEAT, PATH, browser};
use crate::{
    access::{Current, Principal},
    reactive::{dynamic, effect, memo},
    texts::live as t,
};

/// After this long without a message, the connection counts as lost.
const SILENCE: Duration = Duration::from_secs(2 * HEARTBEAT);
/// Shorter interruptions are not shown: a restart, or a change of network.
const WORTH_SAYING: Duration = Duration::from_secs(3);
/// How long a restored connection is shown.
const SHOWN: Duration = Duration::from_secs(4);

/// The state of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ConnectionState {
    /// Connected, or no connection is needed.
    Well,
    Lost,
    Back,
}

/// Opens the channel while there is a session to watch. Called once, below `App`.
#[component]
pub fn Channel() -> impl IntoView {
    let current = Current::expect();
    let change_signal = ChangeSignal::expect();
    let link = RwSignal::new(ConnectionState::Well);
    // A ban is watched as well: it may be lifted.
    let watched = memo(move |_| {
        current.with(|principal| match principal {
            Principal::Guest { .. } | Principal::Challenged(_) => None,
            Principal::Member(member) => Some(member.session.id.clone()),
            Principal::Banned(_) => Some(String::new()),
        })
    });
    effect(move || {
        link.set(ConnectionState::Well);
        if watched.get().is_none() {
            return;
        }
        let on_message = move |text: String| {
            if text == CONSOLE_CHANGED {
                change_signal.notify();
            } else if let Ok(principal) = serde_json::from_str(&text) {
                current.push(principal);
            }
        };
        // The session may have ended. Not checked when the connection is lost, because all tabs lose theirs at the same
        // moment, but retry at different ones.
        let on_failure = move || current.refresh();
        // Stored in the effect's scope, so that the channel closes with this session.
        StoredValue::new_local(browser::hold(PATH, SILENCE, on_message, follow(change_signal, link), on_failure));
    });
    view! {
        <div class="connection" role="status">
            {dynamic(move || match link.get() {
                ConnectionState::Well => None,
                ConnectionState::Lost => Some(view! { <p class="lost">{t::connection_lost()}</p> }.into_any()),
                ConnectionState::Back => Some(view! { <p>{t::connected_again()}</p> }.into_any()),
            })}
        </div>
    }
}

/// Handles changes of the connection, without showing short interruptions.
fn follow(change_signal: ChangeSignal, link: RwSignal<ConnectionState>) -> impl Fn(bool) + 'static {
    let connected = StoredValue::new(None::<bool>);
    move |now| {
        let before = connected.try_get_value().unwrap_or(Some(now));
        connected.try_set_value(Some(now));
        if now && before != Some(true) {
            // Changes may have been missed since the page was rendered or the connection was lost.
            change_signal.notify();
        }
        match (before.unwrap_or(true), now) {
            (true, false) => {
                let say = move || {
                    if connected.try_get_value() == Some(Some(false)) {
                        link.set(ConnectionState::Lost);
                    }
                };
                set_timeout(say, WORTH_SAYING);
            }
            (false, true) if link.get_untracked() == ConnectionState::Lost => {
                link.set(ConnectionState::Back);
                let hush = move || {
                    if link.try_get_untracked() == Some(ConnectionState::Back) {
                        link.set(ConnectionState::Well);
                    }
                };
                set_timeout(hush, SHOWN);
            }
            _ => {}
        }
    }
}
