//! How the stories' clusters come to the register, correct what they said, and leave.

use anyhow::{Context as _, Result};
use jiff::civil::{Date, date};
use registry_core::command::{
    MergeClusters, ReturnApplication, StateApplication, SubmitApplication,
};
use registry_core::profile::changes::{Changes, ClaimInput, FieldInput};
use registry_events::claim::{Absence, ClaimKind};
use registry_events::event::{ReturnReason, UnmetRequirement};
use registry_events::ids::ItemId;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, InvalidValue, PostalAddress, Text, Value};

use super::organisations::BRANCH_KPP;
use super::{Stories, Story};
use crate::demo::figures::{Aim, HALVES};
use crate::demo::later;
use crate::demo::opening::Listed;
use crate::demo::plan::Plan;
use crate::demo::rising::strive_for_medium;
use crate::demo::spec::{ClusterSpec, claim, field};
use crate::demo::stage::{Stage, right};
use crate::demo::statements::{absent, absent_claim, code, infrastructure, item, status, texts};

/// Lists the cluster of a story as it comes to the register.
pub(super) async fn begin(
    stories: &mut Stories,
    stage: &mut Stage<'_>,
    plan: &mut Plan,
    story: Story,
) -> Result<()> {
    let mut spec = match story {
        Story::ReturnedTwice => return third_time(stories, stage, plan).await,
        Story::WaiverClosed | Story::WaiverOpen => stories.spec(stage, plan, story, 6)?,
        Story::NotOurs => stories.spec(stage, plan, story, 10)?,
        Story::NotDisclosed => stories.spec(stage, plan, story, 12)?,
        _ => stories.spec(stage, plan, story, 14)?,
    };
    let today = stage.today();
    match story {
        Story::WaiverClosed | Story::WaiverOpen => industrial(&mut spec, today)?,
        Story::NotDisclosed => {
            industrial(&mut spec, today)?;
            right(withhold_participants(&mut spec))?;
        }
        Story::NotProvided => right(leave_empty(&mut spec))?,
        Story::Young => spec.year_created = 2024,
        Story::InEnglish => right(tell_in_english(&mut spec))?,
        _ => {}
    }
    stories.begin(stage, story, spec).await?;
    if story == Story::InEnglish {
        strive_for_medium(stage, plan, stories.of_mut(story)?).await?;
        let cluster = stories.of(story)?;
        let named = plan.foreign("DE")?;
        let subject = ("Общие испытания и стажировки (демо)", "Joint tests and internships (demo)");
        let abroad = crate::demo::statements::partner(named, "DE", subject, today);
        stage.state(cluster, later::opening(right(abroad)?)).await?;
        crate::demo::confirming::confirm_partners(stage, cluster).await?;
    }
    Ok(())
}

/// The official status for which requirements are waived.
fn industrial(spec: &mut ClusterSpec, today: Date) -> Result<()> {
    let number = format!("ПК-{} (демо)", spec.number);
    let granted_on = today.checked_sub(jiff::Span::new().months(2))?;
    spec.further.open.push(right(status("industrial_779", Some(&number), granted_on, None))?);
    Ok(())
}

/// Each participant's type is told, but not which organisation it is.
fn withhold_participants(spec: &mut ClusterSpec) -> Result<(), InvalidValue> {
    for participant in std::mem::take(&mut spec.participants) {
        let kind = code(participant.participant_type)?;
        let joined = Value::Date(participant.joined_on);
        let mut member =
            item("participants", vec![("participant_type", kind), ("joined_on", joined)])?;
        member.claims.insert(0, absent("organisation", Absence::Withheld)?);
        spec.further.open.push(member);
    }
    spec.specialisation = "defence";
    Ok(())
}

/// Says of much that it isn't provided.
fn leave_empty(spec: &mut ClusterSpec) -> Result<(), InvalidValue> {
    for key in ["website", "priorities", "services", "products", "technologies", "export_countries"]
    {
        spec.further.claims.push(absent_claim(key, Absence::NotProvided)?);
    }
    Ok(())
}

/// Everything that can be told in two languages is.
fn tell_in_english(spec: &mut ClusterSpec) -> Result<(), InvalidValue> {
    let both = |ru: &str, en: &str| Text { ru: Some(ru.into()), en: Some(en.into()) };
    let description = texts(
        "Участники вместе испытывают оборудование, учат мастеров и ищут заказчиков за рубежом (демо).",
        "The participants test equipment together, train craftspeople and look for customers abroad \
         (demo).",
    );
    let address =
        PostalAddress::new(Some("000000"), "Демонстрационный город", Some("Открытая ул., 1"))?;
    let codes = |keys: &[&str]| crate::demo::statements::codes(keys);
    for (key, value) in [
        ("display_name", Value::Text(both("Открытое окно (демо)", "The Open Window (demo)"))),
        ("description", description),
        ("address", Value::Address(address)),
        (
            "products",
            Value::Texts(vec![both("Испытательные стенды (демо)", "Test benches (demo)")]),
        ),
        (
            "technologies",
            Value::Texts(vec![both("Цифровые двойники (демо)", "Digital twins (demo)")]),
        ),
        ("languages", codes(&["ru", "en"])?),
        ("export_countries", codes(&["BY", "DE", "IN"])?),
        ("members_open", Value::Flag(true)),
        (
            "members_open_conditions",
            texts("Рекомендация двух участников (демо)", "Two participants recommend you (demo)"),
        ),
        ("head_role", texts("Директор кластера (демо)", "Director of the cluster (demo)")),
        ("services_note", texts("Раз в квартал (демо)", "Once a quarter (demo)")),
        ("brand", texts("Окно, открытое на реку (демо)", "A window open to the river (demo)")),
    ] {
        spec.further.claims.push(claim(key, value, None)?);
    }
    spec.further.open.push(infrastructure(spec.number)?);
    spec.further.open.push(item(
        "offers",
        vec![
            ("kind", code("partner")?),
            (
                "text",
                texts("Ищем партнёров для испытаний (демо)", "Partners for tests wanted (demo)"),
            ),
            ("until", Value::Date(date(2027, 12, 31))),
        ],
    )?);
    Ok(())
}

