//! The people and the values with which a test calls every server function.

use crate::{access::tables::FUNCTIONS, support::authenticator::challenged};
use hallpass::{
    access::server::Grant,
    testing::{Browser, TestApp, new_name},
};

/// The values of the placeholders in [`FUNCTIONS`].
pub(crate) struct Filling {
    pub(crate) own: String,
    pub(crate) new: String,
    pub(crate) id: String,
    pub(crate) other: String,
    pub(crate) note: String,
    pub(crate) session: String,
    pub(crate) banned: String,
}

impl Filling {
    pub(crate) fn fill<'a>(&'a self, fields: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'a str)> {
        let value = |value| match value {
            "OWN" => &self.own,
            "NEW" => &self.new,
            "ID" => &self.id,
            "OTHER" => &self.other,
            "NOTE" => &self.note,
            "SESSION" => &self.session,
            "BANNED" => &self.banned,
            value => value,
        };
        fields.iter().map(|(name, text)| (*name, value(text))).collect()
    }

    /// Every server function, with fields that it accepts.
    pub(crate) fn calls(&self) -> Vec<(&'static str, Vec<(&'static str, &str)>)> {
        FUNCTIONS.iter().map(|(function, fields, _)| (*function, self.fill(fields))).collect()
    }
}

/// Creates an administrator named grace, and the values for calling every function as her.
pub(crate) async fn set_the_scene(app: &TestApp) -> (Browser, Filling) {
    let grace = app.administrator("grace").await;
    app.member("noor").await;
    (grace, fill(app, "grace", "trent", "noor", "mallory").await)
}

/// Values that refer to accounts with these names. The last one is banned here.
pub(crate) async fn fill(app: &TestApp, own: &str, new: &str, other: &str, banned: &str) -> Filling {
    let appealed = app.banned(banned).await.fetch("appeal_ban", &[("text", "It was not me.")]).await;
    assert_eq!(appealed.status, 200, "{}", appealed.body);
    let (id, banned) = (app.id_of(other).await, app.id_of(banned).await);
    app.services.account_notes.add_note(&Grant::operator(), &id, "Called once.").await.expect("a note");
    let note = app.text(&format!("SELECT id FROM account_notes WHERE account_id = '{id}'")).await;
    let session = app.session_of(&id).await;
    Filling { own: own.to_owned(), new: new.to_owned(), id, other: other.to_owned(), note, session, banned }
}

/// Creates a person of this kind with an unused name.
pub(crate) async fn person(app: &TestApp, who: &str) -> (Browser, String) {
    let name = new_name();
    let browser = match who {
        "administrator" => app.administrator(&name).await,
        "moderator" => app.moderator(&name).await,
        "challenged" => challenged(app, &name).await.0,
        "banned" => app.banned(&name).await,
        "member" => app.member(&name).await,
        _ => {
            // A guest may have an account, too.
            app.member(&name).await;
            app.browser()
        }
    };
    (browser, name)
}
