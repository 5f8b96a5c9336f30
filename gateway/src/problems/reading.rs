//! What can be wrong in the address of a read.

use super::table;

table! {
    "format.unknown" 404:
        "Такого вида нет" / "No such format",
        "В виде {0} это не отдаётся. Есть .json, а для списков ещё .csv, .xlsx, .geojson и .jsonl."
            / "This isn't given as {0}. There is .json, for lists also .csv, .xlsx, .geojson and .jsonl.";
    "query.malformed" 422:
        "Параметр адреса не читается" / "A parameter can't be read",
        "Значение параметра не читается. Проверьте, как закодированы знаки в адресе."
            / "The parameter doesn't fit: {0}.";
    "query.unknown-parameter" 422:
        "Такого параметра нет" / "No such parameter",
        "Параметра «{0}» у этого адреса нет, а молча пропускать его нельзя. {2:meant} Здесь есть: {1}."
            / "This address has no parameter “{0}”, and it isn't passed over in silence. {2:meant} There are: {1}.";
    "query.repeated" 422:
        "Параметр повторён" / "A parameter is repeated",
        "У параметра «{0}» здесь может быть только одно значение. Оставьте одно."
            / "The parameter “{0}” takes a single value here. Leave one.";
    "query.not-a-number" 422:
        "Это не число" / "This isn't a number",
        "«{0}» не подходит: здесь стоит целое число от 0, одними цифрами."
            / "“{0}” doesn't fit: this takes a whole number from 0, in digits alone.";
    "query.number-too-large" 422:
        "Число слишком велико" / "The number is too large",
        "«{0}» больше, чем здесь может быть. Возьмите число поменьше."
            / "“{0}” is more than there can be here. Take a smaller number.";
    "query.not-an-event-type" 422:
        "Такого вида событий нет" / "No such type of event",
        "Событий вида «{0}» нет. Возьмите вид из поля type в строках истории, например ClaimConfirmed."
            / "There are no events of type “{0}”. Take one from the member type of the history's lines, e.g. ClaimConfirmed.";
    "query.not-a-day" 422:
        "Это не день" / "This isn't a day",
        "«{0}» не читается как день. Напишите его как 2015-06-30."
            / "“{0}” doesn't read as a day. Write it as 2015-06-30.";
    "query.not-a-time" 422:
        "Это не момент" / "This isn't a time",
        "«{0}» не читается. Напишите день (2015-12-01) или время с поясом (2015-12-01T10:00:00Z)."
            / "“{0}” can't be read. Give a day (2015-12-01) or a time with its zone (2015-12-01T10:00:00Z).";
    "query.not-an-id" 422:
        "Это не id" / "This isn't an id",
        "«{0}» не похоже на id. Возьмите id из ответов реестра, ничего в нём не меняя."
            / "“{0}” is no id. Take an id from the registry's answers, without changing it.";
    "query.not-a-choice" 422:
        "Такого варианта нет" / "No such choice",
        "«{0}» здесь не подходит. Можно: {1}."
            / "“{0}” doesn't fit here. Allowed are: {1}.";
    "as-of.malformed" 422:
        "Момент не читается" / "The time can't be read",
        "«{0}» не читается. Напишите день (2015-12-01), время с поясом (2015-12-01T10:00:00Z) или position:1234."
            / "“{0}” can't be read. Give a day (2015-12-01), a time with its zone (2015-12-01T10:00:00Z) or position:1234.";
    "as-of.in-future" 422:
        "Этот момент ещё не наступил" / "That time is still to come",
        "Реестр помнит прошлое и не знает будущего. Назовите момент не позже {0}."
            / "The registry remembers the past and doesn't know the future. Give a time up to {0}.";
    "as-of.past-head" 422:
        "До этой позиции журнал ещё не дошёл" / "The log hasn't reached that position",
        "Позиции {0} ещё нет. Последняя стоит в заголовке Registry-Position."
            / "There is no position {0} yet. The last one stands in the Registry-Position header.";
    "from.past-head" 422:
        "До этой позиции журнал ещё не дошёл" / "The log hasn't reached that position",
        "Следующая запись встанет на позицию {0}. Читайте с неё или с любой раньше."
            / "The next entry will stand at position {0}. Read from there or from any before.";
    "at-least.malformed" 422:
        "Позиция не читается" / "The position can't be read",
        "В at_least стоит целое число: позиция из ответа на запись."
            / "at_least takes a whole number: the position from the answer to a write.";
    "on.malformed" 422:
        "День не читается" / "The day can't be read",
        "«{0}» не читается как день. Напишите его как 2015-06-30."
            / "“{0}” doesn't read as a day. Write it as 2015-06-30.";
    "on.in-future" 422:
        "Этот день ещё не наступил" / "That day is still to come",
        "Что будет, реестр не знает. Назовите день не позже {0}."
            / "The registry doesn't know what will be. Give a day up to {0}.";
    "limit.out-of-range" 422:
        "Столько сразу не отдаётся" / "Not that many at once",
        "В limit стоит целое число от 1 до {0}."
            / "limit takes a whole number from 1 to {0}.";
    "cursor.malformed" 422:
        "Закладка не читается" / "The cursor can't be read",
        "Возьмите cursor из next_cursor предыдущего ответа, ничего в нём не меняя."
            / "Take cursor from next_cursor of the answer before, without changing it.";
    "cursor.of-another-query" 422:
        "Закладка от другого запроса" / "The cursor is of another query",
        "Эта закладка от запроса с другими условиями. Начните его сначала, без cursor."
            / "This cursor is of a query with other conditions. Begin anew, without cursor.";
    "cursor.foreign" 422:
        "Закладка не отсюда" / "The cursor isn't from here",
        "Такой закладки для этого списка реестр не выдавал. Начните его сначала, без cursor."
            / "The registry has given no such cursor for this list. Begin anew, without cursor.";
    "sort.unknown" 422:
        "Такого порядка нет" / "No such order",
        "По «{0}» не сортируют. Есть name, participants, updated, level_since."
            / "There is no order by “{0}”. There are name, participants, updated, level_since.";
    "filter.unknown-value" 422:
        "Такого значения нет" / "No such value",
        "Значения «{0}» у этого условия нет. Возьмите его из facets или из /api/v1/dictionaries."
            / "This filter has no value “{0}”. Take one from facets or from /api/v1/dictionaries.";
    "difference.reversed" 422:
        "Первая дата позже второй" / "The first date comes after the second",
        "`from` — более ранняя дата, `to` — более поздняя. Поменяйте их местами."
            / "`from` is the earlier date and `to` the later one. Put them the other way round.";
    "compare.count" 422:
        "Столько не сравнивают" / "Not that many can be compared",
        "Сравнивают от {0} до {1} разных кластеров. Отметьте их в реестре или перечислите в ids через запятую."
            / "{0} to {1} different clusters can be compared. Tick them in the register, or list them in ids, with commas.";
    "figure.unknown" 422:
        "Такого показателя нет" / "No such figure",
        "Показателя «{0}» нет. Их названия — пути в /api/v1/statistics, например clusters.by_level.high."
            / "There is no figure “{0}”. Their names are paths in /api/v1/statistics, e.g. clusters.by_level.high.";
    "month.out-of-range" 422:
        "Такого месяца здесь нет" / "No such month here",
        "Месяцы считают с первого месяца реестра, от 0 до {0}. Выберите месяц на странице статистики или назовите день в as_of."
            / "Months are counted from the registry's first one, from 0 to {0}. Choose a month on the page of statistics, or name a day in as_of.";
    "chart.nothing-recorded" 404:
        "Тогда ещё ничего не было записано" / "Nothing was recorded then",
        "Рисунка {0} на этот момент нет: в реестре тогда ещё ничего не было записано. Назовите в as_of более поздний день."
            / "There is no drawing {0} of that time: nothing was recorded in the registry then. Name a later day in as_of.";
    "figure.not-a-filter" 422:
        "За этим показателем нет кластеров" / "No clusters stand behind this figure",
        "По показателю «{0}» кластеры не отбирают: такого нет или его спрашивают другим условием. Показатели — пути в /api/v1/statistics, например projects.by_stage.planned."
            / "Clusters can't be chosen by the figure “{0}”: there is none, or another filter asks for it. Figures are paths in /api/v1/statistics, e.g. projects.by_stage.planned.";
    "series.bounds" 422:
        "Такой ряд не строится" / "No such series",
        "Ряд идёт от раннего дня к позднему, и в нём не больше {0} точек. Возьмите шаг крупнее или срок короче."
            / "A series goes from an earlier day to a later one and has at most {0} points. Take a greater step or a shorter time.";
    "case.too-many-entries" 422:
        "В одно дело столько не помещается" / "One case doesn't hold so much",
        "Выбрано записей: {0}, а в деле их не больше {1}. Сузьте выбор: срок (since, until), вид событий (type), о чём они (category), один поток (stream) или поле (path). У выборки условий нет: возьмите более раннюю дату в as_of."
            / "{0} entries were chosen, and a case holds at most {1}. Narrow it: by time (since, until), type of event (type), what they are about (category), a single stream (stream) or a field (path). A sample has no filters: take an earlier as_of.";
    "case.too-long" 422:
        "Дело вышло слишком длинным" / "The case is too long",
        "Записи выбраны длинные: строк или байтов в них больше, чем помещается в дело. Сузьте выбор: возьмите срок короче (since, until) или одно поле (path)."
            / "The entries that were chosen are long: they have more rows, or more bytes, than a case holds. Narrow it: a shorter time (since, until), or a single field (path).";
    "stream.too-long" 503:
        "История слишком длинная" / "The history is too long",
        "Чтобы ответить, нужно прочесть больше {0} записей. Возьмите момент раньше или записи из /api/v1/changes."
            / "To answer this, more than {0} entries must be read. Take an earlier time, or the entries from /api/v1/changes.";
    "stream.lagging" 503:
        "Поток отстал" / "The stream lags behind",
        "Читатель не успевает за журналом. Начните заново с последней полученной позиции."
            / "The reader doesn't keep up with the log. Resume from the last position you received.";
    "views.halted" 503:
        "Показ остановлен" / "The views have stopped",
        "Запись журнала не читается, поэтому показ остановлен, чтобы не выдать прошлое за нынешнее. Администратор уже видит тревогу."
            / "An entry of the log can't be read, so the views have stopped rather than show the past as now. The operator sees the alarm.";
    "views.not-yet" 503:
        "Показ ещё не догнал журнал" / "The views haven't caught up yet",
        "До позиции {0} показ ещё не дошёл. Повторите через секунду."
            / "The views haven't reached position {0} yet. Try again in a second.";
}
