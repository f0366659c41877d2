//! Random request bodies for every server function: none may cause a 5xx status or stop the process. The seed is
//! fixed, so that failures are reproducible.

use std::fmt::Write;

use crate::support::scene::set_the_scene;
use hallpass::testing::TestApp;

const ROUNDS: usize = 60;

/// A linear congruential generator (Knuth, MMIX); the tests need no cryptographic randomness.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn bytes(&mut self, longest: usize) -> Vec<u8> {
        let length = self.below(longest);
        (0..length).map(|_| u8::try_from(self.below(256)).unwrap()).collect()
    }

    /// Random characters, percent-encoded.
    fn text(&mut self, longest: usize) -> String {
        let mut encoded = String::new();
        for _ in 0..self.below(longest) {
            let any = u32::try_from(self.below(0x11_0000)).unwrap();
            let small = u32::try_from(self.below(0x100)).unwrap();
            let character = char::from_u32(if self.below(2) == 0 { any } else { small }).unwrap_or('\u{fffd}');
            for byte in character.to_string().bytes() {
                write!(encoded, "%{byte:02x}").unwrap();
            }
        }
        encoded
    }
}

#[tokio::test]
async fn random_bodies_cause_no_server_error() {
    let app = TestApp::start().await;
    let (_, filling) = set_the_scene(&app).await;
    let mut random = Random(0x4841_4c4c_5041_5353);
    for (function, fields) in filling.calls() {
        // Each function gets its own caller, because some functions end the caller's session.
        let caller = app.administrator(&hallpass::testing::new_name()).await;
        for _ in 0..ROUNDS {
            let body = match random.below(4) {
                0 => random.bytes(300),
                1 => {
                    let mut body = serde_urlencoded::to_string(&fields).unwrap().into_bytes();
                    for _ in 0..=random.below(4) {
                        if !body.is_empty() {
                            let at = random.below(body.len());
                            body[at] = u8::try_from(random.below(256)).unwrap();
                        }
                    }
                    body
                }
                2 => fields
                    .iter()
                    .map(|(name, _)| format!("{name}={}", random.text(40)))
                    .collect::<Vec<_>>()
                    .join("&")
                    .into(),
                _ => {
                    let (name, value) = (random.text(4), random.text(60));
                    format!("{}&{name}={value}", serde_urlencoded::to_string(&fields).unwrap()).into()
                }
            };
            let reply = caller.raw(function, body.clone()).await;
            assert!(reply.status < 500, "{function} {:?}: {}", String::from_utf8_lossy(&body), reply.body);
        }
    }
    assert_eq!(app.browser().get("/").await.status, 200);
}
