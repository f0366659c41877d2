//! Composes a message when it is sent: in the language that the account has now, and with fresh links, whose tokens are
//! therefore stored nowhere.

use leptos::prelude::{Owner, provide_context};

use super::{
    address::address_key,
    letter::Letter,
    outbox::store::{self, Addressee, Claimed},
    service::Mail,
    template::Template,
};
use crate::{
    access::{HourCycle, Preferences, Role, email_waiting, username_key},
    audit::{Act, server::Event},
    error::AppError,
    link::{LinkPurpose, code, store as links, store::NewLink, token},
    locale::{self, Language},
    policy,
    texts::mail as t,
    ui::{TimeFormat, time::in_zone},
};

const DAY: i64 = 24 * 3600;
/// How long a verification link and its code work, in seconds.
const VERIFY_LIFETIME: i64 = DAY;
/// How long the links in notices work, in seconds.
const NOTICE_LIFETIME: i64 = 7 * DAY;
/// The number of characters of a code: 38 bits.
const CODE_LENGTH: usize = 8;

/// A message that can be sent.
pub(super) struct Composed {
    pub(super) account_id: Option<String>,
    pub(super) recipient: String,
    pub(super) language: Language,
    pub(super) letter: Letter,
}

/// What the texts of a message refer to.
#[derive(Default)]
struct Facts {
    username: String,
    name: String,
    /// When the act happened, in the reader's time zone.
    when: String,
    /// When the link stops working, or the ban ends, in the reader's time zone.
    until: String,
    /// The link that the message asks to open.
    link: String,
    code: String,
    /// The link for somebody who did not do it.
    objection: String,
}

/// Composes a message. `None`: there is nothing to send, for example because the account was closed.
pub(super) async fn compose(mail: &Mail, message: &Claimed) -> Result<Option<Composed>, AppError> {
    let template: Template = serde_json::from_str(&message.facts).map_err(|error| AppError::internal(&error))?;
    let addressee = match (&template, &message.account_id) {
        (Template::PasswordReset { who }, None) => {
            store::addressee_named(mail.database.pool(), &username_key(who), &address_key(who)).await?
        }
        (_, Some(id)) => store::addressee(mail.database.pool(), id).await?,
        (_, None) => None,
    };
    let Some(addressee) = addressee else {
        let recipient = message.recipient.clone().filter(|_| template == Template::Test);
        let letter = in_language(Language::ENGLISH, Preferences::default(), || letter(&template, &Facts::default()));
        let composed = |recipient| Composed { account_id: None, recipient, language: Language::ENGLISH, letter };
        return Ok(recipient.map(composed));
    };
    let Some(recipient) = message.recipient.clone().or_else(|| addressee.email.clone()) else { return Ok(None) };
    if !is_wanted(mail, &template, &addressee, &recipient).await? {
        return Ok(None);
    }
    let preferences = Preferences::read(&addressee.preferences);
    let tag = preferences.language.as_deref().or(message.language.as_deref());
    let language = tag.and_then(locale::find).unwrap_or_default();
    let Some(made) = make_links(mail, &template, &addressee, &recipient).await? else { return Ok(None) };
    let format = time_format(&preferences);
    let letter = in_language(language, preferences, || {
        let facts = Facts {
            username: addressee.username,
            name: addressee.display_name,
            when: in_zone(message.created_at, &format),
            until: in_zone(end_of(&template).unwrap_or(made.expires_at), &format),
            link: made.link,
            code: code::shown(&made.code),
            objection: made.objection,
        };
        letter(&template, &facts)
    });
    Ok(Some(Composed { account_id: Some(addressee.id), recipient, language, letter }))
}

/// Whether a message still makes sense, and its account has not been sent too many such ones.
async fn is_wanted(mail: &Mail, template: &Template, addressee: &Addressee, recipient: &str) -> Result<bool, AppError> {
    Ok(match template {
        Template::VerifyEmail => {
            let Addressee { email, email_verified_at, email_pending, .. } = addressee;
            let waiting = email_waiting(email.as_deref(), email_verified_at.is_some(), email_pending.as_deref());
            waiting.is_some_and(|waiting| address_key(waiting) == address_key(recipient))
        }
        Template::PasswordReset { .. } => {
            let (most, seconds) = template.limit();
            let since = mail.database.now() - seconds;
            let sent =
                store::count_recent(mail.database.pool(), (Some(&*addressee.id), None), template.name(), since).await?;
            sent < most
        }
        // It may have been cancelled meanwhile.
        Template::SecondFactorEnding { at, .. } => addressee.second_factor_ends_at == Some(*at),
        _ => true,
    })
}

