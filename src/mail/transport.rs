//! Where messages go: to an SMTP server (RFC 6409), or into a folder for development.

use std::{path::PathBuf, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        self,
        client::{Certificate, Tls, TlsParameters},
    },
};
use url::{Host, Url};

/// How long sending one message may take, with the connection.
const SEND_WITHIN: Duration = Duration::from_secs(30);
/// How long the SMTP server may take for each answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// SMTP replies that reject the credentials, not the message (RFC 4954).
const REJECTED_CREDENTIALS: [u16; 4] = [530, 534, 535, 538];

/// The configuration of mail.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// Where messages go.
    pub transport: Transport,
    /// The sender.
    pub from: Mailbox,
}

/// Where messages go. Cheap to clone.
#[derive(Clone)]
pub enum Transport {
    /// An SMTP server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder, in which each message becomes a file.
    Folder(PathBuf),
}

/// Shows no password.
impl std::fmt::Debug for Transport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Smtp(_) => f.write_str("Smtp"),
            Self::Folder(folder) => f.debug_tuple("Folder").field(folder).finish(),
        }
    }
}

/// Why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum SendError {
    /// Trying again may help.
    #[error("{0}")]
    Temporary(String),
    /// The server rejects this message or its recipient.
    #[error("{0}")]
    Permanent(String),
}

impl Transport {
    /// Reads `smtp://` (STARTTLS, port 587), `smtps://` (TLS, port 465) or `file://`. With `?ca_file=PATH`, certificates
    /// of this authority count as well; `?tls=none` is for a server on this machine.
    ///
    /// # Errors
    /// Describes what was expected.
    pub fn parse(text: &str) -> Result<Self, String> {
        const FORM: &str = "expected smtp://user:password@host:587, smtps://user:password@host:465 or file:///folder";
        let url = Url::parse(text).map_err(|_| FORM.to_owned())?;
        match url.scheme() {
            "file" => url.to_file_path().map(Self::Folder).map_err(|()| FORM.to_owned()),
            "smtp" | "smtps" => smtp(&url),
            _ => Err(FORM.to_owned()),
        }
    }

    /// Sends a message. A file has the message's ID as its name.
    pub(super) async fn send(&self, id: &str, message: Message) -> Result<(), SendError> {
        match self {
            Self::Smtp(server) => match tokio::time::timeout(SEND_WITHIN, server.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) => Err(refused(&error)),
                Err(_) => Err(SendError::Temporary("the mail server did not answer in time".to_owned())),
            },
            Self::Folder(folder) => {
                let written = match tokio::fs::create_dir_all(folder).await {
                    Ok(()) => tokio::fs::write(folder.join(format!("{id}.eml")), message.formatted()).await,
                    failed => failed,
                };
                written.map_err(|error| SendError::Temporary(format!("{}: {error}", folder.display())))
            }
        }
    }

    /// Connects to the SMTP server, or checks that the folder exists or can be created.
    ///
    /// # Errors
    /// Describes what is wrong.
    pub async fn check(&self) -> Result<(), String> {
        match self {
            Self::Smtp(server) => match tokio::time::timeout(SEND_WITHIN, server.test_connection()).await {
                Ok(Ok(true)) => Ok(()),
                Ok(Ok(false)) => Err("the mail server does not accept messages".to_owned()),
                Ok(Err(error)) => Err(describe(&error)),
                Err(_) => Err("the mail server did not answer in time".to_owned()),
            },
            Self::Folder(folder) => tokio::fs::create_dir_all(folder).await.map_err(|error| error.to_string()),
        }
    }
}

fn smtp(url: &Url) -> Result<Transport, String> {
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(without_query(url).as_str())
        .map_err(|error| describe(&error))?;
    let host = url.host_str().ok_or("a host is required")?.to_owned();
    let mut tls = TlsParameters::builder(host);
    let mut is_encrypted = true;
    for (name, value) in url.query_pairs() {
        match &*name {
            "ca_file" => {
                let pem = std::fs::read(&*value).map_err(|error| format!("{value}: {error}"))?;
                let certificate = Certificate::from_pem(&pem).map_err(|error| format!("{value}: {error}"))?;
                tls = tls.add_root_certificate(certificate);
            }
            "tls" if value == "none" && is_local(url) => is_encrypted = false,
            "tls" if value == "none" => return Err("tls=none is only allowed for a server on this machine".to_owned()),
            _ => return Err(format!("{name}={value}: only ca_file=PATH and tls=none are known")),
        }
    }
    builder = if is_encrypted {
        let parameters = tls.build().map_err(|error| describe(&error))?;
        let tls = if url.scheme() == "smtps" { Tls::Wrapper(parameters) } else { Tls::Required(parameters) };
        let port = url.port().unwrap_or(if url.scheme() == "smtps" { 465 } else { 587 });
        builder.tls(tls).port(port)
    } else {
        builder.tls(Tls::None).port(url.port().unwrap_or(25))
    };
    Ok(Transport::Smtp(builder.timeout(Some(ANSWER_WITHIN)).build()))
}

fn without_query(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_query(None);
    url
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name == "127.0.0.1" || name == "[::1]",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn refused(error: &smtp::Error) -> SendError {
    let code = error.status().map(u16::from);
    if error.is_permanent() && !code.is_some_and(|code| REJECTED_CREDENTIALS.contains(&code)) {
        SendError::Permanent(describe(error))
    } else {
        SendError::Temporary(describe(error))
    }
}

/// The error with its causes.
fn describe(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let more = next.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = next.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_encrypted_or_local_servers_are_accepted() {
        for good in [
            "smtp://mail.example.org",
            "smtp://ada:p%40ss@mail.example.org:587",
            "smtps://mail.example.org",
            "smtp://127.0.0.1:1025?tls=none",
            "smtp://localhost:1025?tls=none",
            "smtp://[::1]:25?tls=none",
        ] {
            assert!(matches!(Transport::parse(good), Ok(Transport::Smtp(_))), "{good}: {:?}", Transport::parse(good));
        }
        assert!(matches!(Transport::parse("file:///var/mail"), Ok(Transport::Folder(_))));
        for bad in [
            "mail.example.org",
            "http://mail.example.org",
            "smtp://mail.example.org?tls=none",
            "smtp://mail.example.org?tls=opportunistic",
            "smtp://mail.example.org?ca_file=/no/such/file",
        ] {
            assert!(Transport::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let transport = Transport::parse("smtp://ada:secret@mail.example.org").unwrap();
        assert!(!format!("{transport:?}").contains("secret"));
    }
}
