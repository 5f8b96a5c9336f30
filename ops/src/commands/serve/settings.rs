//! The settings of a server: one file, every member optional, an unknown one refused.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::http::origin::PublicUrl;
use registry_gateway::http::{HttpSettings, Licence, Operator, RateLimits};
use registry_gateway::people::mail::Delivery;
use registry_gateway::people::mail::folder::MailFolder;
use registry_gateway::people::mail::smtp::Relay;
use registry_gateway::registry::{DEFAULT_TIME_ZONE, PATIENCE};
use registry_gateway::transparency::Places;
use serde::Deserialize;

use super::LogFormat;
use crate::failure::Failure;

/// The settings of a server, as `ops/settings.example.toml` explains them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The zone a new registry is opened with.
    pub time_zone: String,
    /// How log lines are written.
    pub log_format: LogFormat,
    /// Under which address readers reach the site; empty where it isn't known.
    pub public_url: String,
    /// The file of the key that checkpoints are signed with; empty for that of the data folder.
    pub checkpoint_key: PathBuf,
    /// The file of the checkpoints that were signed; empty for that of the data folder.
    pub signed_checkpoints: PathBuf,
    /// Under which licence the data are open.
    pub licence: LicenceOfData,
    /// Who runs the registry.
    pub operator: OperatorOfRegistry,
    /// How letters leave the house.
    pub mail: MailSettings,
    /// How many requests a caller may make.
    pub rate_limits: Limits,
    /// Who stands in front of the server.
    pub proxies: Proxies,
    /// How many connections are open, and how long one may be silent or leave an answer unread.
    pub connections: Connections,
    /// How long and how many requests are worked on.
    pub requests: Requests,
}

/// Under which licence the data are open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceOfData {
    /// What it is called.
    pub name: String,
    /// Where its text stands; the page of terms links to it.
    pub address: String,
}

/// Who runs the registry; what isn't said is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OperatorOfRegistry {
    /// What it is called.
    pub name: String,
    /// Whom to write to.
    pub email: String,
    /// Its postal address.
    pub address: String,
}

/// How letters leave the house: into a folder, or through a mail server where one is named.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// Who letters are from.
    pub from: String,
    /// The folder; empty for `mail` in the data folder.
    pub folder: PathBuf,
    /// The mail server; empty for none.
    pub smtp_host: String,
    /// Its port.
    pub smtp_port: u16,
    /// The name it asks for; empty where it asks for none.
    pub smtp_name: String,
    /// The file with the password.
    pub smtp_password_file: PathBuf,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            from: "registry@localhost.localdomain".into(),
            folder: PathBuf::new(),
            smtp_host: String::new(),
            smtp_port: 25,
            smtp_name: String::new(),
            smtp_password_file: PathBuf::new(),
        }
    }
}

impl MailSettings {
    /// What delivers letters of a data folder.
    ///
    /// # Errors
    /// When the folder can't be made, or the password can't be read.
    pub fn delivery(&self, folder: &DataFolder) -> Result<Arc<dyn Delivery>, Failure> {
        if !self.smtp_host.is_empty() {
            let login = self.login()?;
            let (host, port) = (&self.smtp_host, self.smtp_port);
            return Ok(Arc::new(Relay::new(host, port, &self.from, login)));
        }
        let own = folder.path().join("mail");
        let path = if self.folder.as_os_str().is_empty() { &own } else { &self.folder };
        let opened = MailFolder::open(path, &self.from).map_err(|error| {
            Failure::refused(format!("can't use the mail folder {}: {error}", path.display()))
        });
        Ok(Arc::new(opened?))
    }

    fn login(&self) -> Result<Option<(String, String)>, Failure> {
        if self.smtp_name.is_empty() {
            return Ok(None);
        }
        let file = &self.smtp_password_file;
        let password = std::fs::read_to_string(file).map_err(|error| {
            Failure::refused(format!("can't read the password in {}: {error}", file.display()))
        })?;
        Ok(Some((self.smtp_name.clone(), password.trim_end().to_owned())))
    }
}

