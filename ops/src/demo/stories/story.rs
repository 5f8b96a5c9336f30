//! Which stories there are, what their clusters are called, and where they stand.

use jiff::civil::{Date, date};

use super::support::CLOSING;

/// A story, by what its cluster shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Story {
    /// Initial, medium, high, medium when its strategy ended, and high again.
    FiveSteps,
    /// A participant says that it doesn't take part, and the level follows.
    NotOurs,
    /// A dispute was upheld, one rejected, one is open.
    Disputes,
    /// It became part of another profile of the same pilot programme.
    Merged,
    /// It left the register at its own request.
    Withdrawn,
    /// A requirement was waived at listing and met on day 84.
    WaiverClosed,
    /// A requirement was waived at listing and never met.
    WaiverOpen,
    /// Its participants aren't disclosed; an officer saw who they are.
    NotDisclosed,
    /// Its application was returned twice.
    ReturnedTwice,
    /// Its whole profile is told in English, with a partner abroad and a link that both sides confirm.
    InEnglish,
    /// Independent, then supported by a development centre, then a pilot.
    Support,
    /// A figure of 2016 was corrected in 2018.
    Corrected,
    /// Listed a year ago.
    Young,
    /// Says of much that it isn't provided.
    NotProvided,
    /// Rose when another edition of the rules was adopted, like its two neighbours.
    FirstNeighbour,
    /// The second of the three neighbours.
    SecondNeighbour,
    /// The third of the three neighbours.
    ThirdNeighbour,
    /// Fell when another edition of the rules was adopted.
    FellByEdition,
    /// Fell on the same day.
    FellByEditionToo,
}

impl Story {
    /// Every story.
    pub const ALL: [Self; 19] = [
        Self::FiveSteps,
        Self::NotOurs,
        Self::Disputes,
        Self::Merged,
        Self::Withdrawn,
        Self::WaiverClosed,
        Self::WaiverOpen,
        Self::NotDisclosed,
        Self::ReturnedTwice,
        Self::InEnglish,
        Self::Support,
        Self::Corrected,
        Self::Young,
        Self::NotProvided,
        Self::FirstNeighbour,
        Self::SecondNeighbour,
        Self::ThirdNeighbour,
        Self::FellByEdition,
        Self::FellByEditionToo,
    ];

    /// The id of its cluster: `/clusters/…`.
    pub const fn address(self) -> &'static str {
        match self {
            Self::FiveSteps => "xg35emmn73",
            Self::NotOurs => "qa5pyc0535",
            Self::Disputes => "mka2cj5y40",
            Self::Merged => "4mt66wy809",
            Self::Withdrawn => "j7q0vdbr10",
            Self::WaiverClosed => "zk1b1ztm60",
            Self::WaiverOpen => "zm4s9jq285",
            Self::NotDisclosed => "hjp1je1f76",
            Self::ReturnedTwice => "cm5ckphp09",
            Self::InEnglish => "r96jfytc16",
            Self::Support => "fdgmqzpn71",
            Self::Corrected => "yjst3p6442",
            Self::Young => "jswdhd3c34",
            Self::NotProvided => "mwz0dw8554",
            Self::FirstNeighbour => "d15fahnv48",
            Self::SecondNeighbour => "wdp3tydd17",
            Self::ThirdNeighbour => "3xcd42x771",
            Self::FellByEdition => "1ghtdfy266",
            Self::FellByEditionToo => "e3mghxde69",
        }
    }

    /// The number of its cluster, which its address follows from.
    pub(in crate::demo) const fn number(self) -> usize {
        match self {
            Self::Merged => 25,
            Self::FellByEdition => 75,
            Self::FellByEditionToo => 72,
            _ => 301 + self as usize,
        }
    }

    pub(super) const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::FiveSteps => ("Пять ступеней", "Five Steps"),
            Self::NotOurs => ("Десятый участник", "The Tenth Participant"),
            Self::Disputes => ("Три спора", "Three Disputes"),
            Self::Merged => ("Две половины", "Two Halves"),
            Self::Withdrawn => ("По собственному желанию", "At Its Own Request"),
            Self::WaiverClosed => ("Восемьдесят четвёртый день", "Day Eighty-Four"),
            Self::WaiverOpen => ("Девяносто первый день", "Day Ninety-One"),
            Self::NotDisclosed => ("Закрытый список", "The Closed List"),
            Self::ReturnedTwice => ("Третья попытка", "Third Time Lucky"),
            Self::InEnglish => ("Открытое окно", "The Open Window"),
            Self::Support => ("Три вида поддержки", "Three Kinds of Support"),
            Self::Corrected => ("Исправленная строка", "The Corrected Line"),
            Self::Young => ("Первый год", "The First Year"),
            Self::NotProvided => ("Пустые строки", "Empty Lines"),
            Self::FirstNeighbour => ("Верхний мост", "The Upper Bridge"),
            Self::SecondNeighbour => ("Средний мост", "The Middle Bridge"),
            Self::ThirdNeighbour => ("Нижний мост", "The Lower Bridge"),
            Self::FellByEdition | Self::FellByEditionToo => ("Десять признаков", "Ten Markers"),
        }
    }

    pub(super) const fn region(self) -> &'static str {
        match self {
            Self::FiveSteps | Self::InEnglish => "RU-NIZ",
            Self::Support => CLOSING,
            Self::NotDisclosed => "RU-TUL",
            Self::NotOurs | Self::Disputes => "RU-PER",
            Self::FirstNeighbour | Self::SecondNeighbour | Self::ThirdNeighbour => "RU-YAR",
            _ => "RU-VGG",
        }
    }

    /// The five clusters in which one university takes part.
    pub(super) const fn has_the_university(self) -> bool {
        matches!(
            self,
            Self::FiveSteps
                | Self::NotOurs
                | Self::Disputes
                | Self::ReturnedTwice
                | Self::InEnglish
        )
    }

    /// Whether its cluster goes through its profile in the month of a day.
    pub(super) fn renews(self, today: Date) -> bool {
        let month = i8::try_from(self.number() % 12 + 1).unwrap_or(1);
        let since = match self {
            Self::Merged | Self::WaiverOpen => return false,
            Self::Withdrawn => return today < date(2019, 4, 17) && today.month() == month,
            // Its figure of 2016 stands until it is corrected.
            Self::Corrected => date(2018, 2, 1),
            _ => Date::MIN,
        };
        today.month() == month && today >= since
    }
}
