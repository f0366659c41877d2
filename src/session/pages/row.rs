//! A session as a row of a list.

use leptos::prelude::*;

use crate::{
    reactive::{dynamic, memo},
    session::{DeviceKind, Method, SessionSummary},
    texts::session as t,
    ui::{Ago, Glyph, Icon},
};

/// The icon of a kind of device.
pub fn device_icon(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Phone => "smartphone",
        DeviceKind::Computer => "laptop",
        DeviceKind::Other => "monitor-smartphone",
    }
}

/// A session as a row: its device, sign-in time and address. Actions are passed as children.
#[component]
pub fn SessionRow(
    #[prop(into)] session: Signal<SessionSummary>,
    #[prop(optional)] is_new: bool,
    /// Whether the row is on the page of the sessions' owner, where a heading says which one is this device's.
    #[prop(optional)]
    on_own_page: bool,
    children: Children,
) -> impl IntoView {
    let picture = session.with_untracked(|session| device_icon(session.device.kind));
    let is_this = session.with_untracked(|session| session.is_this);
    let tone = match (is_this, is_new) {
        (true, _) => "green",
        (false, true) => "amber",
        (false, false) => "",
    };
    let remember_me = memo(move |_| session.with(|session| session.remember_me));
    let is_bound = memo(move |_| session.with(|session| session.is_bound));
    let (method, two_factors, signed_in_at) =
        session.with_untracked(|session| (session.method, session.two_factors, session.signed_in_at));
    let title = memo(move |_| session.with(SessionSummary::title));
    let device = memo(move |_| session.with(|session| (!session.name.is_empty()).then(|| session.device.to_string())));
    let last_active_at = memo(move |_| session.with(|session| session.last_active_at));
    let (address, place, is_near) =
        session.with_untracked(|session| (session.address.clone(), session.place.clone(), session.is_this_network));
    view! {
        <li class:fresh=is_new>
            <Glyph name=picture tone/>
            <div class="what">
                <div class="cluster">
                    <h3>{title}</h3>
                    {is_this.then(|| view! { <span class="tag green live">{t::active_now()}</span> })}
                    {(is_this && !on_own_page).then(|| view! { <span class="tag">{t::this_device()}</span> })}
                    {is_new.then(|| view! { <span class="tag amber">{t::new_device()}</span> })}
                    {dynamic(move || remember_me.get().then(|| view! {
                        <span class="tag"><Icon name="clock"/>{t::kept_signed_in()}</span>
                    }))}
                    {dynamic(move || is_bound.get().then(|| view! {
                        <span class="tag"><Icon name="key-round"/>{t::bound()}</span>
                    }))}
                </div>
                <p class="dots">
                    {dynamic(move || device.get().map(|device| view! { <span>{device}</span> }))}
                    {is_near.then(|| view! { <span>{t::same_network()}</span> })}
                    {place.map(|place| view! { <span>{place}</span> })}
                    {(!address.is_empty()).then(|| view! { <span class="mono">{address}</span> })}
                    <span>{since(method, signed_in_at)}</span>
                    {two_factors.then(|| view! { <span>{t::two_factors()}</span> })}
                    {dynamic(move || (!is_this).then(|| view! {
                        <span>{t::last_active(view! { <Ago at=last_active_at.get()/> })}</span>
                    }))}
                </p>
            </div>
            {children()}
        </li>
    }
}

/// How and when a session was signed in.
fn since(method: Method, at: i64) -> AnyView {
    let when = view! { <Ago at/> };
    match method {
        Method::Password => t::since_password(when),
        Method::Authenticator => t::since_authenticator(when),
        Method::RecoveryCode => t::since_recovery_code(when),
        Method::PasswordAndPasskey => t::since_password_and_passkey(when),
        Method::SecurityKey => t::since_security_key(when),
        Method::MailedCode => t::since_mailed_code(when),
        Method::Passkey => t::since_passkey(when),
        Method::Ticket => t::since_ticket(when),
        Method::SignUp => t::since_sign_up(when),
        Method::SetUp => t::since_set_up(when),
        Method::NewPassword => t::since_new_password(when),
        Method::PasswordRemoved => t::since_password_removed(when),
    }
}
