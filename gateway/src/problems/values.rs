//! What can be wrong with one value.

use super::table;

table! {
    "value.type" 422:
        "Значение другого рода" / "A value of another kind",
        "Здесь нужно другое: {0:type}."
            / "Something else is needed here: {0:type}.";
    "value.member-twice" 422:
        "Одно и то же сказано дважды" / "One thing is said twice",
        "Внутри значения этот ключ стоит дважды. Оставьте один."
            / "This key stands twice within the value. Leave one.";
    "text.empty" 422:
        "Пустой текст" / "An empty text",
        "Напишите текст. Если сказать нечего, пришлите absence вместо value."
            / "Write a text. If there is nothing to say, send absence instead of value.";
    "text.control-character" 422:
        "В тексте есть невидимые знаки" / "The text has invisible characters",
        "Уберите из текста управляющие знаки, знаки направления письма и те, что не видны или есть не во всяком шрифте."
            / "Remove control characters, marks of writing direction, and characters that can't be seen or stand for private use from the text.";
    "text.heaped-marks" 422:
        "Слишком много знаков над буквой" / "Too many marks over a letter",
        "Над и под одной буквой стоит больше четырёх знаков. Оставьте не больше четырёх."
            / "More than four marks stand over and under one letter. Leave at most four.";
    "name.unreadable" 422:
        "Наименование не прочесть" / "The name can't be read",
        "В наименовании нет ни одной буквы или цифры. Напишите его словами."
            / "The name has no letter and no digit. Write it in words.";
    "text.language-needed" 422:
        "Нужен текст на этом языке" / "The text is needed in this language",
        "Нужен текст на языке «{0}». Добавьте его под ключом {0}."
            / "The text is needed in “{0}”. Add it under the key {0}.";
    "text.too-short" 422:
        "Текст слишком короток" / "The text is too short",
        "Нужно не меньше {0} знаков, здесь {1}."
            / "At least {0} characters are needed, here are {1}.";
    "text.too-long" 422:
        "Текст слишком длинен" / "The text is too long",
        "Можно не больше {0} знаков. Сократите текст."
            / "At most {0} characters are allowed. Shorten the text.";
    "text.one-line" 422:
        "Здесь текст в одну строку" / "The text stands on one line here",
        "Уберите из текста переносы строк."
            / "Remove the line breaks from the text.";
    "number.too-small" 422:
        "Число слишком мало" / "The number is too small",
        "Здесь число не меньше {0}. Проверьте, в тех ли единицах оно дано."
            / "The number is at least {0} here. Check the unit it is given in.";
    "number.too-large" 422:
        "Число слишком велико" / "The number is too large",
        "Здесь число не больше {0}. Проверьте, в тех ли единицах оно дано."
            / "The number is at most {0} here. Check the unit it is given in.";
    "date.malformed" 422:
        "День не читается" / "The day can't be read",
        "Напишите день как 2015-06-30."
            / "Write the day as 2015-06-30.";
    "date.in-future" 422:
        "Этот день ещё не наступил" / "That day is still to come",
        "День {0} ещё не наступил. Назовите день, когда это уже было, или запишите это позже."
            / "The day {0} is still to come. Name a day on which it was already so, or record it later.";
    "date.not-over" 422:
        "Этот день ещё не кончился" / "That day isn't over",
        "День {0} ещё идёт, и его цифры ещё могут измениться. Назовите день, который уже кончился."
            / "The day {0} is still going on and its figures can still change. Name a day that is over.";
    "date.out-of-range" 422:
        "Такой день не принимается" / "That day isn't accepted",
        "Здесь день от {1} до {2}, а не {0}. Проверьте год."
            / "The day lies between {1} and {2} here, {0} doesn't. Check the year.";
    "date.before-beginning" 422:
        "Конец раньше начала" / "The end is before the beginning",
        "Началось {1}, а кончилось {0}. Исправьте одну из дат."
            / "It began on {1} and ended on {0}. Correct one of the dates.";
    "estimate.out-of-range" 422:
        "Такого числа кластеров быть не может" / "There can't be that many clusters",
        "Оценка — от {0} до {1} кластеров. Исправьте число."
            / "An estimate is {0} to {1} clusters. Correct the number.";
    "publication.kind" 422:
        "Такого вида публикаций нет" / "There is no such kind of publication",
        "Вид публикации — одно из: {0}."
            / "The kind of a publication is one of: {0}.";
    "publication.place-needed" 422:
        "Неизвестно, где это прочитать" / "It isn't said where it can be read",
        "Дайте адрес или документ. Без них обходится только объявление."
            / "Give an address or a document. Only an announcement can do without.";
    "year.out-of-range" 422:
        "Такой год не принимается" / "That year isn't accepted",
        "Год — целое число от 1700 до 2200."
            / "A year is a whole number from 1700 to 2200.";
    "year.in-future" 422:
        "Этот год ещё не наступил" / "That year is still to come",
        "Год {0} ещё не наступил. Назовите год, в котором это уже было."
            / "The year {0} is still to come. Name a year in which it was already so.";
    "url.scheme" 422:
        "Адрес без http" / "An address without http",
        "Адрес начинается с https:// или http://."
            / "The address begins with https:// or http://.";
    "url.malformed" 422:
        "Адрес не читается" / "The address can't be read",
        "Скопируйте адрес целиком из строки браузера, без пробелов и паролей."
            / "Copy the whole address from a browser, without spaces or passwords.";
    "url.host" 422:
        "В адресе нет имени сайта" / "The address names no site",
        "После https:// нужно имя сайта, открытого для всех, например cluster.example. Числовые адреса и имена внутренних сетей не принимаются."
            / "A site open to everybody has to be named after https://, such as cluster.example. Numeric addresses and names of internal networks aren't accepted.";
    "url.port" 422:
        "Такого порта не бывает" / "There is no such port",
        "Порт в адресе — число от 1 до 65535. Обычно он не нужен: уберите его вместе с двоеточием."
            / "The port of an address is a number from 1 to 65535. It is seldom needed: remove it with its colon.";
    "url.mixed-letters" 422:
        "В имени сайта буквы разных алфавитов" / "The site's name has letters of several alphabets",
        "В имени сайта смешаны буквы разных алфавитов: похожая буква другого алфавита ведёт на чужой сайт. Наберите имя заново."
            / "The site's name mixes letters of several alphabets: a look-alike letter leads to another site. Type the name again.";
    "url.too-long" 422:
        "Адрес слишком длинен" / "The address is too long",
        "Адрес — не длиннее 2000 знаков. Возьмите более короткий."
            / "An address has at most 2000 characters. Use a shorter one.";
    "email.malformed" 422:
        "Почтовый адрес не читается" / "The mail address can't be read",
        "Напишите адрес как office@cluster.example."
            / "Write the address as office@cluster.example.";
    "phone.malformed" 422:
        "Номер телефона не читается" / "The telephone number can't be read",
        "Напишите номер с кодом страны: +7 3822 00-00-00."
            / "Write the number with its country code: +7 3822 00-00-00.";
    "money.negative" 422:
        "Отрицательная сумма" / "A negative amount",
        "Сумма не бывает меньше нуля. Уберите знак."
            / "An amount isn't less than zero. Remove the sign.";
    "money.currency" 422:
        "Такой валюты нет" / "No such currency",
        "Валюта — три заглавные латинские буквы, например RUB."
            / "A currency is three capital Latin letters, such as RUB.";
    "point.out-of-range" 422:
        "Точка вне карты" / "The point is off the map",
        "Широта — от −90 до 90 градусов, долгота — от −180 до 180."
            / "Latitude is from −90 to 90 degrees, longitude from −180 to 180.";
    "code.malformed" 422:
        "Код не читается" / "The code can't be read",
        "Код — от 1 до 64 латинских букв, цифр и знаков «_», «-», «.»."
            / "A code is 1 to 64 Latin letters, digits and `_`, `-`, `.`.";
    "code.unknown" 422:
        "Такого кода нет в справочнике" / "The dictionary has no such code",
        "Кода «{0}» в справочнике «{1:dictionary}» нет. Коды — в /api/v1/dictionaries."
            / "There is no code “{0}” in the dictionary “{1:dictionary}”. The codes are in /api/v1/dictionaries.";
    "region.former" 422:
        "Этого субъекта больше нет" / "This subject is no more",
        "Субъекта с кодом «{0}» больше нет, теперь вместо него: {1}. Укажите действующий код."
            / "The subject with the code “{0}” is no more; in its place there is now: {1}. State the current code.";
    "code.format" 422:
        "Код другого вида" / "A code of another shape",
        "Код «{0}» не подходит. ОКВЭД2 пишут как 31.09 или 31.09.1, ОКТМО — 8 или 11 цифр."
            / "The code “{0}” doesn't fit. OKVED2 is written like 31.09 or 31.09.1, OKTMO has 8 or 11 digits.";
    "ratings.incomplete" 422:
        "Оценено не всё" / "Not everything is rated",
        "Нет оценки для «{0}». Оцените каждый пункт справочника «{1:dictionary}»."
            / "“{0}” isn't rated. Rate every term of the dictionary “{1:dictionary}”.";
    "share.out-of-range" 422:
        "Такой доли не бывает" / "No such share",
        "Доля — от 0 до 100 процентов."
            / "A share is from 0 to 100 per cent.";
    "shares.over-hundred" 422:
        "Доли больше целого" / "The shares are more than a whole",
        "Вместе доли составляют {0} процента, а можно не больше 100. Проверьте их."
            / "The shares make {0} per cent together, at most 100 are possible. Check them.";
    "address.postal-code" 422:
        "Почтовый индекс не читается" / "The postal code can't be read",
        "Индекс — шесть цифр. Не знаете его — оставьте пустым."
            / "A postal code has six digits. Leave it out where you don't know it.";
    "address.locality-needed" 422:
        "Нет населённого пункта" / "The locality is missing",
        "Назовите в locality город или посёлок."
            / "Give the town or village as locality.";
    "cluster.malformed" 422:
        "Кластер не читается" / "The cluster can't be read",
        "Назовите кластер его id, как в адресе карточки."
            / "Give the cluster's id, as in the address of its card.";
    "document.malformed" 422:
        "Документ не читается" / "The document can't be read",
        "Пришлите digest, sha256, bytes и media_type такими, какими они были в ответе на загрузку."
            / "Send digest, sha256, bytes and media_type as the answer to the upload had them.";
    "document.unknown" 422:
        "Такого документа в реестре нет" / "The registry keeps no such document",
        "Сначала загрузите документ на /api/v1/evidence, потом назовите его так, как назвал ответ."
            / "Upload the document to /api/v1/evidence first, then name it just as the answer does.";
    "document.empty" 422:
        "Файл пуст" / "The file is empty",
        "Пришлите сам документ телом запроса."
            / "Send the document itself as the body.";
    "document.application-needed" 403:
        "Документ не к чему приложить" / "There is nothing the document belongs to",
        "Пока вы не представляете ни одного кластера, документы принимаются только к вашей открытой заявке. Сначала начните её."
            / "While you represent no cluster, documents are taken for an open application of yours alone. Start one first.";
    "document.room-today" 429:
        "На сегодня документов достаточно" / "Enough documents for today",
        "За сутки принято столько, сколько можно: {0} документов или {1} МБ. Остальные пришлите завтра или дайте ссылки на них."
            / "As much as may be was taken within a day: {0} documents or {1} MB. Send the others tomorrow, or give links to them.";
    "document.no-room" 403:
        "Для документов больше нет места" / "There is no more room for documents",
        "Принято столько, сколько можно: {0} документов или {1} МБ. Дайте ссылку на документ вместо него самого."
            / "As much as may be was taken: {0} documents or {1} MB. Give a link to the document in its place.";
    "document.type" 422:
        "Файл другого рода" / "A file of another kind",
        "Принимаются PDF, PNG и JPEG; род определяют по содержимому, а не по имени. Переведите документ в PDF."
            / "PDF, PNG and JPEG are taken, told by what is in them and not by the name. Convert the document to PDF.";
    "list.too-few" 422:
        "Значений слишком мало" / "Too few values",
        "Нужно не меньше {0}, здесь {1}."
            / "At least {0} are needed, here are {1}.";
    "list.too-many" 422:
        "Значений слишком много" / "Too many values",
        "Можно не больше {0}, здесь {1}."
            / "At most {0} are allowed, here are {1}.";
    "list.repeats" 422:
        "Значение повторено" / "A value stands twice",
        "Оставьте каждое значение один раз."
            / "Leave each value once.";
    "inn.personal" 422:
        "ИНН человека — только вместе с ОГРНИП" / "A person's INN goes with an OGRNIP only",
        "ИНН из 12 цифр — личные данные. Предпринимателя называют по ОГРНИП (15 цифр): добавьте его в поле ogrn, и ИНН будет храниться зашифрованным."
            / "An INN of 12 digits is personal data. A sole trader is named by the OGRNIP (15 digits): give it as ogrn, and the INN will be kept encrypted.";
    "inn.length" 422:
        "ИНН другой длины" / "The INN is of another length",
        "ИНН организации — 10 цифр. Проверьте номер."
            / "An organisation's INN has 10 digits. Check the number.";
    "inn.check-digit" 422:
        "В ИНН опечатка" / "The INN is mistyped",
        "Контрольная цифра ИНН не сходится. Проверьте номер по выписке."
            / "The INN's check digit doesn't fit. Check the number against the extract.";
    "ogrn.length" 422:
        "ОГРН другой длины" / "The OGRN is of another length",
        "ОГРН — 13 цифр, ОГРНИП — 15. Проверьте номер."
            / "An OGRN has 13 digits, an OGRNIP 15. Check the number.";
    "ogrn.check-digit" 422:
        "В ОГРН опечатка" / "The OGRN is mistyped",
        "Контрольная цифра ОГРН не сходится. Проверьте номер по выписке."
            / "The OGRN's check digit doesn't fit. Check the number against the extract.";
    "identifier.malformed" 422:
        "Номер организации не читается" / "The organisation's number can't be read",
        "Нужен один номер: ИНН, ОГРН либо страна вместе с номером в её реестре."
            / "One number is needed: an INN, an OGRN, or a country together with the number in its register.";
    "identifier.sealed" 422:
        "ИНН человека не пишут открыто" / "A person's INN isn't written in the clear",
        "ИНН предпринимателя хранится зашифрованным. Чтобы снять его, назовите номер словом «sealed_inn»."
            / "A sole trader's INN is kept encrypted. To retire it, name it by the word `sealed_inn`.";
    "kpp.malformed" 422:
        "КПП не читается" / "The KPP can't be read",
        "КПП — девять знаков: цифры, пятый и шестой могут быть заглавными латинскими буквами. Проверьте номер по выписке."
            / "A KPP has nine characters: digits, the fifth and sixth may be capital Latin letters. Check the number against the extract.";
    "country.malformed" 422:
        "Страна не читается" / "The country can't be read",
        "Страна — код из двух заглавных латинских букв, например KZ."
            / "A country is a code of two capital Latin letters, such as KZ.";
    "country.russia" 422:
        "Это российская организация" / "This is a Russian organisation",
        "Российскую организацию называют по ИНН или ОГРН: укажите номер вместо страны и номера в её реестре."
            / "A Russian organisation is named by INN or OGRN: give that number instead of a country and a number in its register.";
    "foreign-number.malformed" 422:
        "Номер в реестре страны не читается" / "The number in the country's register can't be read",
        "Номер — от 1 до 40 латинских букв, цифр и знаков «-», «/», «.»."
            / "The number is 1 to 40 Latin letters, digits and `-`, `/`, `.`.";
    "organisation.malformed" 422:
        "Организация не читается" / "The organisation can't be read",
        "Нужны наименование организации и её ИНН или ОГРН, для зарубежной — наименование, страна и номер в реестре этой страны. Организацию, которая уже есть в реестре, в запросе к API можно назвать её id."
            / "The organisation's name and its INN or OGRN are needed; for one abroad its name, its country and its number in that country's register. A request to the API may give the id of an organisation that the registry knows.";
    "organisation.identifier-needed" 422:
        "Нужен номер организации" / "The organisation's number is needed",
        "У организации {0} нет ни ИНН, ни ОГРН, ни номера в реестре другой страны. Укажите хотя бы один номер."
            / "The organisation {0} has neither INN nor OGRN nor a number of a register abroad. Give at least one.";
    "organisation.identifier-unknown" 422:
        "Номер организации не сходится с реестром" / "A number differs from the registry's",
        "У организации {0} один номер реестру знаком, а другой за ней не записан. Проверьте оба или оставьте знакомый."
            / "Of the organisation {0} the registry knows one number and not the other. Check both or leave the known one.";
    "organisation.identifiers-disagree" 422:
        "Номера принадлежат разным организациям" / "The numbers are of different organisations",
        "ИНН и ОГРН организации {0} записаны за разными организациями. Проверьте номера."
            / "INN and OGRN of the organisation {0} belong to different organisations. Check the numbers.";
    "organisation.numbers-mixed" 422:
        "Номера разного рода" / "Numbers of two kinds",
        "Номера предпринимателя (ОГРНИП из 15 цифр, ИНН из 12) и юридического лица (ОГРН из 13, ИНН из 10) не могут принадлежать одной организации. Проверьте номера."
            / "The numbers of a sole trader (OGRNIP of 15 digits, INN of 12) and of a legal entity (OGRN of 13, INN of 10) can't belong to one organisation. Check the numbers.";
    "organisation.unknown" 422:
        "Такой организации нет в реестре" / "No such organisation in the registry",
        "Организации с id {0} нет. Назовите её по наименованию и номеру."
            / "There is no organisation with id {0}. Give its name and number.";
    "cluster.unknown" 422:
        "Такого кластера нет в реестре" / "No such cluster in the registry",
        "Кластера {0} в реестре нет и не было. Проверьте номер: он стоит в адресе страницы кластера."
            / "Cluster {0} isn't in the registry and never was. Check the number: it stands in the address of the cluster's page.";
    "return.cluster-merged" 422:
        "Этот кластер объединён с другим" / "This cluster became part of another one",
        "Кластер {0} объединён с кластером {1}: назовите его."
            / "Cluster {0} became part of cluster {1}: name that one.";
    "return.cluster-withdrawn" 422:
        "Этот кластер исключён из реестра" / "This cluster left the register",
        "Кластер {0} исключён из реестра: заявка не может быть вторым внесением того, чего в реестре нет."
            / "Cluster {0} left the register: an application can't be a second entry of what isn't on it.";
    "cluster.itself" 422:
        "Это сам кластер" / "It is the cluster itself",
        "Здесь называют другой кластер, а это он сам."
            / "Another cluster is named here, and this is the cluster itself.";
    "item.label-unknown" 422:
        "Такой записи в запросе нет" / "The request has no such item",
        "Метки сошлись не все: в open нет записи с таким as в нужном списке."
            / "Not every label fits: open has no item with this as in the list that is needed.";
}
