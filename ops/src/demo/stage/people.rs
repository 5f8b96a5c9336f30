//! Accounts of the stage: officers, and who speaks for organisations and regions.

use anyhow::{Context as _, Result};
use jiff::civil::Date;
use registry_core::access::Caller;
use registry_core::command::{GrantRole, OpenAccount, OpenCkr};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::event::{AccessEvent, Event, RegionEvent, Scope};
use registry_events::ids::{AccountId, OrganisationId};
use registry_events::value::{Code, NamedOrganisation};
use registry_gateway::execute::Done;

use super::{Stage, right};

impl Stage<'_> {
    /// Opens an account with a role.
    pub(in crate::demo) async fn account(
        &mut self,
        label: &str,
        role: Role,
        scope: Scope,
        basis: Basis,
    ) -> Result<Caller> {
        let opened = self.play(Caller::PROGRAM, OpenAccount { label: label.into() }.into()).await?;
        let account = account_of(&opened).context("an account was opened")?;
        let authority = Authority { basis, document: None };
        let grant = GrantRole { account, role, scope, authority };
        self.play(Caller::PROGRAM, grant.into()).await?;
        Ok(Caller::of(account, role))
    }

    /// The officer of the demonstration; opened at first need.
    pub(in crate::demo) async fn officer(&mut self) -> Result<Caller> {
        if let Some(officer) = self.officer {
            return Ok(officer);
        }
        let label = "Куратор реестра (демо)";
        let officer = self.account(label, Role::Officer, Scope::Registry, Basis::Office).await?;
        self.officer = Some(officer);
        Ok(officer)
    }

    /// Opens a region's development centre.
    pub(in crate::demo) async fn open_ckr(
        &mut self,
        region: &str,
        organisation: NamedOrganisation,
        opened_on: Date,
    ) -> Result<()> {
        let officer = self.officer().await?;
        let code = right(Code::parse(region))?;
        let open = OpenCkr { region: code, organisation, opened_on, evidence: Vec::new() };
        let opened = self.play(officer, open.into()).await?;
        let centre = centre_of(&opened).context("a centre was opened")?;
        self.centres.insert(region.into(), centre);
        Ok(())
    }

    /// The regions with a development centre, and the centres.
    pub(in crate::demo) fn all_centres(&self) -> Vec<(String, OrganisationId)> {
        self.centres.iter().map(|(region, centre)| (region.clone(), *centre)).collect()
    }

    /// The development centre of a region.
    pub(in crate::demo) fn centre(&self, region: &str) -> Option<OrganisationId> {
        self.centres.get(region).copied()
    }

    /// A region's development centre is no more.
    pub(in crate::demo) fn forget_centre(&mut self, region: &str) -> Option<OrganisationId> {
        self.centres.remove(region)
    }

    /// The representative of a region's development centre; opened at first need.
    pub(in crate::demo) async fn centre_speaker(&mut self, region: &str) -> Result<Caller> {
        let organisation = self.centre(region).context("the region has a centre")?;
        let scope = Scope::Region { region: right(Code::parse(region))?, organisation };
        let label = "Представитель ЦКР (демо)";
        self.speaker(organisation, label, Role::RegionRepresentative, scope).await
    }

    /// The representative of an organisation; opened at first need.
    pub(in crate::demo) async fn organisation_speaker(
        &mut self,
        organisation: OrganisationId,
    ) -> Result<Caller> {
        let label = "Представитель организации (демо)";
        let scope = Scope::Organisation(organisation);
        self.speaker(organisation, label, Role::OrganisationRepresentative, scope).await
    }

    /// The representative of an organisation that has spoken before.
    pub(in crate::demo) fn known_speaker(&self, organisation: OrganisationId) -> Option<Caller> {
        self.speakers.get(&organisation).copied()
    }

    async fn speaker(
        &mut self,
        organisation: OrganisationId,
        label: &str,
        role: Role,
        scope: Scope,
    ) -> Result<Caller> {
        if let Some(speaker) = self.speakers.get(&organisation) {
            return Ok(*speaker);
        }
        let speaker = self.account(label, role, scope, Basis::Letter).await?;
        self.speakers.insert(organisation, speaker);
        Ok(speaker)
    }
}

fn account_of(done: &Done) -> Option<AccountId> {
    done.entries.iter().find_map(|recorded| match recorded.event()? {
        Event::Access(AccessEvent::AccountOpened(opened)) => Some(opened.account),
        _ => None,
    })
}

fn centre_of(done: &Done) -> Option<OrganisationId> {
    done.entries.iter().find_map(|recorded| match recorded.event()? {
        Event::Region(RegionEvent::CkrOpened(opened)) => Some(opened.organisation),
        _ => None,
    })
}
