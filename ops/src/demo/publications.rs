//! What an officer published over the years: a report that was corrected, a rating that was
//! withdrawn, a review, two announcements. All of it is invented and says so.
//!
//! Each act is played at the end of its month and is no numbered step, so that the ids of all that
//! follows don't hang on it.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use jiff::civil::{Date, date};
use registry_core::command::{Command, CorrectPublication, RecordPublication, WithdrawPublication};
use registry_events::claim::Evidence;
use registry_events::event::{Event, Publication, PublicationKind};
use registry_events::ids::StreamVersion;
use registry_events::value::{Code, Text, WebUrl};
use registry_gateway::execute::Done;

use super::stage::{Stage, right};

/// The publications that were played, by name, and how many acts are over.
#[derive(Default)]
pub(super) struct Publications {
    numbers: BTreeMap<&'static str, StreamVersion>,
    played: usize,
}

/// What an officer does with a publication.
enum Act {
    Record(Draft),
    Correct(Draft, &'static str),
    Withdraw(&'static str),
}

/// A publication as we write it.
struct Draft {
    kind: PublicationKind,
    title: [&'static str; 2],
    summary: [&'static str; 2],
    published_on: Date,
    address: Option<&'static str>,
    region: Option<&'static str>,
    specialisation: Option<&'static str>,
}

/// Each act with the day from which on it is played, and the name of its publication.
const ACTS: [(Date, &str, Act); 7] = [
    (date(2016, 3, 1), "report", Act::Record(REPORT_AS_FIRST_TOLD)),
    (date(2016, 5, 1), "report", Act::Correct(REPORT, "В названии был указан не тот год (демо)")),
    (date(2017, 7, 1), "review", Act::Record(REVIEW)),
    (date(2019, 11, 1), "rating", Act::Record(RATING)),
    (date(2020, 2, 1), "rating", Act::Withdraw("Составитель нашёл ошибку в расчёте (демо)")),
    (date(2026, 9, 1), "meeting", Act::Record(MEETING)),
    (date(2026, 10, 1), "figures", Act::Record(FIGURES)),
];

const REPORT: Draft = Draft {
    kind: PublicationKind::Report,
    title: [
        "Отчёт о первых кластерах на карте, 2015 год (демо)",
        "Report on the first clusters on the map, 2015 (demo)",
    ],
    summary: [
        "Какие кластеры зарегистрировались за первую осень, сколько у них участников и кто ими управляет.",
        "Which clusters registered in the first autumn, how many participants they have and how they are governed.",
    ],
    published_on: date(2016, 2, 15),
    address: Some("https://reports.example/clusters-2015"),
    region: None,
    specialisation: None,
};

const REPORT_AS_FIRST_TOLD: Draft = Draft {
    title: [
        "Отчёт о первых кластерах на карте, 2016 год (демо)",
        "Report on the first clusters on the map, 2016 (demo)",
    ],
    ..REPORT
};

const REVIEW: Draft = Draft {
    kind: PublicationKind::Review,
    title: [
        "Обзор кооперации в фармацевтике (демо)",
        "Review of cooperation in pharmaceuticals (demo)",
    ],
    summary: [
        "Как фармацевтические кластеры делят лаборатории и с кем ведут совместные проекты.",
        "How pharmaceutical clusters share laboratories and with whom they run joint projects.",
    ],
    published_on: date(2017, 6, 20),
    address: Some("https://reviews.example/pharma"),
    region: None,
    specialisation: Some("pharma"),
};

const RATING: Draft = Draft {
    kind: PublicationKind::Rating,
    title: ["Рейтинг открытости профилей (демо)", "Rating of how open profiles are (demo)"],
    summary: [
        "Сколько сведений о себе показывают кластеры.",
        "How much clusters show of themselves.",
    ],
    published_on: date(2019, 10, 10),
    address: Some("https://ratings.example/openness-2019"),
    region: None,
    specialisation: None,
};

const MEETING: Draft = Draft {
    kind: PublicationKind::Announcement,
    title: [
        "Встреча кластеров и инвесторов в Томске (демо)",
        "Meeting of clusters and investors in Tomsk (demo)",
    ],
    summary: [
        "12 ноября 2026 года. Кластеры рассказывают о свободных площадках и ищут партнёров.",
        "12 November 2026. Clusters speak of available sites and look for partners.",
    ],
    published_on: date(2026, 8, 24),
    address: Some("https://meetings.example/tomsk-2026"),
    region: Some("RU-TOM"),
    specialisation: None,
};

const FIGURES: Draft = Draft {
    kind: PublicationKind::Announcement,
    title: ["Обновите показатели за год (демо)", "Renew your figures of the year (demo)"],
    summary: [
        "Показатели, которые не обновляли дольше года, перестают учитываться в уровне. Проверьте свой профиль.",
        "Figures that weren’t renewed for more than a year no longer count for the level. Look through your profile.",
    ],
    published_on: date(2026, 10, 1),
    address: None,
    region: None,
    specialisation: None,
};

impl Publications {
    /// Plays what is due by the day it is on the stage.
    pub(super) async fn play_due(&mut self, stage: &mut Stage<'_>) -> Result<()> {
        let today = stage.today();
        while let Some((_, name, act)) = ACTS.get(self.played).filter(|(day, ..)| *day <= today) {
            let command = self.command(name, act)?;
            let key = format!("demonstration publication {}", self.played + 1);
            let done = stage.publish(key, command).await?;
            self.numbers.insert(name, number_of(&done).context("a publication was told")?);
            self.played += 1;
        }
        Ok(())
    }

    fn command(&self, name: &str, act: &Act) -> Result<Command> {
        let number = || self.numbers.get(name).copied().context("it was recorded before");
        Ok(match act {
            Act::Record(draft) => RecordPublication { says: draft.says()? }.into(),
            Act::Correct(draft, reason) => {
                let (publication, says) = (number()?, draft.says()?);
                let reason = (*reason).into();
                CorrectPublication { publication, says, reason, expected: None }.into()
            }
            Act::Withdraw(reason) => {
                let (publication, reason) = (number()?, (*reason).into());
                WithdrawPublication { publication, reason, expected: None }.into()
            }
        })
    }
}

impl Draft {
    fn says(&self) -> Result<Publication> {
        let text = |[ru, en]: [&str; 2]| right(Text::new(Some(ru), Some(en)));
        let code = |code: Option<&str>| code.map(|code| right(Code::parse(code))).transpose();
        let address = self.address.map(|address| right(WebUrl::parse(address))).transpose()?;
        Ok(Publication {
            kind: self.kind,
            title: text(self.title)?,
            summary: Some(text(self.summary)?),
            published_on: self.published_on,
            found_at: address.map(Evidence::Link),
            regions: code(self.region)?.into_iter().collect(),
            specialisations: code(self.specialisation)?.into_iter().collect(),
        })
    }
}

fn number_of(done: &Done) -> Option<StreamVersion> {
    done.entries.iter().find_map(|recorded| match recorded.event()? {
        Event::Publication(event) => Some(event.publication(recorded.version)),
        _ => None,
    })
}
