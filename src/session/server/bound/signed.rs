//! A challenge that a browser has signed with the private key of a session: a JWT with an ES256 signature (RFC 7515, RFC 7518 3.4), as
//! browsers send it. Only what they send is accepted.

use axum::http::{HeaderMap, HeaderName};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};

use crate::error::AppError;

/// The header in which browsers send it.
const HEADER: HeaderName = HeaderName::from_static("secure-session-response");

/// The maximum length. Chrome's have about 400 bytes.
const LONGEST: usize = 4096;

/// A public key: the coordinates of a point on P-256, in Base64url.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PublicKey {
    pub(super) x: String,
    pub(super) y: String,
}

impl PublicKey {
    /// The key, if it is a point of the curve.
    fn point(&self) -> Option<VerifyingKey> {
        let (x, y) = (decode(&self.x)?, decode(&self.y)?);
        // Both have the full length (RFC 7518, 6.2.1.2).
        let is_full = x.len() == 32 && y.len() == 32;
        is_full.then(|| VerifyingKey::from_sec1_bytes(&[&[4][..], &x, &y].concat()).ok())?
    }
}

/// A signed challenge whose signature has not been verified yet.
#[derive(Debug)]
pub(super) struct SignedChallenge {
    /// What is signed.
    message: String,
    signature: Signature,
    /// The challenge itself.
    pub(super) challenge: String,
    /// The new key; only when a key is registered.
    pub(super) key: Option<PublicKey>,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    typ: String,
    jwk: Option<Jwk>,
    crit: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: String,
    x: String,
    y: String,
}

#[derive(Deserialize)]
struct Claims {
    jti: String,
}

/// Decodes Base64url without padding, in its only spelling.
fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}

fn read_part<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&decode(text)?).ok()
}

impl SignedChallenge {
    /// The one in a request, if there is one.
    ///
    /// # Errors
    /// [`AppError::Malformed`] if it cannot be read.
    pub(super) fn in_request(headers: &HeaderMap) -> Result<Option<Self>, AppError> {
        let mut values = headers.get_all(HEADER).iter();
        let Some(value) = values.next() else { return Ok(None) };
        let signed = value.to_str().ok().filter(|_| values.next().is_none()).and_then(Self::read);
        let malformed = || AppError::Malformed { reason: "the signed challenge cannot be read".to_owned() };
        signed.ok_or_else(malformed).map(Some)
    }

    fn read(jwt: &str) -> Option<Self> {
        let (message, signature) = jwt.rsplit_once('.').filter(|_| jwt.len() <= LONGEST)?;
        let (head, claims) = message.split_once('.')?;
        let (head, claims): (Head, Claims) = (read_part(head)?, read_part(claims)?);
        if head.alg != "ES256" || head.typ != "dbsc+jwt" || head.crit.is_some() {
            return None;
        }
        let key = match head.jwk {
            Some(jwk) if jwk.kty == "EC" && jwk.crv == "P-256" => Some(PublicKey { x: jwk.x, y: jwk.y }),
            Some(_) => return None,
            None => None,
        };
        let signature = Signature::from_slice(&decode(signature)?).ok()?;
        Some(Self { message: message.to_owned(), signature, challenge: claims.jti, key })
    }

    /// Whether it was signed with the private key of this public key.
    pub(super) fn is_signed_with(&self, key: &PublicKey) -> bool {
        key.point().is_some_and(|key| key.verify(self.message.as_bytes(), &self.signature).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::{SigningKey, signature::Signer};

    use super::*;

    fn encode(bytes: impl AsRef<[u8]>) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    fn signing_key(byte: u8) -> SigningKey {
        SigningKey::from_slice(&[byte; 32]).unwrap()
    }

    fn public(key: &SigningKey) -> PublicKey {
        let point = key.verifying_key().to_sec1_point(false);
        PublicKey { x: encode(point.x().unwrap()), y: encode(point.y().unwrap()) }
    }

    fn jwt(head: &str, claims: &str, key: &SigningKey) -> String {
        let message = format!("{}.{}", encode(head), encode(claims));
        let signature: Signature = key.sign(message.as_bytes());
        format!("{message}.{}", encode(signature.to_bytes()))
    }

    const HEAD: &str = r#"{"alg":"ES256","typ":"dbsc+jwt"}"#;
    const CLAIMS: &str = r#"{"jti":"c"}"#;

    #[test]
    fn a_signature_is_that_of_one_key() {
        let (key, other) = (signing_key(1), signing_key(2));
        let PublicKey { x, y } = public(&key);
        let head =
            format!(r#"{{"alg":"ES256","jwk":{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}},"typ":"dbsc+jwt"}}"#);
        let signed = SignedChallenge::read(&jwt(&head, CLAIMS, &key)).unwrap();
        assert_eq!((&*signed.challenge, &signed.key), ("c", &Some(public(&key))));
        assert!(signed.is_signed_with(&public(&key)) && !signed.is_signed_with(&public(&other)));
        assert!(!SignedChallenge::read(&jwt(&head, CLAIMS, &other)).unwrap().is_signed_with(&public(&key)));
        let outside = PublicKey { x: encode([1; 32]), y: encode([1; 32]) };
        let short = PublicKey { x: encode([1; 31]), y: encode([1; 33]) };
        assert!(!signed.is_signed_with(&outside) && !signed.is_signed_with(&short));
    }

    #[test]
    fn only_what_browsers_send_is_accepted() {
        let key = signing_key(1);
        let good = jwt(HEAD, CLAIMS, &key);
        assert!(SignedChallenge::read(&good).is_some());
        let (message, signature) = good.rsplit_once('.').unwrap();
        let (rest, last) = signature.split_at(signature.len() - 1);
        let respelled = format!("{message}.{rest}{}", char::from(last.as_bytes()[0] + 1));
        for wrong in [
            jwt(r#"{"alg":"none","typ":"dbsc+jwt"}"#, CLAIMS, &key),
            jwt(r#"{"alg":"HS256","typ":"dbsc+jwt"}"#, CLAIMS, &key),
            jwt(r#"{"alg":"ES256","typ":"JWT"}"#, CLAIMS, &key),
            jwt(r#"{"alg":"ES256"}"#, CLAIMS, &key),
            jwt(r#"{"alg":"ES256","typ":"dbsc+jwt","crit":["b64"],"b64":false}"#, CLAIMS, &key),
            jwt(r#"{"alg":"ES256","alg":"ES256","typ":"dbsc+jwt"}"#, CLAIMS, &key),
            jwt(r#"{"alg":"ES256","typ":"dbsc+jwt","jwk":{"kty":"EC","crv":"P-384","x":"","y":""}}"#, CLAIMS, &key),
            jwt(HEAD, r#"{"jti":1}"#, &key),
            jwt(HEAD, "{}", &key),
            jwt(HEAD, &format!(r#"{{"jti":"{}"}}"#, "c".repeat(LONGEST)), &key),
            format!("{good}="),
            format!("{good}.x"),
            format!("\"{good}\""),
            message.to_owned(),
            format!("{message}."),
            // Not in canonical Base64url: the last character has bits that do not count.
            respelled,
            String::new(),
        ] {
            assert!(SignedChallenge::read(&wrong).is_none(), "{wrong}");
        }
    }
}
