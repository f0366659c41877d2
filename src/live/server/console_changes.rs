//! Throttles the notifications of a console tab: a burst of changes becomes one notification.

use std::time::Duration;

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

/// How long to gather further changes before a notification.
const GATHER: Duration = Duration::from_millis(200);
/// The minimum pause between two notifications.
const PAUSE: Duration = Duration::from_secs(2);

/// A throttled stream of changes.
#[derive(Debug)]
pub(super) struct ConsoleChanges {
    anything: watch::Receiver<u64>,
    /// When the next notification is due; `None` if nothing has changed.
    at: Option<Instant>,
    /// There is no notification before this.
    quiet_until: Instant,
    /// How long further changes are gathered.
    gather: Duration,
}

impl ConsoleChanges {
    /// `spread`: an additional delay for this channel, so that tabs do not all reload at the same moment.
    pub(super) fn new(anything: watch::Receiver<u64>, spread: Duration) -> Self {
        Self { anything, at: None, quiet_until: Instant::now(), gather: GATHER + spread }
    }

    /// Waits until a notification is due. Cancel safe: no change is lost if the future is dropped.
    pub(super) async fn due(&mut self) {
        if self.at.is_none() {
            if self.anything.changed().await.is_err() {
                // The database is closed, so there are no more changes.
                return std::future::pending().await;
            }
            self.at = Some(self.quiet_until.max(Instant::now() + self.gather));
        }
        sleep_until(self.at.unwrap_or(self.quiet_until)).await;
        // This notification covers all changes until now.
        self.anything.mark_unchanged();
        self.at = None;
        self.quiet_until = Instant::now() + PAUSE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_burst_is_one_notification_and_the_next_one_waits() {
        let changes = watch::Sender::new(0);
        let mut console_changes = ConsoleChanges::new(changes.subscribe(), Duration::ZERO);
        let began = Instant::now();
        for count in 1..=3 {
            changes.send_replace(count);
        }
        console_changes.due().await;
        assert_eq!(began.elapsed(), GATHER);
        assert!(tokio::time::timeout(10 * PAUSE, console_changes.due()).await.is_err());
        changes.send_replace(4);
        console_changes.due().await;
        let told = Instant::now();
        changes.send_replace(5);
        console_changes.due().await;
        assert_eq!(told.elapsed(), PAUSE);
    }

    #[tokio::test(start_paused = true)]
    async fn a_cancelled_wait_loses_no_change() {
        let changes = watch::Sender::new(0);
        let mut console_changes = ConsoleChanges::new(changes.subscribe(), Duration::ZERO);
        changes.send_replace(1);
        assert!(tokio::time::timeout(GATHER / 2, console_changes.due()).await.is_err());
        console_changes.due().await;
    }
}
