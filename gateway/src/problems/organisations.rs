//! What stands against a change of an organisation, its numbers, branches, size or succession.

use super::table;

table! {
    "organisation.not-living" 409:
        "Организации больше нет" / "The organisation has ended",
        "У этой организации есть преемник: её запись больше не меняется. Вносите сведения о преемнике."
            / "Another organisation followed this one, so its record no longer changes. Record the facts of its successor.";
    "identifier.taken" 409:
        "Номер занят" / "The number is taken",
        "Этот номер уже записан за другой действующей организацией. Проверьте номер; если он записан там по ошибке, сначала снимите его."
            / "Another living organisation has this number on record. Check it; if it stands there by mistake, retire it there first.";
    "identifier.already-recorded" 409:
        "Номер уже записан" / "The number is on record",
        "Этот номер уже есть у организации. ИНН предпринимателя может быть только один."
            / "The organisation has this number already. A sole trader has one INN only.";
    "identifier.last" 409:
        "Это единственный номер" / "It is the only number",
        "По этому номеру организацию находят, и другого у неё нет. Сначала запишите новый номер."
            / "The organisation is found by this number and has no other. Record the new number first.";
    "branch.kpp-taken" 409:
        "КПП уже есть" / "The KPP is on record",
        "У организации уже есть действующий филиал с этим КПП."
            / "The organisation has an open branch with this KPP.";
    "branch.already-closed" 409:
        "Филиал уже закрыт" / "The branch is closed already",
        "Этот филиал уже записан закрытым."
            / "This branch is on record as closed.";
    "size.unchanged" 409:
        "Так уже записано" / "It is on record already",
        "Точно такое сведение о размере уже действует."
            / "Exactly this statement of the size holds already.";
    "size.newer-stated" 409:
        "Есть более новое сведение" / "A newer statement holds",
        "Размер уже указан на более поздний день. Если прежняя запись неверна, внесите исправление (correction)."
            / "The size is stated for a later day. If that record is wrong, state a correction.";
    "details.unchanged" 409:
        "Так уже записано" / "It is on record already",
        "Точно такие сведения об организации уже действуют."
            / "Exactly these details of the organisation hold already.";
    "details.newer-stated" 409:
        "Есть более новое сведение" / "A newer statement holds",
        "Сайт, точка или вид деятельности уже указаны на более поздний день. Если прежняя запись неверна, внесите исправление (correction)."
            / "The site, the point or the activity is stated for a later day. If that record is wrong, state a correction.";
    "mailbox-domain.malformed" 422:
        "Это не почтовый домен" / "This is no mail domain",
        "Почтовый домен — то, что стоит в адресе после @, например zavod.example. Без пробелов и без похожих букв другого алфавита."
            / "A mail domain is what stands after the @ of an address, such as works.example, without spaces and without look-alike letters of another alphabet.";
    "mailbox-domain.for-anybody" 422:
        "Такой ящик может завести каждый" / "Anybody can open a mailbox there",
        "В домене {0} ящик заводит кто угодно, поэтому он не показывает, от чьего имени пишут. Нужен собственный домен организации; если его нет, право говорить за неё подтверждают письмом."
            / "Anybody can open a mailbox at {0}, so it doesn't show for whom its owner speaks. The organisation's own domain is needed; where there is none, a letter shows the right to speak.";
    "mailbox-domain.for-machines" 422:
        "Домен записан не так, как его читают" / "The domain isn't written as it is read",
        "Запишите домен буквами, как в адресе ящика: завод.рф, а не xn--80aei3bh.xn--p1ai и не числа."
            / "Write the domain as it is read in an address, such as завод.рф, not in Punycode and not as numbers.";
    "mailbox-domain.public-suffix" 422:
        "Под этим доменом имена получают разные владельцы" / "Under this domain anybody registers a name",
        "{0} — общее окончание: под ним каждый регистрирует своё имя. Укажите домен самой организации, например zavod.{0}."
            / "{0} is a public suffix: anybody registers a name of their own under it. Give the organisation's own domain, such as works.{0}.";
    "mailbox-domain.of-another" 409:
        "Этот домен привязан к другой организации" / "This domain is tied to another organisation",
        "Домен {0} уже привязан: {1}. Если почта у организаций действительно общая, например у холдинга, подтвердите это: в запросе — shared: true."
            / "The domain {0} is tied already: {1}. If these organisations do share their mail, as those of a holding may, say so: in a request by shared: true.";
    "mailbox-domain.source-needed" 422:
        "Нужно указать, откуда известен домен" / "It isn't told where the domain is known from",
        "Домен привязывают по публичному источнику (реестр, документ, пресса) с его адресом или по документу. Того, что говорит о себе сама организация или кластер, недостаточно."
            / "A domain is tied by a public source (a register, a document, the press) with its address, or by a document. What the organisation or a cluster says of itself isn't enough.";
    "mailbox-domain.already-tied" 409:
        "Домен уже привязан" / "The domain is tied already",
        "Этот почтовый домен уже привязан к организации."
            / "This mail domain is tied to the organisation already.";
    "mailbox-domain.too-many" 409:
        "Слишком много доменов" / "Too many domains",
        "У организации не больше {0} почтовых доменов. Отвяжите лишние."
            / "An organisation has no more than {0} mail domains. Release those it doesn't use.";
    "succession.already-recorded" 409:
        "Преемник уже записан" / "A successor is on record",
        "Эта реорганизация уже записана. Несколько преемников бывает только при разделении в один и тот же день."
            / "This reorganisation is on record. Only a division on one and the same day has several successors.";
    "succession.successor-not-living" 409:
        "Преемника больше нет" / "The successor has ended",
        "Организация, указанная преемником, сама прекращена. Укажите ту, что действует."
            / "The organisation named as the successor has ended itself. Name one that lives.";
}
