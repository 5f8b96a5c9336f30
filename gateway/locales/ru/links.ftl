# Связи кластеров.
section-links = Связи кластеров
links-lead = У каких кластеров есть общие участники и партнёры, в чьих проектах участвуют организации из другого кластера и кто подтвердил связь.
links-base = По данным { $stated } из { $all } кластеров.
links-filters = Фильтры
links-what = Что общего
links-clusters = Кластеры
links-and = и
links-none = не найдено
links-show = Названия
links-nothing = Таких связей не найдено
links-count = { $n ->
    [one] { $shown } пара кластеров
    [few] { $shown } пары кластеров
   *[other] { $shown } пар кластеров
}
links-more = { $n ->
    [one] и ещё { $shown }
   *[other] и ещё { $shown }
}
links-mixed = участник одного, партнёр другого
links-project-of = проект: { $cluster }
links-link = Связь
links-since = с { $day }
links-stated-by = указал: { $cluster }
links-left-out = Не учтены организации, которых назвали больше 60 кластеров:
linked-heading = Связи
linked-shares = { $n ->
    [one] Общие участники с { $shown } кластером.
   *[other] Общие участники с { $shown } кластерами.
}
linked-shares-none = Общих участников с другими кластерами не найдено.
linked-all = Участники, партнёры и проекты, общие с другими кластерами
links-outside = { $name }: { $status }. Связи ищутся только между кластерами, которые стоят в реестре.