/// The links of a message, complete with the origin.
#[derive(Default)]
struct MadeLinks {
    link: String,
    code: String,
    objection: String,
    expires_at: i64,
}

async fn make_links(
    mail: &Mail,
    template: &Template,
    addressee: &Addressee,
    recipient: &str,
) -> Result<Option<MadeLinks>, AppError> {
    let random = |error: getrandom::Error| AppError::internal(&error);
    let mut made = MadeLinks::default();
    let mut tx = mail.database.begin().await?;
    if !store::lock_addressee(&mut *tx, &addressee.id).await? {
        return Ok(None);
    }
    let now = tx.now();
    let primary = match template {
        Template::VerifyEmail => Some((LinkPurpose::VerifyEmail, "/verify-email", VERIFY_LIFETIME)),
        Template::PasswordReset { .. } | Template::AccountSecured => {
            let lifetime = policy::server::reset_link(&mut *tx).await?;
            Some((LinkPurpose::PasswordReset, "/password-reset", lifetime))
        }
        Template::EmailChanged { .. } => Some((LinkPurpose::RestoreEmail, "/restore-email", NOTICE_LIFETIME)),
        _ => None,
    };
    if *template == Template::VerifyEmail {
        made.code = code::draw(CODE_LENGTH).map_err(random)?;
    }
    if let Template::SignInCode { challenge, .. } = template {
        made.code = code::draw(CODE_LENGTH).map_err(random)?;
        let digest = code::digest(&made.code, challenge);
        match store::set_code(&mut *tx, (challenge, &addressee.id), recipient, &digest, now).await? {
            Some(expires_at) => made.expires_at = expires_at,
            None => return Ok(None),
        }
    }
    let objection = template.has_objection().then_some((LinkPurpose::ReportMisuse, "/not-me", NOTICE_LIFETIME));
    for (kind, is_primary) in [(primary, true), (objection, false)] {
        let Some((purpose, path, lifetime)) = kind else { continue };
        let token = token::generate().map_err(random)?;
        let code_hash = Some(code::digest(&made.code, &addressee.id)).filter(|_| is_primary && !made.code.is_empty());
        let new = NewLink {
            token_hash: &token::digest(&token),
            purpose,
            account_id: Some(&addressee.id),
            email: Some(recipient),
            code_hash: code_hash.as_deref(),
            now,
            expires_at: now + lifetime,
        };
        links::insert(&mut *tx, new).await?;
        if purpose == LinkPurpose::PasswordReset {
            tx.record(Event::new(Act::MAKE_RESET_LINK).on(&addressee.id));
        }
        let link = format!("{}{path}?token={token}", mail.inner.origin);
        if is_primary {
            (made.link, made.expires_at) = (link, now + lifetime);
        } else {
            made.objection = link;
        }
    }
    tx.commit().await?;
    Ok(Some(made))
}

fn time_format(preferences: &Preferences) -> TimeFormat {
    TimeFormat {
        zone: preferences.time_zone.clone(),
        is_12_hours: preferences.hour_cycle.map(|cycle| cycle == HourCycle::H12),
        has_iso_dates: preferences.date_style.is_some(),
    }
}

/// When what a message is about ends, if it does.
fn end_of(template: &Template) -> Option<i64> {
    match template {
        Template::Banned { until, .. } => *until,
        Template::SecondFactorEnding { at, .. } | Template::TicketIssued { until: at } => Some(*at),
        _ => None,
    }
}

/// Runs a function whose texts are in this language.
fn in_language<T>(language: Language, preferences: Preferences, words: impl FnOnce() -> T) -> T {
    let owner = Owner::new();
    let said = owner.with(|| {
        provide_context(language);
        provide_context(preferences);
        words()
    });
    owner.cleanup();
    said
}

