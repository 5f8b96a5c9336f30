# Публикации.
section-publications = Публикации
publications-lead = Отчёты, обзоры, рейтинги и объявления о кластерах. Их ведёт куратор реестра; исправления и отзывы остаются в журнале.
publications-filters = Фильтры
publications-kind = Вид
publications-year = Год
publications-region = О субъекте РФ
publications-specialisation = О специализации
publications-nothing = Таких публикаций пока нет
publications-count = { $n ->
    [one] { $shown } публикация
    [few] { $shown } публикации
   *[other] { $shown } публикаций
}
publications-shown = Показаны { $entries } из { $total }
publications-file = { $kind }, { $size } КБ
publications-corrected = Исправлено { $day }: { $reason }
publications-ended = Отозвано { $day }: { $reason }
publications-chip-withdrawn = отозванные
publications-standing = Действующие публикации
publications-withdrawn = { $n ->
    [one] { $shown } отозванная публикация
    [few] { $shown } отозванные публикации
   *[other] { $shown } отозванных публикаций
}
about-announcements = Последние объявления
about-announcements-all = Все публикации
