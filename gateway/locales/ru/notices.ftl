# Уведомления.
notices = Уведомления
notices-lead = Что другие сделали с кластерами и организациями, за которые вы говорите, что стало с вашей заявкой и что скоро устареет.
notices-nothing = Пока ничего не произошло.
notices-unread = { $n ->
    [one] { $shown } новое уведомление.
    [few] { $shown } новых уведомления.
   *[other] { $shown } новых уведомлений.
}
notices-new = новое
notices-mark = Отметить прочитанными
notices-settings = Письма
notices-by-mail = Как присылать уведомления на почту
notices-by-mail-hint = В этом списке они есть всегда. В письме только то, что вы ещё не прочитали.
notices-by-mail-at-once = Сразу, каждое отдельно
notices-by-mail-daily = Раз в день, одним письмом
notices-by-mail-never = Не присылать
notices-by-mail-wrong = Выберите, как присылать уведомления
notices-not-mailed = Письма с уведомлениями сейчас не уходят: в настройках сайта не указан его адрес, и ссылки в письмах никуда бы не вели. Ваш выбор сохранится.
notices-keep = Сохранить
notices-done-read = Уведомления отмечены прочитанными.
notices-done-kept = Настройка сохранена.
notices-application = Ваша заявка
notices-soon = Часть сведений скоро устареет: подтвердите их до { $day }
notices-mail-more = { $n ->
    [one] И ещё { $shown } уведомление.
    [few] И ещё { $shown } уведомления.
   *[other] И ещё { $shown } уведомлений.
}
mail-notices-subject = { $n ->
    [one] Карта кластеров: { $shown } новое уведомление
    [few] Карта кластеров: { $shown } новых уведомления
   *[other] Карта кластеров: { $shown } новых уведомлений
}
mail-notices =
    Здравствуйте, { $name }!

    { $lines }

    Все уведомления и настройка писем: { $address }