/// How many requests a caller may make in a minute.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Reads of the API.
    pub reads_per_minute: NonZeroU32,
    /// Writes, wherever.
    pub writes_per_minute: NonZeroU32,
}

/// Who stands in front of the server.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Proxies {
    /// Proxies whose forwarded headers are believed.
    pub trusted: Vec<IpAddr>,
}

/// How many connections are open, and how long one may be silent or leave an answer unread.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Connections {
    /// How many at once.
    pub at_once_max: NonZeroU32,
    /// How many of them one address may have, unless it is that of a trusted proxy.
    pub per_address_max: NonZeroU32,
    /// How long one may be silent, or take over the headers of a request, in seconds.
    pub header_seconds: NonZeroU32,
    /// How long an answer may wait for its reader to take any of it, in seconds.
    pub write_seconds: NonZeroU32,
}

/// How long and how many requests are worked on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Requests {
    /// How many at once.
    pub at_once_max: NonZeroU32,
    /// How long one may take, in seconds.
    pub timeout_seconds: NonZeroU32,
    /// How long one waits for a place, and those in flight are waited for at the end, in seconds.
    pub patience_seconds: NonZeroU32,
    /// The most memory for rendered answers, in MiB.
    pub kept_mebibytes_max: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            time_zone: DEFAULT_TIME_ZONE.into(),
            log_format: LogFormat::Text,
            public_url: String::new(),
            checkpoint_key: PathBuf::new(),
            signed_checkpoints: PathBuf::new(),
            licence: LicenceOfData::default(),
            operator: OperatorOfRegistry::default(),
            mail: MailSettings::default(),
            rate_limits: Limits::default(),
            proxies: Proxies::default(),
            connections: Connections::default(),
            requests: Requests::default(),
        }
    }
}

impl Default for LicenceOfData {
    fn default() -> Self {
        let Licence { name, address } = Licence::default();
        Self { name, address }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let RateLimits { reads_per_minute, writes_per_minute } =
            HttpSettings::default().rate_limits;
        Self {
            reads_per_minute: at_least_one(reads_per_minute),
            writes_per_minute: at_least_one(writes_per_minute),
        }
    }
}

impl Default for Connections {
    fn default() -> Self {
        let edge = HttpSettings::default();
        Self {
            at_once_max: at_least_one(edge.connections_max),
            per_address_max: at_least_one(edge.connections_per_address_max),
            header_seconds: seconds(edge.header_timeout),
            write_seconds: seconds(edge.write_timeout),
        }
    }
}

impl Default for Requests {
    fn default() -> Self {
        let edge = HttpSettings::default();
        Self {
            at_once_max: at_least_one(edge.requests_at_once_max),
            timeout_seconds: seconds(edge.request_timeout),
            patience_seconds: seconds(edge.patience),
            kept_mebibytes_max: u16::try_from(edge.kept_bytes_max / MEBIBYTE).unwrap_or(u16::MAX),
        }
    }
}

const MEBIBYTE: usize = 1024 * 1024;

fn at_least_one(number: impl TryInto<u32>) -> NonZeroU32 {
    number.try_into().ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN)
}

fn seconds(time: Duration) -> NonZeroU32 {
    at_least_one(time.as_secs())
}

