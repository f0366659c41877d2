//! The model: the expected behaviour, derived from the documentation and not from the code. A session ends permanently
//! at its first deadline or when somebody ends it, whoever notices and when.

/// Activity counts at most this often, in seconds, or once per quarter of a short idle limit.
const GRAIN: i64 = 60;
/// How long a password entry permits a session to end others, in seconds.
const REAUTHENTICATION_LIFETIME: i64 = 600;
/// How long ended sessions are kept, in seconds.
const HISTORY: i64 = 90 * 24 * 3600;

/// The principal, as a browser sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventSummary {
    Member,
    Guest(&'static str),
    /// Ended so long ago that the reason may have been deleted.
    LongOver(&'static str),
    Banned,
}

/// Session limits, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) idle: i64,
    pub(crate) absolute: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) everyone: Limits,
    pub(crate) remember_me: Limits,
    pub(crate) remember_me_allowed: bool,
    pub(crate) administrators: Limits,
    pub(crate) most: usize,
    pub(crate) role_change_ends: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Account {
    pub(crate) administrator: bool,
    /// The end of the ban; the far future for a permanent one.
    pub(crate) banned_until: i64,
    /// Index of the current password.
    pub(crate) password: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) account: usize,
    created: i64,
    seen: i64,
    /// The time of last activity that survives a crash.
    written: i64,
    pub(crate) remember_me: bool,
    over: Option<&'static str>,
    over_at: i64,
    forgotten: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) now: i64,
    pub(crate) policy: Policy,
    pub(crate) accounts: Vec<Account>,
    pub(crate) sessions: Vec<Session>,
}

impl Policy {
    /// The policy at the start of each sequence.
    pub(crate) fn usual() -> Self {
        Self {
            everyone: Limits { idle: 1800, absolute: 12 * 3600 },
            remember_me: Limits { idle: 14 * 86_400, absolute: 30 * 86_400 },
            remember_me_allowed: true,
            administrators: Limits { idle: 900, absolute: 8 * 3600 },
            most: 20,
            role_change_ends: false,
        }
    }
}

impl Model {
    pub(crate) fn new(now: i64, accounts: usize) -> Self {
        Self { now, policy: Policy::usual(), accounts: vec![Account::default(); accounts], sessions: Vec::new() }
    }

    /// The strictest limits that apply. Administrators cannot use "remember me".
    fn limits(&self, session: &Session) -> Limits {
        let (all, own) = (self.policy.everyone, self.policy.administrators);
        match (self.accounts[session.account].administrator, session.remember_me && self.policy.remember_me_allowed) {
            (true, _) => Limits { idle: all.idle.min(own.idle), absolute: all.absolute.min(own.absolute) },
            (false, true) => self.policy.remember_me,
            (false, false) => all,
        }
    }

    /// The earlier deadline and its name.
    pub(crate) fn deadline(&self, index: usize) -> (i64, &'static str) {
        let session = &self.sessions[index];
        let limits = self.limits(session);
        let (idle, absolute) = (session.seen + limits.idle, session.created + limits.absolute);
        if absolute <= idle { (absolute, "absolute") } else { (idle, "idle") }
    }

    pub(crate) fn is_live(&self, index: usize) -> bool {
        self.sessions[index].over.is_none()
    }

    /// Whether the session began recently enough to end other sessions without reauthentication.
    pub(crate) fn is_proved(&self, index: usize) -> bool {
        self.now - self.sessions[index].created <= REAUTHENTICATION_LIFETIME
    }

    /// The `count` sessions that were idle longest.
    pub(crate) fn idle_longest(&self, mut sessions: Vec<usize>, count: usize) -> Vec<usize> {
        sessions.sort_by_key(|index| (self.sessions[*index].seen, *index));
        sessions.truncate(count);
        sessions
    }

    pub(crate) fn is_banned(&self, account: usize) -> bool {
        self.accounts[account].banned_until > self.now
    }

    pub(crate) fn summary(&self, index: usize) -> EventSummary {
        let session = &self.sessions[index];
        match session.over {
            None => EventSummary::Member,
            Some("banned") if self.is_banned(session.account) && !session.forgotten => EventSummary::Banned,
            Some(reason) if session.forgotten => EventSummary::LongOver(reason),
            Some(reason) => EventSummary::Guest(reason),
        }
    }

