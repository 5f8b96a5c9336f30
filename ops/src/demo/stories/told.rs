//! The stories in words, for whoever lists them: what is to be seen, and at which clusters.

use registry_gateway::pages::about;

use super::Story as S;

/// What one or several clusters show.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// In Russian.
    pub words: &'static str,
    /// The stories whose clusters show it.
    pub stories: &'static [S],
}

const fn told(words: &'static str, stories: &'static [S]) -> Told {
    Told { words, stories }
}

/// All of them, in the order of lists.
pub const TOLD: [Told; 16] = [
    told(
        "Начальный, средний, высокий уровень, снова средний, когда закончился срок стратегии, и \
         снова высокий",
        &[S::FiveSteps],
    ),
    told("Участник ответил, что не участвует, и уровень изменился", &[S::NotOurs]),
    told(
        "Один спор признан обоснованным, один отклонён, один идёт; одна из организаций \
         реорганизована, у неё новый ИНН",
        &[S::Disputes],
    ),
    told("Два профиля одной пилотной программы объединены", &[S::Merged]),
    told("Кластер вышел из реестра по собственному желанию", &[S::Withdrawn]),
    told("Требование, отложенное при внесении, выполнено на 84-й день", &[S::WaiverClosed]),
    told("Отложенное требование так и не выполнено", &[S::WaiverOpen]),
    told("Участники не раскрываются; список видел куратор реестра", &[S::NotDisclosed]),
    told(
        "Заявку дважды вернули на доработку, потом внесли; вуз участвует через филиал",
        &[S::ReturnedTwice],
    ),
    told(
        "Весь профиль на английском, зарубежный партнёр и связь, которую подтвердили обе стороны",
        &[S::InEnglish],
    ),
    told("Самостоятельный кластер, потом с поддержкой ЦКР, потом пилотный", &[S::Support]),
    told("Показатель 2016 года исправлен в 2018-м", &[S::Corrected]),
    told(
        "Три кластера для сравнения: высокий уровень, молодой и тот, что мало рассказал о себе",
        &[S::FiveSteps, S::Young, S::NotProvided],
    ),
    told(
        "Уровень вырос 1 июля 2021 года, когда вступила в силу новая редакция правил",
        &[S::FirstNeighbour, S::SecondNeighbour, S::ThirdNeighbour],
    ),
    told(
        "В тот же день по новой редакции уровень стал ниже",
        &[S::FellByEdition, S::FellByEditionToo],
    ),
    told(
        "Один университет участвует в пяти кластерах",
        &[S::FiveSteps, S::NotOurs, S::Disputes, S::ReturnedTwice, S::InEnglish],
    ),
];

/// The same as «О проекте» lists them.
pub fn stories() -> Vec<about::Story> {
    let listed = |told: &Told| about::Story {
        words: told.words.into(),
        clusters: told.stories.iter().filter_map(|story| story.address().parse().ok()).collect(),
    };
    TOLD.iter().map(listed).collect()
}