impl Settings {
    /// Reads a file of settings; the default ones without a file.
    ///
    /// # Errors
    /// When the file can't be read, or says what no setting is.
    pub fn read(file: Option<&Path>) -> Result<Self, Failure> {
        let Some(file) = file else { return Ok(Self::default()) };
        let failed = |reason: String| {
            let file = file.display();
            Failure::refused(format!("can't use the settings in {file}: {}", reason.trim_end()))
        };
        let text = std::fs::read_to_string(file).map_err(|error| failed(error.to_string()))?;
        Self::parse(&text).map_err(failed)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let settings: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if !settings.public_url.is_empty() && PublicUrl::parse(&settings.public_url).is_none() {
            let given = &settings.public_url;
            return Err(format!(
                "{given} is no address of a site, such as https://clusters.example"
            ));
        }
        match TimeZone::get(&settings.time_zone) {
            Ok(_) => Ok(settings),
            Err(_) => Err(format!("{} is no time zone, such as Europe/Moscow", settings.time_zone)),
        }
    }

    /// Where key and checkpoints stand, when not in the data folder.
    pub fn places(&self) -> Places {
        let elsewhere = |path: &PathBuf| Some(path).filter(|path| **path != *"").cloned();
        Places {
            key: elsewhere(&self.checkpoint_key),
            signed_checkpoints: elsewhere(&self.signed_checkpoints),
        }
    }

    /// The settings of the edge.
    pub fn http(&self) -> HttpSettings {
        let seconds = |number: NonZeroU32| Duration::from_secs(number.get().into());
        let count = |number: NonZeroU32| usize::try_from(number.get()).unwrap_or(1);
        HttpSettings {
            rate_limits: RateLimits {
                reads_per_minute: self.rate_limits.reads_per_minute.get(),
                writes_per_minute: self.rate_limits.writes_per_minute.get(),
            },
            proxies: self.proxies.trusted.clone(),
            connections_max: count(self.connections.at_once_max),
            connections_per_address_max: count(self.connections.per_address_max),
            header_timeout: seconds(self.connections.header_seconds),
            write_timeout: seconds(self.connections.write_seconds),
            requests_at_once_max: count(self.requests.at_once_max),
            request_timeout: seconds(self.requests.timeout_seconds),
            patience: seconds(self.requests.patience_seconds),
            folded_within: PATIENCE,
            kept_bytes_max: usize::from(self.requests.kept_mebibytes_max) * MEBIBYTE,
            public_url: PublicUrl::parse(&self.public_url),
            letters_are_files: self.mail.smtp_host.is_empty(),
            licence: Licence {
                name: self.licence.name.clone(),
                address: self.licence.address.clone(),
            },
            operator: Operator {
                name: self.operator.name.clone(),
                email: self.operator.email.clone(),
                address: self.operator.address.clone(),
            },
            stories: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_says_what_holds_by_default() {
        let example = include_str!("../../../settings.example.toml");
        assert_eq!(Settings::parse(example), Ok(Settings::default()));
    }

    #[test]
    fn what_no_setting_is_is_refused_with_its_place() {
        let refused = Settings::parse("listen = \"127.0.0.1:80\"\nlisten_port = 80\n");
        insta::assert_snapshot!(refused.expect_err("no setting"), @r"
        TOML parse error at line 2, column 1
          |
        2 | listen_port = 80
          | ^^^^^^^^^^^
        unknown field `listen_port`, expected one of `listen`, `time_zone`, `log_format`, `public_url`, `checkpoint_key`, `signed_checkpoints`, `licence`, `operator`, `mail`, `rate_limits`, `proxies`, `connections`, `requests`
        ");
        let refused = Settings::parse("[rate_limits]\nreads_per_minute = 0\n");
        insta::assert_snapshot!(refused.expect_err("no limit"), @r"
        TOML parse error at line 2, column 20
          |
        2 | reads_per_minute = 0
          |                    ^
        invalid value: integer `0`, expected a nonzero u32
        ");
        let refused = Settings::parse("time_zone = \"Moscow\"");
        insta::assert_snapshot!(refused.expect_err("no zone"), @"Moscow is no time zone, such as Europe/Moscow");
        let refused = Settings::parse("public_url = \"https://clusters.example/map\"");
        insta::assert_snapshot!(refused.expect_err("no site"), @"https://clusters.example/map is no address of a site, such as https://clusters.example");
    }
}