    pub(crate) fn live_of(&self, account: usize) -> Vec<usize> {
        (0..self.sessions.len())
            .filter(|index| self.is_live(*index) && self.sessions[*index].account == account)
            .collect()
    }

    /// Records activity in this session.
    pub(crate) fn act(&mut self, index: usize) {
        let idle = self.limits(&self.sessions[index]).idle;
        let now = self.now;
        let session = &mut self.sessions[index];
        if session.over.is_none() && now - session.seen >= GRAIN.min(idle / 4) {
            session.seen = now;
        }
    }

    pub(crate) fn end(&mut self, index: usize, reason: &'static str) {
        let now = self.now;
        let session = &mut self.sessions[index];
        if session.over.is_none() {
            (session.over, session.over_at) = (Some(reason), now);
        }
    }

    pub(crate) fn end_account(&mut self, account: usize, reason: &'static str) {
        for index in self.live_of(account) {
            self.end(index, reason);
        }
    }

    /// Ends the sessions past a deadline, with that deadline's name or with the given reason.
    fn expire(&mut self, instead: Option<&'static str>) {
        for index in 0..self.sessions.len() {
            let (at, name) = self.deadline(index);
            if self.is_live(index) && at <= self.now {
                self.end(index, instead.unwrap_or(name));
                self.sessions[index].over_at = at;
            }
        }
    }

    /// Advances the clock. Earlier activity has been written by then.
    pub(crate) fn pass(&mut self, seconds: i64) {
        for session in &mut self.sessions {
            session.written = session.seen;
        }
        self.now += seconds;
        self.expire(None);
    }

    /// Records a crash, which loses unwritten activity: the session may end earlier, never later. `written` may be
    /// anything between what was surely written and the last activity.
    pub(crate) fn crash(&mut self, index: usize, written: Option<i64>) -> Result<(), String> {
        let session = &mut self.sessions[index];
        let Some(written) = written.filter(|_| session.over.is_none()) else { return Ok(()) };
        if !(session.written..=session.seen).contains(&written) {
            return Err(format!("session {index} was seen at {written}: {session:?}"));
        }
        session.seen = written;
        Ok(())
    }

    /// Writes activity, as happens before a policy or role change, before maintenance, and when a server stops.
    pub(crate) fn write(&mut self) {
        self.pass(0);
    }

    pub(crate) fn set_policy(&mut self, policy: Policy) {
        self.write();
        self.policy = policy;
        self.expire(Some("policy"));
    }

    pub(crate) fn set_role(&mut self, account: usize, administrator: bool) {
        self.write();
        if self.policy.role_change_ends {
            self.end_account(account, "role_changed");
        }
        self.accounts[account].administrator = administrator;
        self.expire(Some("role_changed"));
    }

    pub(crate) fn ban(&mut self, account: usize, until: Option<i64>) {
        self.accounts[account].banned_until = until.unwrap_or(i64::MAX);
        self.end_account(account, "banned");
    }

    pub(crate) fn reap(&mut self) {
        self.write();
        for session in &mut self.sessions {
            session.forgotten |= session.over.is_some() && session.over_at < self.now - HISTORY;
        }
    }

    /// Starts a session; during a ban, it ends at once.
    pub(crate) fn start(&mut self, account: usize, remember_me: bool) {
        self.start_live(account, remember_me);
        if self.is_banned(account) {
            self.end(self.sessions.len() - 1, "banned");
        }
    }

    /// Starts a session that began before a concurrent ending.
    pub(crate) fn start_live(&mut self, account: usize, remember_me: bool) {
        let remember_me = remember_me && self.policy.remember_me_allowed && !self.accounts[account].administrator;
        let (created, seen, written, over_at) = (self.now, self.now, self.now, 0);
        let over = None;
        self.sessions.push(Session { account, created, seen, written, remember_me, over, over_at, forgotten: false });
    }

    pub(crate) fn set_password(&mut self, account: usize) {
        self.accounts[account].password ^= 1;
        self.end_account(account, "password_changed");
    }
}
