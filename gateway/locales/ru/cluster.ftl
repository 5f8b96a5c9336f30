# Страницы кластера: профиль, уровень, история.
tab-profile = Профиль
tab-level = Уровень
tab-history = История
pages-of-cluster = Страницы кластера
contents = На этой странице
since = с
updated = обновлён
not-assessed = уровень ещё не оценён
now-part-of = Теперь это часть кластера
name-formerly = ранее { $name }
region-formerly = ранее { $name }
region-split = { $name } больше не существует как субъект РФ: теперь это { $parts }. Укажите, где работает кластер; до этого он значится по-прежнему и ничего не теряет.
became-part = Частью кластера стали
figure-participants = участники
figure-employees = работники
figure-projects = совместные проекты
figure-year = год создания
level-heading = Уровень оргразвития
measure-markers = признаки
measure-completeness = полнота
measure-confidence = подтверждённость
of-fields = полей
of-filled-fields = заполненных полей
met-of = { $met } из { $of }
marker-met = выполнен
marker-not-met = пока нет
level-since = { $level } с { $day }
level-is-maturity = Уровень говорит о зрелости организации кластера, а не о его качестве.
rulebook-edition = Правила уровней, редакция
why-this-level = Почему такой уровень и кто это подтвердил
requirements-heading = Открытые требования
requirement-open = требование не закрыто с { $since }, закрыть до { $until }
requirement-waived = требование не закрыто с { $since }, закрыть до { $until }, отсрочка по официальному статусу
counted-of-their-day = { $n ->
    [one] Для признаков уровня учитывается сказанное за последний { $shown } месяц; более раннее остаётся здесь.
    [few] Для признаков уровня учитывается сказанное за последние { $shown } месяца; более раннее остаётся здесь.
   *[other] Для признаков уровня учитывается сказанное за последние { $shown } месяцев; более раннее остаётся здесь.
}
reminders-heading = Сведения скоро устареют
reminders-why = Обновите их в срок — и всё достигнутое останется в силе.
reminder-outdated = { $what }: подтвердите до { $day }
reminder-of-its-day = { $what }: для признаков уровня учитывается до { $day }, добавьте новое
reminder-change = { $what }: попросите подтвердить изменение до { $day }
reminder-seen = { $what }: попросите проверить ещё раз до { $day }
reminders-more = { $n ->
    [one] и ещё { $shown } сведение
    [few] и ещё { $shown } сведения
   *[other] и ещё { $shown } сведений
}
disputes-heading = Возражения
disputed = Оспаривается.
dispute-admitted = Принято к рассмотрению { $day }, ответ кластера до { $until }
dispute-unanswered = Ответа в срок нет, отмечено { $day }
dispute-answer = Ответ кластера { $day }: { $text }
dispute-resolved = Решение { $day }: { $outcome }. { $reason }
dispute-lifted = Больше не оспаривается с { $day }: указано заново и сверено куратором
employees-conflict-heading = Общая численность и сумма по участникам расходятся
employees-sum = Сумма работников по участникам — { $sum }: численность указали { $stated } из { $of }.
employees-sum-differs = Общая численность { $total } названа суммой по участникам, но их сумма — { $sum }: численность указали { $stated } из { $of }.
employees-sum-greater = Заявленная общая численность { $total } меньше суммы по участникам — { $sum }: численность указали { $stated } из { $of }.
type-conflicts-heading = Тип участника и размер организации расходятся
type-conflict = { $member }: кластер указал тип «{ $stated }», по размеру организации — «{ $own }»
not-provided = не представлено
not-provided-yet = Пока не представлено
only-in-other = только на английском
ended = Окончание
organisation-denied = организация сообщила, что не участвует
ended-items = завершённые записи
older-items = раньше
expired = Срок истёк
expired-items = Истекшие предложения и запросы
confirmation = Подтверждение
each-its-own = у каждого сведения своё
stated-by = Указал
confirmed-by = Подтвердил
document = документ
document-for-officers = виден кураторам реестра
document-digest = дайджест
described-on = на { $day }
holds-until = действует до { $day }
checked-on = проверен { $day }
seen-on = увидено { $day }
disputed-since = оспаривается с { $day }
lapsed-since = нужно обновить с { $day }
awaits-until = ожидает подтверждения до { $day }, прежнее значение подтвердили: { $kept }
more-items = { $n ->
    [one] Ещё { $shown } запись.
    [few] Ещё { $shown } записи.
   *[other] Ещё { $shown } записей.
}
all-in-open-data = Все они есть в открытых данных
this-in-json = Эта карточка в JSON
point-is-default = центр региона, точка не указана
on-the-map = На карте
members-on-the-map = Участники, место которых известно: { $known } из { $all }
similar-heading = Похожие кластеры
