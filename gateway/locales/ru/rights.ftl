right-mailbox = рабочий почтовый ящик в домене { $domain }
right-tied = домен привязал к организации { $who }, { $day }
right-seen = видел { $who }, { $day }
right-given = право дано { $day }: { $who }
right-recorded = право записал оператор реестра, { $day }