/// A statement of the application that is returned which nothing bears out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unborne {
    /// Its first participant.
    Participant,
    /// How many work there.
    Employees,
}

impl Unborne {
    /// Where it stands, and the minimum requirement that rests on it.
    fn statement(self) -> Result<(FieldPath, Code), InvalidValue> {
        Ok(match self {
            Self::Participant => {
                let field = Code::parse("organisation")?;
                (FieldPath { item: Some(first_participant()?), field }, Code::parse("M8")?)
            }
            Self::Employees => {
                (FieldPath::of_cluster(Code::parse("employees_total")?), Code::parse("M10")?)
            }
        })
    }
}

/// A contact is the application's first item, the first participant its second.
fn first_participant() -> Result<ItemPath, InvalidValue> {
    Ok(ItemPath { collection: Code::parse("participants")?, item: ItemId(2) })
}

/// The application that was returned twice: begun on the first day, listed on the last.
async fn third_time(stories: &mut Stories, stage: &mut Stage<'_>, plan: &mut Plan) -> Result<()> {
    let story = Story::ReturnedTwice;
    let Some((application, representative, spec)) = stories.application.take() else {
        let spec = stories.spec(stage, plan, story, 14)?;
        let changes = right(spec.changes(stage.today()))?;
        let (application, applicant) = stage.apply(changes).await?;
        stories.application = Some((application, applicant, spec));
        return Ok(());
    };
    let id = stage.list_application(story.number(), application).await?;
    stories.told.insert(story, Listed { id, representative, spec, aim: Aim::Initial });
    Ok(())
}

/// An officer gives the application back.
pub(super) async fn give_back(
    stories: &Stories,
    stage: &mut Stage<'_>,
    unborne: Unborne,
    reason: &str,
) -> Result<()> {
    let (application, ..) = stories.application.as_ref().context("an application")?;
    let (path, marker) = right(unborne.statement())?;
    let unmet = Some(UnmetRequirement::NotBorneOut { marker: Some(marker) });
    let reasons = vec![ReturnReason { path: Some(path), reason: reason.into(), unmet }];
    let give_back = ReturnApplication { application: *application, reasons };
    let officer = stage.officer().await?;
    stage.play(officer, give_back.into()).await.map(drop)
}

/// The applicant does what was asked, and hands the application in again.
pub(super) async fn apply_again(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let (application, applicant, spec) = stories.application.as_ref().context("an application")?;
    let employees = Value::Integer(spec.employees);
    let mut claims = vec![right(claim("employees_total", employees, Some(stage.today())))?];
    claims.push(right(branch_of_the_first_participant())?);
    let changes = Changes { claims, ..Changes::default() };
    let fill_in = StateApplication { application: *application, changes, expected: None };
    stage.play(*applicant, fill_in.into()).await?;
    let submit = SubmitApplication { application: *application };
    stage.play(*applicant, submit.into()).await.map(drop)
}

/// The university takes part through its branch.
fn branch_of_the_first_participant() -> Result<ClaimInput, InvalidValue> {
    let item = first_participant()?;
    let FieldInput { said, .. } = field("branch_kpp", Value::Text(Text::ru(BRANCH_KPP)))?;
    let path = FieldPath { item: Some(item), field: Code::parse("branch_kpp")? };
    Ok(ClaimInput { path, said, ..claim("branch_kpp", Value::Flag(true), None)? })
}

/// Two profiles of one pilot programme become one.
pub(super) async fn merge(
    stories: &mut Stories,
    stage: &mut Stage<'_>,
    listed: &mut Vec<Listed>,
) -> Result<()> {
    let (first, second) = HALVES;
    let merged = listed.remove(second);
    let merge = MergeClusters {
        cluster: merged.id,
        into: listed[first].id,
        merged_on: date(2017, 6, 1),
        reason: "Оба профиля представляли одну пилотную программу (демо)".into(),
        expected: None,
    };
    let officer = stage.officer().await?;
    stage.play(officer, merge.into()).await?;
    stories.told.insert(Story::Merged, merged);
    Ok(())
}

/// The cluster leaves the register at its own request.
pub(super) async fn withdraw(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let cluster = stories.of(Story::Withdrawn)?;
    later::withdraw(stage, cluster, "Участники решили работать порознь (демо)").await
}

const OF_2016: Date = date(2016, 12, 31);

/// The employees of 2016, as they were first told.
pub(super) async fn figure_of_2016(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let cluster = stories.of(Story::Corrected)?;
    let figure = right(claim("employees_total", Value::Integer(5_400), Some(OF_2016)))?;
    stage.state(cluster, Changes { claims: vec![figure], ..Changes::default() }).await
}

/// The same figure corrected: it had been so.
pub(super) async fn correct_figure(stories: &mut Stories, stage: &mut Stage<'_>) -> Result<()> {
    let cluster = stories.of_mut(Story::Corrected)?;
    cluster.spec.employees = 4_500;
    let figure = right(claim("employees_total", Value::Integer(4_500), Some(OF_2016)))?;
    let figure = ClaimInput { kind: ClaimKind::Correction, ..figure };
    stage.state(cluster, Changes { claims: vec![figure], ..Changes::default() }).await
}