/// The letter, in the language of the context.
fn letter(template: &Template, facts: &Facts) -> Letter {
    let Facts { username, name, when, until, link, code, objection } = facts;
    let (subject, words) = match template {
        Template::Test => (t::test_subject(), t::test_words()),
        Template::VerifyEmail => (t::verify_subject(), t::verify_words(username)),
        Template::PasswordReset { .. } => (t::reset_subject(), t::reset_words(username)),
        Template::NewDevice { device, address } => {
            (t::new_device_subject(), t::new_device_words(username, when, device, address))
        }
        Template::SignInAfterFailures { device, address } => {
            (t::after_failures_subject(), t::after_failures_words(username, when, device, address))
        }
        Template::WrongCodes { device, address } => {
            (t::wrong_codes_subject(), t::wrong_codes_words(username, when, device, address))
        }
        Template::SignInCode { device, address, .. } => {
            (t::sign_in_code_subject(), t::sign_in_code_words(username, when, device, address))
        }
        Template::CopiedCookie { device, address } => {
            (t::copied_cookie_subject(), t::copied_cookie_words(username, when, device, address))
        }
        Template::PasswordChanged => (t::password_subject(), t::password_words(username, when)),
        Template::PasswordRemoved => (t::password_removed_subject(), t::password_removed_words(username, when)),
        Template::SecondFactorOn => (t::factor_on_subject(), t::factor_on_words(username, when)),
        Template::AuthenticatorRemoved => (t::app_removed_subject(), t::app_removed_words(username, when)),
        Template::SecondFactorOff => (t::factor_off_subject(), t::factor_off_words(username, when)),
        Template::SecondFactorEnding { device, address, .. } => {
            (t::factor_ending_subject(), t::factor_ending_words(username, when, device, address, until))
        }
        Template::TicketIssued { .. } => (t::ticket_issued_subject(), t::ticket_issued_words(username, when, until)),
        Template::TicketUsed => (t::ticket_used_subject(), t::ticket_used_words(username, when)),
        Template::NewRecoveryCodes => (t::codes_subject(), t::codes_words(username, when)),
        Template::PasskeyAdded { passkey } => {
            (t::passkey_added_subject(), t::passkey_added_words(username, when, passkey))
        }
        Template::SecurityKeyAdded { key } => (t::key_added_subject(), t::key_added_words(username, when, key)),
        Template::SecurityKeyRemoved { key } => (t::key_removed_subject(), t::key_removed_words(username, when, key)),
        Template::PasskeysRemoved => (t::passkeys_removed_subject(), t::passkeys_removed_words(username, when)),
        Template::PasskeyRemoved { passkey } => {
            (t::passkey_removed_subject(), t::passkey_removed_words(username, when, passkey))
        }
        Template::EmailChanging { new } => (t::email_changing_subject(), t::email_changing(username, new, when)),
        Template::AccountSecured => (t::reset_subject(), t::secured_words(username, when)),
        Template::EmailChanged { new: Some(new) } => (t::email_subject(), t::email_changed(username, new, when)),
        Template::EmailChanged { new: None } => (t::email_subject(), t::email_removed(username, when)),
        Template::RoleRaised { role } => {
            let role = Role::from_name(role).map_or_else(|| role.clone(), |role| role.label());
            (t::role_subject(), t::role_words(username, role, when))
        }
        Template::Banned { until: None, .. } => (t::ban_subject(), t::ban_words(username, when)),
        Template::Banned { until: Some(_), .. } => (t::ban_subject(), t::ban_words_until(username, when, until)),
        Template::MisuseReported { whom } => (t::misuse_subject(whom), t::misuse_words(whom, when)),
        Template::Impersonated => (t::impersonated_subject(), t::impersonated_words(username, when)),
    };
    // The owner of an unverified address may not know the person who entered it, and that person chooses the name.
    let greeting = (!name.is_empty() && *template != Template::VerifyEmail).then(|| t::hello(name));
    let mut letter = Letter { subject, paragraphs: greeting.into_iter().chain([words]).collect(), ..Letter::default() };
    match template {
        Template::VerifyEmail => {
            letter.action = Some((t::verify_action(), link.clone()));
            letter.code = Some((t::verify_code(), code.clone()));
            letter.remarks.push(t::verify_remark(until));
        }
        Template::SignInCode { .. } => {
            letter.code = Some((t::sign_in_code(), code.clone()));
            letter.remarks.push(t::sign_in_code_remark(until));
        }
        Template::PasswordReset { .. } => {
            letter.action = Some((t::reset_action(), link.clone()));
            letter.remarks.push(t::reset_remark(until));
        }
        Template::AccountSecured => {
            letter.action = Some((t::reset_action(), link.clone()));
            letter.remarks.push(t::secured_remark(until));
        }
        Template::EmailChanged { .. } => {
            letter.action = Some((t::email_action(), link.clone()));
            letter.remarks.push(t::email_remark(until));
        }
        Template::Banned { reason, .. } => {
            letter.paragraphs.push(t::ban_reason(reason));
            letter.remarks.push(t::ban_remark());
        }
        _ => {}
    }
    if !objection.is_empty() {
        let words = match template {
            // Entering the code remains to be done.
            Template::SignInCode { .. } => t::sign_in_code_objection(),
            _ => t::objection_words(),
        };
        letter.objection = Some((words, t::objection(), objection.clone()));
    }
    letter
}
