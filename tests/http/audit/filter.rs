//! The audit's filter finds events in whatever form the value is typed.

use hallpass::{access::server::Grant, audit::AuditFilter, ui::time::machine};

use hallpass::testing::TestApp;

#[tokio::test]
async fn filter_values_are_normalized_like_the_stored_values() {
    let app = TestApp::start().await;
    app.member("Straße").await;
    let id = app.id_of("Straße").await;
    let count =
        async |filter: AuditFilter| app.services.audit.after(&Grant::operator(), &filter, 0).await.unwrap().len();
    let all = count(AuditFilter::default()).await;
    assert!(all > 0);
    for account in
        ["Straße", "STRASSE", "ｓｔｒａｓｓｅ", &id, &id.to_uppercase(), &format!("{{{id}}}"), &id.replace('-', "")]
    {
        assert_eq!(
            count(AuditFilter { account: account.to_owned(), ..AuditFilter::default() }).await,
            all,
            "{account}"
        );
    }
    for address in ["127.0.0.1", "::ffff:127.0.0.1", "[::ffff:127.0.0.1]:80"] {
        assert_eq!(
            count(AuditFilter { address: address.to_owned(), ..AuditFilter::default() }).await,
            all,
            "{address}"
        );
    }
    for since in ["1970-01-02", "1970-01-02 18:00", "1970-01-02T18:00:30", "1970-01-02T18:00:30+01:00"] {
        assert_eq!(count(AuditFilter { since: since.to_owned(), ..AuditFilter::default() }).await, all, "{since}");
    }
    // A day ends with the last moment of its own zone.
    let day = machine(app.clock.now());
    let day = &day[..10];
    for (zone, found) in [("", all), ("UTC", all), ("Atlantis/Capital", 0)] {
        let typed = AuditFilter { until: day.to_owned(), zone: zone.to_owned(), ..AuditFilter::default() };
        let events = app.services.audit.after(&Grant::operator(), &typed, 0).await;
        assert_eq!(events.map_or(0, |events| events.len()), found, "{zone}");
    }
}
