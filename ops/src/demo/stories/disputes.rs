//! Three disputes of one cluster by one of its participants.

use anyhow::{Context as _, Result};
use registry_core::command::{AdmitDispute, AnswerDispute, FileDispute, ResolveDispute};
use registry_core::profile::changes::{Changes, ClaimInput};
use registry_events::claim::{ClaimKind, Evidence};
use registry_events::event::DisputeOutcome;
use registry_events::ids::StreamVersion;
use registry_events::value::Value;

use super::{Stories, Story};
use crate::demo::confirming::members;
use crate::demo::spec::claim;
use crate::demo::stage::{Stage, right};
use crate::demo::statements::link;

/// A participant contests what the cluster says in one field.
pub(super) async fn file(stories: &Stories, stage: &mut Stage<'_>, field: &str) -> Result<()> {
    let cluster = stories.of(Story::Disputes)?;
    let profile = stage.profile(cluster.id)?;
    let contested = profile.cluster_claim(field).context("a contested claim")?.reference();
    let (_, organisation) = members(profile).swap_remove(2);
    let speaker = stage.organisation_speaker(organisation).await?;
    let file = FileDispute {
        cluster: cluster.id,
        claim: contested,
        grounds: "По нашим документам это не так (демо)".into(),
        evidence: source(stories)?,
    };
    stage.play(speaker, file.into()).await.map(drop)
}

fn source(stories: &Stories) -> Result<Vec<Evidence>> {
    right(link(stories.of(Story::Disputes)?.spec.number, "objection"))
}

/// The dispute that is open, if one is.
fn open(stories: &Stories, stage: &Stage<'_>) -> Result<StreamVersion> {
    let disputes = &stage.cluster(stories.of(Story::Disputes)?.id)?.disputes;
    disputes.keys().next().copied().context("an open dispute")
}

/// An officer admits it.
pub(super) async fn admit(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let admit = AdmitDispute {
        cluster: stories.of(Story::Disputes)?.id,
        dispute: open(stories, stage)?,
        text: "Участник оспаривает сведение и ссылается на документ (демо)".into(),
        evidence: source(stories)?,
    };
    let officer = stage.officer().await?;
    stage.play(officer, admit.into()).await.map(drop)
}

/// The cluster answers.
pub(super) async fn answer(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let cluster = stories.of(Story::Disputes)?;
    let answer = AnswerDispute {
        cluster: cluster.id,
        dispute: open(stories, stage)?,
        text: "Сведение взято из отчёта управляющей компании (демо)".into(),
        evidence: Vec::new(),
    };
    stage.play(cluster.representative, answer.into()).await.map(drop)
}

/// An officer finds that the claim doesn't stand.
pub(super) async fn uphold(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let reason = "Документ показывает другое число (демо)";
    resolve(stories, stage, DisputeOutcome::Upheld, reason).await
}

/// An officer finds that the claim stands.
pub(super) async fn reject(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    let reason = "Протокол собрания подтверждает год создания (демо)";
    resolve(stories, stage, DisputeOutcome::Rejected, reason).await
}

async fn resolve(
    stories: &Stories,
    stage: &mut Stage<'_>,
    outcome: DisputeOutcome,
    reason: &str,
) -> Result<()> {
    let resolve = ResolveDispute {
        cluster: stories.of(Story::Disputes)?.id,
        dispute: open(stories, stage)?,
        outcome,
        reason: reason.into(),
        evidence: Vec::new(),
    };
    let officer = stage.officer().await?;
    stage.play(officer, resolve.into()).await.map(drop)
}

/// The cluster states the contested figure anew.
pub(super) async fn state_anew(stories: &mut Stories, stage: &mut Stage<'_>) -> Result<()> {
    let cluster = stories.of_mut(Story::Disputes)?;
    cluster.spec.employees = cluster.spec.employees * 9 / 10;
    let employees = Value::Integer(cluster.spec.employees);
    let anew = right(claim("employees_total", employees, Some(stage.today())))?;
    let anew = ClaimInput { kind: ClaimKind::Correction, ..anew };
    stage.state(cluster, Changes { claims: vec![anew], ..Changes::default() }).await
}
