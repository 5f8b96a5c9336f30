//! The stories in words, for whoever lists them: what is to be seen, and at which clusters.

use registry_gateway::pages::about;
use registry_gateway::words::Said;

use super::Story as S;

/// What one or several clusters show.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// What is to be seen.
    pub words: Said,
    /// The stories whose clusters show it.
    pub stories: &'static [S],
}

const fn told(ru: &'static str, en: &'static str, stories: &'static [S]) -> Told {
    Told { words: Said::new(ru, en), stories }
}

/// All of them, in the order of lists.
pub const TOLD: [Told; 16] = [
    told(
        "Начальный, средний, высокий уровень, снова средний, когда закончился срок стратегии, и \
         снова высокий",
        "Initial, medium, high level, medium again when the strategy’s term ended, and high again",
        &[S::FiveSteps],
    ),
    told(
        "Участник ответил, что не участвует, и уровень изменился",
        "A participant answered that it takes no part, and the level changed",
        &[S::NotOurs],
    ),
    told(
        "Один спор признан обоснованным, один отклонён, один идёт; одна из организаций \
         реорганизована, у неё новый ИНН",
        "One dispute was upheld, one rejected, one goes on; one of the organisations was \
         reorganised and has a new INN",
        &[S::Disputes],
    ),
    told(
        "Два профиля одной пилотной программы объединены",
        "Two profiles of one pilot programme were merged",
        &[S::Merged],
    ),
    told(
        "Кластер вышел из реестра по собственному желанию",
        "A cluster left the register of its own accord",
        &[S::Withdrawn],
    ),
    told(
        "Требование, отложенное при внесении, выполнено на 84-й день",
        "A requirement deferred at listing was met on the 84th day",
        &[S::WaiverClosed],
    ),
    told(
        "Отложенное требование так и не выполнено",
        "A deferred requirement was never met",
        &[S::WaiverOpen],
    ),
    told(
        "Участники не раскрываются; список видел куратор реестра",
        "Participants are withheld; the registry’s officer has seen the list",
        &[S::NotDisclosed],
    ),
    told(
        "Заявку дважды вернули на доработку, потом внесли; вуз участвует через филиал",
        "An application was returned twice, then listed; a university takes part through a branch",
        &[S::ReturnedTwice],
    ),
    told(
        "Весь профиль на английском, зарубежный партнёр и связь, которую подтвердили обе стороны",
        "The whole profile in English, a partner abroad, and a link that both sides confirmed",
        &[S::InEnglish],
    ),
    told(
        "Самостоятельный кластер, потом с поддержкой ЦКР, потом пилотный",
        "An independent cluster, then supported by a development centre, then a pilot one",
        &[S::Support],
    ),
    told(
        "Показатель 2016 года исправлен в 2018-м",
        "A figure of 2016 was corrected in 2018",
        &[S::Corrected],
    ),
    told(
        "Три кластера для сравнения: высокий уровень, молодой и тот, что мало рассказал о себе",
        "Three clusters to compare: a high level, a young one, and one that told little of itself",
        &[S::FiveSteps, S::Young, S::NotProvided],
    ),
    told(
        "Уровень вырос 1 июля 2021 года, когда вступила в силу новая редакция правил",
        "The level rose on 1 July 2021, when a new edition of the rules came into force",
        &[S::FirstNeighbour, S::SecondNeighbour, S::ThirdNeighbour],
    ),
    told(
        "В тот же день по новой редакции уровень стал ниже",
        "On the same day, by the new edition, the level became lower",
        &[S::FellByEdition, S::FellByEditionToo],
    ),
    told(
        "Один университет участвует в пяти кластерах",
        "One university takes part in five clusters",
        &[S::FiveSteps, S::NotOurs, S::Disputes, S::ReturnedTwice, S::InEnglish],
    ),
];

/// The same as «О проекте» lists them.
pub fn stories() -> Vec<about::Story> {
    let listed = |told: &Told| about::Story {
        words: told.words,
        clusters: told.stories.iter().filter_map(|story| story.address().parse().ok()).collect(),
    };
    TOLD.iter().map(listed).collect()
}
