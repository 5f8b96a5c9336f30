right-mailbox = work mailbox of the domain { $domain }
right-tied = the domain was tied to the organisation by: { $who }, { $day }
right-seen = seen by: { $who }, { $day }
right-given = the right was given on { $day } by: { $who }
right-recorded = the right was recorded by the registry’s operator, { $day }
