//! The browser's end of the channel: a WebSocket that is reopened indefinitely, after a pause that grows and is
//! randomised per tab.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::set_timeout_with_handle};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CloseEvent, Event, MessageEvent, WebSocket};

use super::TOO_MANY_TABS;

/// The maximum pause before the first retry and before all later ones, in milliseconds.
const FIRST_PAUSE: f64 = 2_000.0;
const LONGEST_PAUSE: f64 = 30_000.0;
/// The pause of a tab above the tab limit.
const CROWDED_PAUSE: Duration = Duration::from_mins(5);
/// How long a connection may take until its first message.
const FIRST_MESSAGE: Duration = Duration::from_secs(10);

/// A channel that stays open until this is dropped.
pub(super) struct Held(Rc<RefCell<State>>);

struct State {
    path: &'static str,
    /// After this long without a message, the connection counts as lost.
    silence: Duration,
    on_message: Rc<dyn Fn(String)>,
    on_link: Rc<dyn Fn(bool)>,
    on_failure: Rc<dyn Fn()>,
    open: Option<Open>,
    /// Attempts since the last message.
    attempts: i32,
    pause: Option<TimeoutHandle>,
    patience: Option<TimeoutHandle>,
    online: Option<Closure<dyn FnMut(Event)>>,
}

/// An open socket and its listeners.
struct Open {
    socket: WebSocket,
    message: Closure<dyn FnMut(MessageEvent)>,
    close: Closure<dyn FnMut(CloseEvent)>,
}

impl Drop for Open {
    fn drop(&mut self) {
        let target: &web_sys::EventTarget = &self.socket;
        // These fail only for listeners that were never added and for invalid close codes.
        let _ = target.remove_event_listener_with_callback("message", self.message.as_ref().unchecked_ref());
        let _ = target.remove_event_listener_with_callback("close", self.close.as_ref().unchecked_ref());
        let _ = self.socket.close();
    }
}

/// Keeps a channel open and calls back for each message, for each change of the connection, and for each failed attempt
/// to reconnect.
pub(super) fn hold(
    path: &'static str,
    silence: Duration,
    on_message: impl Fn(String) + 'static,
    on_link: impl Fn(bool) + 'static,
    on_failure: impl Fn() + 'static,
) -> Held {
    let state = Rc::new(RefCell::new(State {
        path,
        silence,
        on_message: Rc::new(on_message),
        on_link: Rc::new(on_link),
        on_failure: Rc::new(on_failure),
        open: None,
        attempts: 0,
        pause: None,
        patience: None,
        online: None,
    }));
    let weak = Rc::downgrade(&state);
    // A device that is online again need not wait, and its old connection is probably dead.
    let online = Closure::<dyn FnMut(Event)>::new(move |_| {
        if let Some(state) = weak.upgrade() {
            drop(state.borrow_mut().open.take());
            connect(&state);
        }
    });
    let added = leptos::prelude::window().add_event_listener_with_callback("online", online.as_ref().unchecked_ref());
    if added.is_ok() {
        state.borrow_mut().online = Some(online);
    }
    connect(&state);
    Held(state)
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut state = self.0.borrow_mut();
        state.open = None;
        for timer in [state.pause.take(), state.patience.take()].into_iter().flatten() {
            timer.clear();
        }
        if let Some(online) = state.online.take() {
            let window = leptos::prelude::window();
            // Fails only for listeners that were never added.
            let _ = window.remove_event_listener_with_callback("online", online.as_ref().unchecked_ref());
        }
    }
}

fn connect(state: &Rc<RefCell<State>>) {
    if let Some(pause) = state.borrow_mut().pause.take() {
        pause.clear();
    }
    let Some(socket) = address(state.borrow().path).and_then(|address| WebSocket::new(&address).ok()) else {
        return lost(state, None);
    };
    let weak = Rc::downgrade(state);
    let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let (Some(state), Some(text)) = (weak.upgrade(), event.data().as_string()) {
            heard(&state, text);
        }
    });
    let weak = Rc::downgrade(state);
    let close = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
        if let Some(state) = weak.upgrade() {
            lost(&state, Some(event.code()));
        }
    });
    let target: &web_sys::EventTarget = &socket;
    for (event, listener) in [("message", message.as_ref()), ("close", close.as_ref())] {
        // Cannot fail for these event names.
        let _ = target.add_event_listener_with_callback(event, listener.unchecked_ref());
    }
    state.borrow_mut().open = Some(Open { socket, message, close });
    be_patient(state, FIRST_MESSAGE);
}

/// The channel's absolute URL: not every browser accepts a relative one.
fn address(path: &str) -> Option<String> {
    let location = leptos::prelude::window().location();
    let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
    Some(format!("{scheme}://{}{path}", location.host().ok()?))
}

/// A message has arrived: the connection works.
fn heard(state: &Rc<RefCell<State>>, text: String) {
    let (on_message, on_link, silence) = {
        let mut state = state.borrow_mut();
        state.attempts = 0;
        (Rc::clone(&state.on_message), Rc::clone(&state.on_link), state.silence)
    };
    be_patient(state, silence);
    on_link(true);
    on_message(text);
}

/// The connection was lost or could not be opened: schedules another attempt.
fn lost(state: &Rc<RefCell<State>>, code: Option<u16>) {
    let is_crowded = code == Some(TOO_MANY_TABS);
    let weak = Rc::downgrade(state);
    let again = move || {
        if let Some(state) = weak.upgrade() {
            connect(&state);
        }
    };
    let (on_link, on_failure) = {
        let mut state = state.borrow_mut();
        let has_failed = state.attempts > 0;
        // Dropped later: this may run inside one of its own listeners.
        let open = state.open.take();
        leptos::prelude::set_timeout(move || drop(open), Duration::ZERO);
        for timer in [state.pause.take(), state.patience.take()].into_iter().flatten() {
            timer.clear();
        }
        let pause = if is_crowded { CROWDED_PAUSE } else { pause(state.attempts) };
        state.pause = set_timeout_with_handle(again, pause).ok();
        state.attempts = state.attempts.saturating_add(1);
        (Rc::clone(&state.on_link), has_failed.then(|| Rc::clone(&state.on_failure)))
    };
    // A tab above the limit does not show an error: it notices changes at its next request.
    on_link(is_crowded);
    if let Some(on_failure) = on_failure {
        on_failure();
    }
}

/// Gives up the connection unless a message arrives within `patience`.
fn be_patient(state: &Rc<RefCell<State>>, patience: Duration) {
    let weak = Rc::downgrade(state);
    let give_up = move || {
        if let Some(state) = weak.upgrade() {
            lost(&state, None);
        }
    };
    let mut state = state.borrow_mut();
    if let Some(before) = state.patience.take() {
        before.clear();
    }
    state.patience = set_timeout_with_handle(give_up, patience).ok();
}

/// The pause before the next attempt: longer after each attempt and randomised, so that tabs do not all reconnect at
/// once.
fn pause(attempts: i32) -> Duration {
    let most = (FIRST_PAUSE * 2_f64.powi(attempts.min(10))).min(LONGEST_PAUSE);
    Duration::from_secs_f64(most * (0.1 + 0.9 * js_sys::Math::random()) / 1000.0)
}
