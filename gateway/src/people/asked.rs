//! What one-time links carry of people without an account: what an organisation is asked to confirm,
//! what somebody wrote to a cluster, a mistake that is reported. None of it is in the log, and a link
//! that was used keeps only what came of it.

use registry_events::event::EnquiryKind;
use registry_events::ids::{ClusterId, EnquiryId, OrganisationId, StreamVersion};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Language, MailDomain};
use serde::{Deserialize, Serialize};

use super::links::{Link, Purpose};
use super::{Accounts, Mailbox, PeopleError};
use crate::pages::frame::localised;

/// An organisation is asked whether it takes part in a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmationAsked {
    /// The cluster that names it.
    pub cluster: ClusterId,
    /// The membership.
    pub item: ItemPath,
    /// Who is named.
    pub organisation: OrganisationId,
    /// The mailbox the link went to.
    pub mailbox: String,
    /// The language of letters there.
    pub language: Language,
    /// The version of the organisation that tied the domain of the mailbox. Once that is released, the
    /// link stays dead, whoever the domain is tied for anew; so does one that doesn't tell.
    #[serde(default)]
    pub tie: StreamVersion,
}

/// Somebody wrote to a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnquiryWritten {
    /// Names it, in the log too.
    pub enquiry: EnquiryId,
    /// To whom.
    pub cluster: ClusterId,
    /// What is asked.
    pub kind: EnquiryKind,
    /// The offer it is about.
    pub item: Option<ItemPath>,
    /// How the writer calls themselves.
    pub name: String,
    /// What they wrote.
    pub text: String,
    /// Their mailbox.
    pub mailbox: String,
    /// The language of letters to them.
    pub language: Language,
}

/// Somebody found a mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MistakeFound {
    /// Of which cluster.
    pub cluster: ClusterId,
    /// In which field.
    pub path: FieldPath,
    /// What is wrong.
    pub text: String,
    /// The mailbox of who found it.
    pub mailbox: String,
    /// The language of letters there.
    pub language: Language,
}

/// What came of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameOf {
    /// Names the words that tell it.
    pub told: String,
    /// The cluster it was about.
    pub cluster: ClusterId,
    /// Where it stands in the log.
    pub position: Option<u64>,
}

impl ConfirmationAsked {
    /// What links of one membership are counted under.
    pub fn about(&self) -> String {
        format!("{} {}", self.cluster, self.item)
    }

    /// The domain of the mailbox; none where no domain that can be tied stands there.
    pub fn domain(&self) -> Option<MailDomain> {
        MailDomain::parse(Mailbox::parse(&self.mailbox)?.domain()).ok()
    }
}

impl Accounts {
    /// The path of a link by which an organisation says whether it takes part; none when as many are
    /// open of this membership as may be.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn confirmation_link(
        &self,
        asked: &ConfirmationAsked,
    ) -> Result<Option<String>, PeopleError> {
        let issued = self.links().issue(Purpose::Confirmation, &asked.about(), asked).await?;
        Ok(issued.map(|path| localised(asked.language, &path)))
    }
}

impl Link {
    /// What came of it, once it was used.
    pub fn came_of(&self) -> Option<CameOf> {
        self.payload()
    }
}
