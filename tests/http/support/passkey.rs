//! A device with a passkey: a software authenticator, which speaks WebAuthn independently of the server.

use async_trait::async_trait;
use hallpass::{
    error::{AppError, Conflict},
    factor::{PasskeyChallenge, Passkeys},
    security::NewRecoveryCodes,
    testing::{Browser, Reply},
};
use passkey::{
    authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod},
    client::{Client, DefaultClientData},
    crypto::rust_crypto::RustCryptoBackend,
    types::{
        Passkey,
        ctap2::{Aaguid, Ctap2Error},
        webauthn::{CredentialCreationOptions, CredentialRequestOptions},
    },
};
use reqwest::Url;

/// The error for a passkey that an account here had.
pub(crate) const UNKNOWN: AppError = AppError::Conflict { conflict: Conflict::UnknownPasskey };
/// The error for an answer that is wrong.
pub(crate) const WRONG: AppError = AppError::Conflict { conflict: Conflict::WrongPasskey };

/// Whether a challenge is over, or was for something else.
pub(crate) fn is_over(error: &AppError) -> bool {
    matches!(error, AppError::Rejected { .. })
}

/// What a person does when the device asks: they are there, and unlock it or not.
#[derive(Clone)]
struct Person {
    unlocks: bool,
    /// Whether the device can verify who is there.
    verifies: bool,
}

#[async_trait]
impl UserValidationMethod for Person {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        _hint: UiHint<'a, Passkey>,
        presence: bool,
        _verification: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        Ok(UserCheck { presence, verification: self.unlocks })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        self.verifies.then_some(true)
    }
}

/// The device.
#[derive(Clone)]
pub(crate) struct Device {
    passkey: Option<Passkey>,
    person: Person,
    /// The origin of the page as the device sees it.
    pub(crate) origin: Url,
}

impl Device {
    /// A device without a passkey, on which pages of this browser's server are open under the name `localhost`.
    pub(crate) fn new(browser: &Browser) -> Self {
        let mut origin = Url::parse(&browser.origin).expect("an origin");
        origin.set_host(Some("localhost")).expect("a host");
        Self { passkey: None, person: Person { unlocks: true, verifies: true }, origin }
    }

    /// A device with a passkey of the member in this browser.
    pub(crate) async fn with_passkey(browser: &Browser) -> Self {
        let mut device = Self::new(browser);
        let reply = device.add(browser).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        device
    }

    /// A security key without a PIN, of the member in this browser, and the recovery codes that came with it.
    pub(crate) async fn security_key(browser: &Browser) -> (Self, Vec<String>) {
        let mut device = Self { person: Person { unlocks: false, verifies: false }, ..Self::new(browser) };
        let reply = device.add_security_key(browser).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        (device, reply.json::<NewRecoveryCodes>().codes)
    }

    /// Adds a security key to the account of the member in this browser.
    pub(crate) async fn add_security_key(&mut self, browser: &Browser) -> Reply {
        let challenge: PasskeyChallenge = browser.fetch("challenge_new_security_key", &[]).await.json();
        let answer = self.create(&challenge).await;
        browser.fetch("add_security_key", &[("passkey", &answer)]).await
    }

    /// The same device, which verifies its user.
    #[must_use]
    pub(crate) fn verified(&self) -> Self {
        Self { person: Person { unlocks: true, verifies: true }, ..self.clone() }
    }

    /// The same device, which signs without verifying its user.
    #[must_use]
    pub(crate) fn unverified(&self) -> Self {
        Self { person: Person { unlocks: false, verifies: false }, ..self.clone() }
    }

    /// The same device with a person who does not unlock it.
    #[must_use]
    pub(crate) fn locked(&self) -> Self {
        Self { person: Person { unlocks: false, verifies: true }, ..self.clone() }
    }

    fn authenticator(&self) -> Authenticator<Option<Passkey>, Person, RustCryptoBackend> {
        let mut authenticator =
            Authenticator::new(Aaguid::new_empty(), self.passkey.clone(), self.person.clone(), RustCryptoBackend);
        authenticator.set_make_credentials_with_signature_counter(true);
        authenticator
    }

    /// Adds a passkey to the account of the member in this browser.
    pub(crate) async fn add(&mut self, browser: &Browser) -> Reply {
        let challenge: PasskeyChallenge = browser.fetch("challenge_new_passkey", &[]).await.json();
        let answer = self.create(&challenge).await;
        browser.fetch("add_passkey", &[("passkey", &answer)]).await
    }

    /// Creates a passkey.
    pub(crate) async fn create(&mut self, challenge: &PasskeyChallenge) -> String {
        let public_key = serde_json::from_str(&challenge.options).expect("creation options");
        let mut client = Client::new(self.authenticator())
            .allows_insecure_localhost(true)
            .user_verification_when_preferred(self.person.verifies);
        let created = client.register(&self.origin, CredentialCreationOptions { public_key }, DefaultClientData).await;
        let created = created.expect("a passkey");
        self.passkey.clone_from(client.authenticator().store());
        format!("{}.{}", challenge.token, serde_json::to_string(&created).expect("JSON"))
    }

    /// Signs a challenge.
    pub(crate) async fn sign(&mut self, challenge: &PasskeyChallenge) -> String {
        let public_key = serde_json::from_str(&challenge.options).expect("request options");
        let mut client = Client::new(self.authenticator())
            .allows_insecure_localhost(true)
            .user_verification_when_preferred(self.person.verifies);
        let signed =
            client.authenticate(&self.origin, CredentialRequestOptions { public_key }, DefaultClientData).await;
        let signed = signed.expect("a signature");
        self.passkey.clone_from(client.authenticator().store());
        format!("{}.{}", challenge.token, serde_json::to_string(&signed).expect("JSON"))
    }

    /// Signs a new challenge of this browser.
    pub(crate) async fn answer(&mut self, browser: &Browser) -> String {
        let challenge: Option<PasskeyChallenge> = browser.fetch("challenge_passkey", &[]).await.json();
        self.sign(&challenge.expect("a challenge")).await
    }

    /// Signs in with the passkey alone.
    pub(crate) async fn sign_in(&mut self, browser: &Browser) -> Reply {
        let answer = self.answer(browser).await;
        sign_in(browser, &answer).await
    }

    /// The ID of the newest passkey of the member in this browser.
    pub(crate) async fn id(&self, browser: &Browser) -> String {
        passkeys(browser).await.passkeys.pop().expect("a passkey").id
    }
}

/// Signs in with this answer of a passkey.
pub(crate) async fn sign_in(browser: &Browser, answer: &str) -> Reply {
    browser.fetch("sign_in", &[("username", ""), ("password", ""), ("passkey", answer)]).await
}

/// The passkeys of the member in this browser.
pub(crate) async fn passkeys(browser: &Browser) -> Passkeys {
    browser.fetch("list_passkeys", &[]).await.json()
}
