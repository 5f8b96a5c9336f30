# Страница уровня: признаки, путь дальше, история уровня.
level-of = Уровень: { $cluster }
level-never-assessed = Кластер ещё не оценивали.
measure-minimum = минимальные требования
measure-additional = дополнительные признаки
markers-heading = Признаки
marker-column = Признак
marker-meaning = Что он значит и на чём держится
marker-state = Состояние
statements-count = { $n ->
    [one] { $shown } сведение
    [few] { $shown } сведения
   *[other] { $shown } сведений
}
and-more = и ещё { $shown }
statement = { $what }: { $day }, { $support }
statement-until = { $what }: { $day }, { $support }, обновить до { $until }
state-met = выполнен
state-awaiting = выполнен, изменение ожидает подтверждения
state-lapsed = нужно обновить
state-disputed = оспаривается
state-requirement = требование не закрыто
state-not-met = пока нет
until-waived = отсрочка до { $day }
until-closed = закрыть до { $day }
until-awaited = до { $day }
until-lapses = действует до { $day }
marker-renew = сведения скоро устареют: подтвердите до { $day }

way-none = Выше уровня нет
way-kept = Это высший уровень. Он держится, пока сведения обновляются в срок.
way-first = Каждый шаг приближает кластер к следующему уровню, порядок любой.
way-needed = Без этого не обойтись
way-one-of = Достаточно одного из
way-any = Подойдёт любой из признаков

past-heading = История уровня
period-began = { $level } с { $day }.
period-until = до { $day }
period-corrected = Решение исправлено: { $reason }
basis-heading = На чём держался уровень, когда начался
basis-gate = обязательный
basis-silent = сведений нет
cause-listing = Кластер внесён в реестр.
cause-correction = Исправлена прежняя оценка.
happened-denial = Организация сообщила, что не участвует.
happened-withdrawal = Подтверждение отозвано.
happened-outdated = Сведения не обновлены в срок.
happened-change-not-confirmed = Изменение не подтверждено в срок.
happened-seen-too-long-ago = Подтверждение устарело: сайт давно не проверяли.
happened-dispute = Рассмотрено возражение.
happened-statement = Изменены сведения профиля.
happened-ending = Из профиля исключена запись.
came-rulebook = Вступила в силу редакция правил уровней { $edition }
came-catalogue = Вступила в силу редакция полей профиля { $edition }
came-dictionaries = Вступила в силу редакция справочников { $edition }
came-regions = Вступила в силу редакция списка субъектов РФ { $edition }
gained-one = Последним выполнен признак { $markers }.
gained-several = Последними выполнены признаки: { $markers }.
lost-one = Перестал выполняться признак { $markers }.
lost-several = Перестали выполняться признаки: { $markers }.
lacking-marker = Не выполнен признак { $key }.
lacking-corroboration = Признак { $key } выполнен, но подтверждён недостаточно.
lacking-one-of = Не выполнен ни один из признаков: { $key }.
lacking-markers = Дополнительных признаков: { $label }.
lacking-condition = Перестало выполняться условие «{ $label }».
last-confirmation = Последнее подтверждение: { $who }.
gates-confirmed-by = Обязательные признаки подтвердили: { $parties }.
confirmer-cluster = связанный кластер
confirmer-officer = куратор реестра
confirmed-how = { $who }, { $relation }, { $day }
