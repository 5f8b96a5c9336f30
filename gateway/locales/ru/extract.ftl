# Выписка из реестра и её проверка по номеру.
extract = Выписка из реестра кластеров
extract-link = Выписка (PDF)
extract-number = Номер
extract-as-of = По состоянию на
extract-last-entry = Последняя запись о кластере
extract-cluster-name = Кластер
extract-cluster = Номер в реестре
extract-status = Положение в реестре
extract-reason = Причина
extract-level = Уровень
extract-edition = Редакция правил
extract-participants = Участники
extract-total = Всего
extract-fields = Сведения и кем они подтверждены
extract-more = { $n ->
    [one] Ещё { $shown } сведение есть в карточке внутри этого файла.
    [few] Ещё { $shown } сведения есть в карточке внутри этого файла.
   *[other] Ещё { $shown } сведений есть в карточке внутри этого файла.
}
extract-log = Запись в журнале
extract-position = Позиция
extract-digest = SHA-256 карточки
extract-origin = Журнал
extract-size = Записей в контрольной точке
extract-root = Корень дерева
extract-check = Проверить, верна ли выписка и не изменилась ли карточка с тех пор:
extract-attached = Внутри этого файла лежат карточка (JSON) и доказательство её последней записи (.tlog-proof). Они проверяются и без сайта реестра.

extract-of-number = Выписка
extract-genuine = Номер верен: такую карточку реестр показывает на этой позиции журнала. Сравните с бумагой сведения ниже.
extract-same = С тех пор в карточку ничего не внесено.
extract-changed = С тех пор карточка изменилась, последняя запись внесена { $day }. Выписка верна только на свою дату.
extract-difference = Что изменилось
extract-how = Доказательство записи можно проверить и самому:
