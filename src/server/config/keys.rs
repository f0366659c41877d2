//! The table of configuration keys: name, default, meaning and parser.

use std::net::SocketAddr;

use super::{
    read::{directives, limit, mailbox, networks, one_of, origin, parse, path, put, range_api, transport, within},
    values::Values,
};

/// A configuration key.
pub struct Key {
    /// Its name in the file; in the environment, `HALLPASS_` and the name in capitals.
    pub name: &'static str,
    /// The default, as a file or the environment would give it.
    pub default: &'static str,
    /// What it does and which values it accepts.
    pub about: &'static str,
    pub(super) set: fn(&mut Values, &str) -> Result<(), String>,
}

/// Every key, in the order of the documentation.
pub const KEYS: &[Key] = &[
    Key {
        name: "database_url",
        default: "sqlite://data/hallpass.db",
        about: "`sqlite://PATH`, `sqlite::memory:` (temporary) or `postgres://USER:PASSWORD@HOST/NAME`. A server on another machine needs `?sslmode=verify-full`.",
        set: |values, text| put(&mut values.database_url, text.to_owned()),
    },
    Key {
        name: "database_connections",
        default: "8",
        about: "Maximum number of connections, 1 to 200, plus one that tests whether writes work. When all are busy for 5 seconds, a request gets a 503.",
        set: |values, text| put(&mut values.database_connections, within(text, 1, 200)?),
    },
    Key {
        name: "migrate_on_start",
        default: "true",
        about: "Update the schema at startup. Set this to `false` if the database role has no DDL privileges, and run `hallpass migrate` with a role that has them.",
        set: |values, text| put(&mut values.migrate_on_start, parse(text)?),
    },
    Key {
        name: "listen",
        default: "127.0.0.1:3000",
        about: "Address and port to listen on. Any address other than loopback requires TLS files or `behind_tls_proxy`.",
        set: |values, text| put(&mut values.listen, Some(parse::<SocketAddr>(text)?)),
    },
    Key {
        name: "metrics_listen",
        default: "",
        about: "Address and port that serves `GET /metrics` (OpenMetrics) to a monitoring system, over plain HTTP and without sign-in. Nobody else must be able to reach it. If empty, metrics are off.",
        set: |values, text| {
            put(&mut values.metrics_listen, if text.is_empty() { None } else { Some(parse::<SocketAddr>(text)?) })
        },
    },
    Key {
        name: "public_origin",
        default: "",
        about: "Scheme, host and port under which browsers reach Hallpass. Never taken from a request. `https` makes cookies `Secure` and enables HSTS. If empty: `http://` followed by `listen`.",
        set: |values, text| put(&mut values.public_origin, if text.is_empty() { None } else { Some(origin(text)?) }),
    },
    Key {
        name: "behind_tls_proxy",
        default: "false",
        about: "Whether a proxy in front of Hallpass terminates TLS. Requires `trusted_proxies` and an `https` `public_origin`.",
        set: |values, text| put(&mut values.behind_tls_proxy, parse(text)?),
    },
    Key {
        name: "trusted_proxies",
        default: "",
        about: "Addresses or networks (`192.0.2.7`, `10.0.0.0/8`), separated by commas, none wider than /8 (IPv6: /7). `X-Forwarded-For` is trusted only from these.",
        set: |values, text| put(&mut values.trusted_proxies, networks(text)?),
    },
    Key {
        name: "tls_certificate",
        default: "",
        about: "PEM file with the certificate chain. If set, Hallpass itself serves TLS 1.2 and 1.3, and HTTP/2.",
        set: |values, text| put(&mut values.tls_certificate, path(text)),
    },
    Key {
        name: "tls_key",
        default: "",
        about: "PEM file with the certificate's private key. Must be readable only by its owner.",
        set: |values, text| put(&mut values.tls_key, path(text)),
    },
    Key {
        name: "site_root",
        default: "",
        about: "Folder with the browser files. If empty: `site` next to the executable, or else `target/site`.",
        set: |values, text| put(&mut values.site_root, path(text)),
    },
    Key {
        name: "log_level",
        default: "info",
        about: "`error`, `warn`, `info`, `debug`, `trace`, or tracing directives such as `info,sqlx=debug`.",
        set: |values, text| put(&mut values.log_level, directives(text)?),
    },
    Key {
        name: "log_format",
        default: "text",
        about: "`text` or `json` (one object per line).",
        set: |values, text| put(&mut values.log_json, one_of(text, &["text", "json"])? == 1),
    },
    Key {
        name: "argon2_memory_kib",
        default: "19456",
        about: "Memory per password hash in KiB, 7168 to 1048576. Existing hashes are updated at the next sign-in.",
        set: |values, text| put(&mut values.memory_kib, within(text, 7168, 1_048_576)?),
    },
    Key {
        name: "argon2_iterations",
        default: "2",
        about: "Passes per password hash, 1 to 20.",
        set: |values, text| put(&mut values.iterations, within(text, 1, 20)?),
    },
    Key {
        name: "argon2_parallelism",
        default: "1",
        about: "Lanes per password hash, 1 to 16.",
        set: |values, text| put(&mut values.parallelism, within(text, 1, 16)?),
    },
    Key {
        name: "hash_workers",
        default: "0",
        about: "Password hashes computed at the same time, 1 to 64, or 0 for one per processor. Each uses `argon2_memory_kib` of memory.",
        set: |values, text| put(&mut values.hash_workers, within(text, 0, 64)?),
    },
    Key {
        name: "attempts_per_account",
        default: "10/60s",
        about: "Limit on password attempts for one account: `10/60s` allows 10 at once, and then one more every 60 seconds. Each address from which the account has signed in has a separate limit.",
        set: |values, text| put(&mut values.per_account, Some(limit(text)?)),
    },
    Key {
        name: "attempts_per_address",
        default: "60/5s",
        about: "Limit on password attempts, new accounts and uses of links from one address, or one IPv6 /64.",
        set: |values, text| put(&mut values.per_address, Some(limit(text)?)),
    },
    Key {
        name: "tabs_per_account",
        default: "100",
        about: "Open tabs of one account that receive changes immediately, 1 to 10000. Additional tabs work, but notice changes only at their next request.",
        set: |values, text| put(&mut values.tabs_per_account, within(text, 1, 10_000)?),
    },
    Key {
        name: "tabs_per_address",
        default: "1000",
        about: "Open tabs from one address, or one IPv6 /64, that receive changes immediately, 1 to 100000.",
        set: |values, text| put(&mut values.tabs_per_address, within(text, 1, 100_000)?),
    },
    Key {
        name: "ratings_per_address",
        default: "30/1s",
        about: "Limit on password ratings by the strength meter, and separately on passkey requests, for one address, or one IPv6 /64.",
        set: |values, text| put(&mut values.ratings, Some(limit(text)?)),
    },
    Key {
        name: "session_cache",
        default: "true",
        about: "Keep sessions and the sign-up rules in memory while the database does not change, so that most requests need no SQL statement. SQLite only. Set this to `false` if the database is on a file system that does not share memory between processes reliably.",
        set: |values, text| put(&mut values.session_cache, parse(text)?),
    },
    Key {
        name: "secret_key_file",
        default: "",
        about: "File with the keys that encrypt secrets in the database, such as those of authenticator apps. Each line is a key of 64 hexadecimal digits, the newest first; `hallpass key create` prints one. It must be readable only by its owner, and every server needs the same file. If empty: the path of the SQLite file with `.key` appended, created when it is first needed.",
        set: |values, text| put(&mut values.secret_key_file, path(text)),
    },
    Key {
        name: "passkey_domain",
        default: "",
        about: "The domain of passkeys (the RP ID of WebAuthn): the host of `public_origin` or a parent domain, but not a public suffix such as `org` or `co.uk`. A passkey works only on the domain it was created for, so the server does not start if there are passkeys for a different one. If empty: the host of `public_origin`.",
        set: |values, text| put(&mut values.passkey_domain, (!text.is_empty()).then(|| text.to_owned())),
    },
    Key {
        name: "mail_url",
        default: "",
        about: "Where mail is sent: `smtp://user:password@host:587` (STARTTLS is required), `smtps://user:password@host:465`, or `file:///folder`, which writes each message into a file, for development. `?ca_file=/path.pem` trusts a certificate authority of your own; `?tls=none` is allowed for a mail server on this machine. If empty, no mail is sent, and people cannot verify addresses or reset their passwords themselves.",
        set: |values, text| put(&mut values.mail_transport, transport(text)?),
    },
    Key {
        name: "mail_from",
        default: "",
        about: "The sender of mail, such as `Choir <no-reply@example.org>`. Required with `mail_url`.",
        set: |values, text| put(&mut values.mail_from, mailbox(text)?),
    },
    Key {
        name: "geoip_database",
        default: "",
        about: "File in MaxMind's format (`.mmdb`) with the cities or countries of addresses, which people then see beside their sessions. If empty, only addresses are shown. A replaced file is read within 10 minutes.",
        set: |values, text| put(&mut values.geoip_database, path(text)),
    },
    Key {
        name: "breached_passwords_file",
        default: "",
        about: "List of breached passwords, made by `hallpass breached build`. New passwords that are in it are refused. If empty, there is no list. A replaced file is used at once.",
        set: |values, text| put(&mut values.breached_passwords_file, path(text)),
    },
    Key {
        name: "breached_passwords_api",
        default: "",
        about: "Address of a service with the range API of Have I Been Pwned, such as `https://api.pwnedpasswords.com`; `http` only on this machine. It is asked whether new passwords are breached, and learns the first 5 digits of a hash. If it does not answer within 2 seconds, the password is accepted. If empty, no service is asked.",
        set: |values, text| put(&mut values.breached_passwords_api, range_api(text)?),
    },
    Key {
        name: "pseudo_language",
        default: "false",
        about: "Also offer the pseudo-language `en-XA`: English with accents and about twice as long, to test layouts and find texts that are not translated.",
        set: |values, text| put(&mut values.pseudo_language, parse(text)?),
    },
    Key {
        name: "styleguide",
        default: "false",
        about: "Serve `/styleguide`, a page with every component in its states, for development.",
        set: |values, text| put(&mut values.styleguide, parse(text)?),
    },
];
