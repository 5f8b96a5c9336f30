# Регионы, специализации и их пересечения.
regions-heading = Регионы
regions-lead = Субъекты Российской Федерации по федеральным округам. Кластер нескольких регионов посчитан в каждом из них.
regions-centre = Центр кластерного развития
regions-has-centre = есть ЦКР
specialisations-heading = Специализации
specialisations-lead = Ключевые специализации кластеров в порядке справочника.
places-clusters = Кластеры в реестре
places-by-level = По уровням
places-invited = приглашаем
places-in-register = Открыть в реестре
places-on-map = Показать на карте
places-all-regions = Все регионы
clusters-in-register = { $n ->
    [one] { $shown } кластер в реестре
    [few] { $shown } кластера в реестре
   *[other] { $shown } кластеров в реестре
}

region-passport = Паспорт кластерной политики региона
region-hidden = Регионы кластеров сейчас не показываются.
region-invitation = В реестре пока нет кластеров этого региона. Приглашаем кластеры региона рассказать о себе.
region-map-words = Карта. { $region }: { $clusters }. Те же кластеры стоят в таблице ниже.
region-expected = { $n ->
    [one] Ожидается на Карте ещё { $shown } кластер региона
    [few] Ожидаются на Карте ещё { $shown } кластера региона
   *[other] Ожидаются на Карте ещё { $shown } кластеров региона
}
region-figures = В числах
region-figures-note = Суммы по кластерам региона; медиана — по регионам, где есть кластеры. Непредставленное не считается нулём.
region-number = Регион
region-stated = По данным кластеров
region-median = Медиана страны
region-median-of = Регионов в медиане
region-centres = Центр кластерного развития (ЦКР)
region-no-centre = В реестре пока не записано ни одного центра. Приглашаем регион сообщить о своём ЦКР.
region-specialisations = Специализации региона
region-invited = Приглашаем
region-invited-lead = Место для кластеров региона и в этих специализациях. Приглашаем рассказать о себе:
centre-opened = Открыт
centre-closed = закрыт
centre-document = документ
centre-supports = Указан кластерами как их центр

specialisation-hidden = Специализации кластеров сейчас не показываются.
specialisation-invitation = В реестре пока нет кластеров этой специализации. Приглашаем их рассказать о себе.
specialisation-regions = Где эти кластеры
specialisation-other-regions = Приглашаем кластеры этой специализации и из других регионов.

crossing-hidden = Регионы и специализации кластеров сейчас не показываются.
crossing-invitation = В реестре пока нет кластеров этой специализации из этого региона. Приглашаем их рассказать о себе.
crossing-elsewhere = { $n ->
    [one] Во всех регионах вместе — { $shown } кластер этой специализации.
    [few] Во всех регионах вместе — { $shown } кластера этой специализации.
   *[other] Во всех регионах вместе — { $shown } кластеров этой специализации.
}
crossing-all = Вся специализация
places-offers = Предложения и запросы этих кластеров
