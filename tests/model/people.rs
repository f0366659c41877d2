//! The longer steps: signing in, passwords, bans, and ending one's own sessions.

use hallpass::{access::server::Grant, ban::server::BanTerms};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    play::{Handed, Play, Played, check},
    reference::EventSummary,
    world::{Answer, PASSWORDS, name},
};

impl Play<'_> {
    pub(crate) async fn sign_in(
        &mut self,
        account: usize,
        with: Option<usize>,
        remember_me: bool,
        right: bool,
        choose: bool,
    ) -> Played {
        let with = with.and_then(|number| self.pick(number));
        let old = with.and_then(|index| self.cookie(index)).map(str::to_owned);
        let summary = with.map(|index| self.model.summary(index));
        let unsure = matches!(summary, Some(EventSummary::LongOver("banned")));
        let name = name(&self.ids[account]);
        let password = PASSWORDS[self.model.accounts[account].password ^ usize::from(!right)];
        let kept = if remember_me { "true" } else { "false" };
        let fields = [("username", &*name), ("password", password), ("remember_me", kept)];
        let mut answer = self.world.call(old.as_deref(), "sign_in", &fields).await;
        if let Some(index) = with {
            self.model.act(index);
        }
        if summary == Some(EventSummary::Banned) || (unsure && answer.refusal() == "banned") {
            return check(answer.refusal() == "banned", || format!("a banned person's browser: {answer:?}"));
        }
        if !right {
            return check(answer.refusal() == "bad_credentials", || format!("a wrong password: {answer:?}"));
        }
        let mut live = self.model.live_of(account);
        live.retain(|index| Some(*index) != with);
        if live.len() >= self.model.policy.most {
            let ids = self.offered(&answer, &live)?;
            if !choose {
                return Ok(());
            }
            let fields = [&fields[..], &[("instead_of", &ids[0])]].concat();
            answer = self.world.call(old.as_deref(), "sign_in", &fields).await;
            let surplus = live.len() - self.model.policy.most;
            let chosen = live.iter().copied().find(|index| self.handed[*index].id == ids[0]);
            let chosen = chosen.ok_or("a session is offered that the model does not know")?;
            live.retain(|index| *index != chosen);
            for index in [chosen].into_iter().chain(self.model.idle_longest(live, surplus)) {
                self.model.end(index, "too_many");
            }
        }
        if let Some(index) = with {
            self.model.end(index, "replaced");
        }
        self.begun(account, remember_me, answer).await
    }

    /// The sessions offered when the account is at its limit; all live ones must be among them.
    fn offered(&self, answer: &Answer, live: &[usize]) -> Result<Vec<String>, String> {
        let sessions = answer.body["sessions"].as_array().map(Vec::as_slice).unwrap_or_default();
        let ids: Vec<_> = sessions.iter().filter_map(|session| session["id"].as_str().map(str::to_owned)).collect();
        let known = live.iter().all(|index| ids.contains(&self.handed[*index].id));
        check(answer.refusal() == "too_many_sessions" && known && !ids.is_empty(), || {
            format!("{} sessions live: {answer:?}", live.len())
        })?;
        Ok(ids)
    }

    /// Records a new session, or, during a ban, one that has already ended.
    pub(crate) async fn begun(&mut self, account: usize, remember_me: bool, answer: Answer) -> Played {
        self.model.start(account, remember_me);
        let index = self.handed.len();
        let summary = self.model.summary(index);
        let cookie = answer.cookie.clone().ok_or_else(|| format!("no cookie: {answer:?}"))?;
        check(answer.says(summary), || format!("begun as {summary:?}: {answer:?}"))?;
        check(self.handed.iter().all(|old| old.cookie != cookie), || "a cookie was issued twice".to_owned())?;
        let id = answer.body["session"]["id"].as_str().unwrap_or_default().to_owned();
        self.handed.push(Handed { cookie, id });
        Ok(())
    }

    pub(crate) async fn change_password(&mut self, cookie: usize) -> Played {
        let Some(index) = self.pick(cookie) else { return Ok(()) };
        let (account, remember_me) = (self.model.sessions[index].account, self.model.sessions[index].remember_me);
        let now = self.model.accounts[account].password;
        let fields = [("current_password", PASSWORDS[now]), ("new_password", PASSWORDS[now ^ 1])];
        let Some(answer) = self.as_member(index, "change_password", &fields).await? else { return Ok(()) };
        self.model.end(index, "replaced");
        self.model.set_password(account);
        self.begun(account, remember_me, answer).await
    }

    /// One session replaces another, whatever the number of sessions.
    pub(crate) async fn sign_in_again(&mut self, cookie: usize) -> Played {
        let Some(index) = self.pick(cookie) else { return Ok(()) };
        let (account, remember_me) = (self.model.sessions[index].account, self.model.sessions[index].remember_me);
        let fields = [("current_password", PASSWORDS[self.model.accounts[account].password])];
        let Some(answer) = self.as_member(index, "sign_in_again", &fields).await? else { return Ok(()) };
        self.model.end(index, "replaced");
        self.begun(account, remember_me, answer).await
    }

    pub(crate) async fn ban(&mut self, account: usize, seconds: Option<i64>, terminal: bool) -> Played {
        let until = seconds.map(|seconds| self.model.now + seconds);
        let text = until.map(|until| OffsetDateTime::from_unix_timestamp(until).expect("a time").format(&Rfc3339));
        let text = text.map(|text| text.expect("a text")).unwrap_or_default();
        let id = self.ids[account].clone();
        let done = if terminal {
            self.world
                .services
                .bans
                .ban(&Grant::operator(), &id, BanTerms { reason: "Rudeness", until: &text, ..BanTerms::default() })
                .await
                .is_ok()
        } else {
            let fields = [("id", &*id), ("reason", "Rudeness"), ("until", &text)];
            self.world.administer("ban_account", &fields).await.status == 200
        };
        check(done != self.model.is_banned(account), || format!("banned: {done}"))?;
        if done {
            self.model.ban(account, until);
        }
        Ok(())
    }

    pub(crate) async fn lift(&mut self, account: usize, terminal: bool) -> Played {
        let id = self.ids[account].clone();
        let done = if terminal {
            self.world.services.bans.lift_ban(&Grant::operator(), &id).await.is_ok()
        } else {
            self.world.administer("lift_ban", &[("id", &id)]).await.status == 200
        };
        check(done == self.model.is_banned(account), || format!("lifted: {done}"))?;
        self.model.accounts[account].banned_until = 0;
        Ok(())
    }

    pub(crate) async fn end_one(&mut self, cookie: usize, target: usize) -> Played {
        let (Some(index), Some(target)) = (self.pick(cookie), self.pick(target)) else { return Ok(()) };
        let id = self.handed[target].id.clone();
        let Some(answer) = self.as_member(index, "end_session", &[("id", &id)]).await? else { return Ok(()) };
        if !self.model.is_proved(index) {
            return check(answer.refusal() == "reauthentication_required", || format!("{answer:?}"));
        }
        let own = self.model.sessions[index].account == self.model.sessions[target].account;
        let expected = if own && self.model.is_live(target) { 200 } else { 404 };
        check(answer.status == expected, || format!("session {target}: {answer:?}, not {expected}"))?;
        if own {
            self.model.end(target, "ended_by_you");
        }
        Ok(())
    }

    pub(crate) async fn end_others(&mut self, cookie: usize) -> Played {
        let Some(index) = self.pick(cookie) else { return Ok(()) };
        let Some(answer) = self.as_member(index, "end_other_sessions", &[]).await? else { return Ok(()) };
        if !self.model.is_proved(index) {
            return check(answer.refusal() == "reauthentication_required", || format!("{answer:?}"));
        }
        let others = self.model.live_of(self.model.sessions[index].account);
        check(answer.body == others.len() - 1, || format!("{answer:?}, where the model has {others:?}"))?;
        for other in others.into_iter().filter(|other| *other != index) {
            self.model.end(other, "ended_by_you");
        }
        Ok(())
    }
}
