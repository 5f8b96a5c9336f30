//! What happens in the stories, and on which day.

use anyhow::Result;
use jiff::civil::{Date, date};

use super::profiles::Unborne;
use super::{
    Stories, Story, cooperation, disputes, edition, levels, organisations, profiles, support,
    watched,
};
use crate::demo::opening::Listed;
use crate::demo::plan::Plan;
use crate::demo::stage::Stage;

/// An act of a story; where it needs no further word, only one story has it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Act {
    List(Story),
    Rise(Story),
    StepsAgain,
    LeaverSpeaks,
    NewParticipant,
    File(&'static str),
    Admit,
    Answer,
    Uphold,
    Reject,
    StateAnew,
    Merge,
    Withdraw,
    MeetTheWaived,
    OfficerSees,
    Return(Unborne, &'static str),
    ApplyAgain,
    OpenBranch,
    Link,
    SupportedByCentre,
    BecomesPilot,
    CloseCentre,
    FigureOf2016,
    CorrectFigure,
    Succeed,
    SuccessorStated,
    WorkTogether,
    AdoptEdition,
    RiseBeforeStatus,
    ConfirmOneByOne,
    StatusAfterRise,
    ApplyAndWait,
}

use Act as A;
use Story as S;

/// All acts in the order of their days.
pub(super) const ACTS: &[(Date, Act)] = &[
    (date(2016, 2, 18), A::List(S::FiveSteps)),
    (date(2016, 3, 18), A::List(S::Corrected)),
    (date(2016, 5, 18), A::List(S::Withdrawn)),
    (date(2016, 6, 20), A::List(S::Support)),
    (date(2016, 9, 20), A::Rise(S::FiveSteps)),
    (date(2016, 10, 3), A::List(S::WaiverClosed)),
    (date(2016, 10, 3), A::List(S::WaiverOpen)),
    (date(2016, 12, 26), A::MeetTheWaived),
    (date(2017, 1, 30), A::FigureOf2016),
    (date(2017, 3, 20), A::List(S::NotOurs)),
    (date(2017, 4, 18), A::SupportedByCentre),
    (date(2017, 6, 19), A::Merge),
    (date(2017, 9, 18), A::Rise(S::NotOurs)),
    (date(2017, 11, 20), A::List(S::NotDisclosed)),
    (date(2017, 12, 4), A::OfficerSees),
    (date(2017, 12, 18), A::OpenBranch),
    (date(2018, 1, 18), A::List(S::Disputes)),
    (date(2018, 1, 29), A::CorrectFigure),
    (date(2018, 2, 19), A::List(S::ReturnedTwice)),
    (
        date(2018, 2, 21),
        A::Return(
            Unborne::Participant,
            "Назовите филиал вуза, который участвует в кластере (демо)",
        ),
    ),
    (date(2018, 2, 26), A::ApplyAgain),
    (
        date(2018, 2, 28),
        A::Return(Unborne::Employees, "Уточните, на какой день посчитаны работники (демо)"),
    ),
    (date(2018, 3, 5), A::ApplyAgain),
    (date(2018, 3, 6), A::List(S::ReturnedTwice)),
    (date(2018, 3, 19), A::Rise(S::FiveSteps)),
    (date(2018, 5, 18), A::LeaverSpeaks),
    (date(2018, 7, 19), A::NewParticipant),
    (date(2019, 2, 18), A::File("employees_total")),
    (date(2019, 2, 20), A::Admit),
    (date(2019, 2, 27), A::Answer),
    (date(2019, 3, 4), A::Uphold),
    (date(2019, 3, 20), A::StateAnew),
    (date(2019, 4, 17), A::Withdraw),
    (date(2019, 5, 20), A::List(S::InEnglish)),
    (date(2019, 7, 18), A::BecomesPilot),
    (date(2019, 9, 18), A::Link),
    (date(2020, 6, 17), A::File("year_created")),
    (date(2020, 6, 18), A::Admit),
    (date(2020, 6, 22), A::Answer),
    (date(2020, 6, 29), A::Reject),
    (date(2020, 9, 17), A::Succeed),
    (date(2020, 10, 5), A::SuccessorStated),
    (date(2020, 10, 19), A::List(S::FirstNeighbour)),
    (date(2020, 10, 20), A::List(S::SecondNeighbour)),
    (date(2020, 10, 21), A::List(S::ThirdNeighbour)),
    (date(2021, 2, 18), A::WorkTogether),
    (date(2021, 7, 1), A::AdoptEdition),
    (date(2022, 1, 20), A::StepsAgain),
    (date(2022, 12, 19), A::CloseCentre),
    (date(2024, 4, 18), A::List(S::NotProvided)),
    (date(2025, 9, 18), A::List(S::Young)),
    (date(2026, 9, 21), A::RiseBeforeStatus),
    (date(2026, 9, 22), A::ConfirmOneByOne),
    (date(2026, 10, 5), A::File("summary")),
    (date(2026, 10, 5), A::StatusAfterRise),
    (date(2026, 10, 6), A::Admit),
    (date(2026, 10, 6), A::ApplyAndWait),
];

impl Stories {
    pub(super) async fn play(
        &mut self,
        act: Act,
        stage: &mut Stage<'_>,
        plan: &mut Plan,
        listed: &mut Vec<Listed>,
    ) -> Result<()> {
        match act {
            A::List(story) => profiles::begin(self, stage, plan, story).await,
            A::Rise(S::FiveSteps) => levels::rise_by_steps(self, stage, plan).await,
            A::Rise(story) => levels::rise(self, stage, plan, story).await,
            A::StepsAgain => levels::new_strategy(self, stage).await,
            A::LeaverSpeaks => levels::a_participant_is_none(self, stage).await,
            A::NewParticipant => levels::a_participant_joins(self, stage, plan).await,
            A::MeetTheWaived => levels::meet_the_waived(self, stage, plan).await,
            A::OfficerSees => {
                levels::officer_sees_participants(stage, self.of(S::NotDisclosed)?).await
            }
            A::File(field) => disputes::file(self, stage, field).await,
            A::Admit => disputes::admit(self, stage).await,
            A::Answer => disputes::answer(self, stage).await,
            A::Uphold => disputes::uphold(self, stage).await,
            A::Reject => disputes::reject(self, stage).await,
            A::StateAnew => disputes::state_anew(self, stage).await,
            A::Merge => profiles::merge(self, stage, listed).await,
            A::Withdraw => profiles::withdraw(self, stage).await,
            A::Return(unborne, reason) => profiles::give_back(self, stage, unborne, reason).await,
            A::ApplyAgain => profiles::apply_again(self, stage).await,
            A::FigureOf2016 => profiles::figure_of_2016(self, stage).await,
            A::CorrectFigure => profiles::correct_figure(self, stage).await,
            A::OpenBranch => organisations::open_branch(self, stage).await,
            A::Succeed => organisations::succeed(self, stage, plan).await,
            A::WorkTogether => edition::work_together(self, stage, plan).await,
            A::AdoptEdition => edition::adopt(stage).await,
            A::SuccessorStated => organisations::state_successor(self, stage).await,
            A::Link => cooperation::link_both(self, stage).await,
            A::SupportedByCentre => support::by_centre(self, stage, plan).await,
            A::BecomesPilot => support::becomes_pilot(self, stage).await,
            A::CloseCentre => support::close_centre(stage, plan).await,
            A::RiseBeforeStatus => watched::rise_before_status(self, stage, plan, listed).await,
            A::ConfirmOneByOne => watched::confirm_one_by_one(stage, listed).await,
            A::StatusAfterRise => watched::status_after_rise(self, stage).await,
            A::ApplyAndWait => watched::apply_and_wait(stage, plan).await,
        }
    }
}
